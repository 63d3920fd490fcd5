"""What the person at the terminal sees: one line per step, and every process's log made readable."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

COLOURS = {"api": 36, "inbound": 32, "outbound": 34, "media": 35, "housekeeping": 90, "simulator": 33, "postgres": 94, "redis": 91}
BOLD, FAINT, RED, YELLOW, GREEN = 1, 2, 31, 33, 32
LEVELS = {"warning": YELLOW, "error": RED, "critical": RED}
WIDTH = 12


class Terminal:
    """Plain text unless somebody looks; never a reason to fail, since the reader of a pipe may go away."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour
        self._step_is_open = False

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """`✓ text (0.8 s)` when it is done; a person sees that it has begun, too."""
        began = time.monotonic()
        if self._colour:
            self._write(f"· {text} …")
            self._step_is_open = True
        yield
        line = f"{self.paint('✓', GREEN)} {text} {self.paint(f'({time.monotonic() - began:.1f} s)', FAINT)}\n"
        self._write(f"\r\x1b[K{line}" if self._step_is_open else line)
        self._step_is_open = False

    def say(self, text: str = "") -> None:
        self._end_step()
        self._write(f"{text}\n")

    def log(self, name: str, line: str) -> None:
        """A line of a process: ours are JSON, a library's may be anything."""
        self._end_step()
        self._write(f"{self.paint(name.ljust(WIDTH), COLOURS.get(name, BOLD))} {self._readable(line)}\n")

    def paint(self, text: str, code: int) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def _readable(self, line: str) -> str:
        try:
            entry: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.MsgspecError:
            return line
        at, level, event = str(entry.pop("timestamp", ""))[11:19], str(entry.pop("level", "")), str(entry.pop("event", ""))
        trace = entry.pop("exception", None)
        facts = " ".join(f"{key}={value}" for key, value in entry.items())
        told = f"{self.paint(at, FAINT)} {self.paint(event, LEVELS.get(level, BOLD))} {self.paint(facts, FAINT)}".strip()
        return f"{told}\n{trace}" if trace else told

    def _end_step(self) -> None:
        if self._step_is_open:
            self._write("\n")
            self._step_is_open = False

    @staticmethod
    def _write(text: str) -> None:
        with suppress(OSError):
            sys.stdout.write(text)
            sys.stdout.flush()
