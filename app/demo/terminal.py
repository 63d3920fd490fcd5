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
        self._in_step = False

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """`✓ text (0.8 s)` when it is done; a person sees that it has begun, too."""
        began = time.monotonic()
        if self._colour:
            self._write(f"· {text} …")
            self._step_is_open = True
        self._in_step = True
        try:
            yield
        finally:
            self._in_step = False
        line = f"{self.paint('✓', GREEN)} {text} {self.paint(f'({time.monotonic() - began:.1f} s)', FAINT)}\n"
        self._write(f"\r\x1b[K{line}" if self._step_is_open else line)
        self._step_is_open = False

    def say(self, text: str = "") -> None:
        self._end_step()
        self._write(f"{text}\n")

    def log(self, name: str, line: str) -> None:
        """A line of a process: ours are JSON, a library's may be anything. While a step is under way only trouble is shown."""
        try:
            entry = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.MsgspecError:
            told = _plain(line)
        else:
            if self._in_step and entry.get("level") not in LEVELS:
                return
            told = self._readable(entry)
        self._end_step()
        self._write(f"{self.paint(name.ljust(WIDTH), COLOURS.get(name, BOLD))} {told}\n")

    def paint(self, text: str, code: int) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def _readable(self, entry: dict[str, Any]) -> str:
        at, level, event = (str(entry.pop(key, "")) for key in ("timestamp", "level", "event"))
        trace = entry.pop("exception", None)
        if event == "request":
            event, entry = _short(entry)
        facts = _plain(" ".join(f"{key}={value}" for key, value in entry.items()))
        told = f"{self.paint(at[11:19], FAINT)} {self.paint(_plain(event), LEVELS.get(level, BOLD))} {self.paint(facts, FAINT)}".strip()
        return f"{told}\n{_plain(str(trace))}" if trace else told

    def _end_step(self) -> None:
        if self._step_is_open:
            self._write("\n")
            self._step_is_open = False

    @staticmethod
    def _write(text: str) -> None:
        with suppress(OSError):
            sys.stdout.write(text)
            sys.stdout.flush()


def _plain(text: str) -> str:
    """Strangers choose paths and names; nothing of theirs moves the cursor or paints the screen."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)


def _short(request: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """`GET /api/conversations 200` and, when it was refused, who asked and the id to look it up by."""
    status = request.pop("status", 0)
    event = f"{request.pop('method', '')} {request.pop('path', '')} {status}"
    return event, request if status >= 400 else {"ms": request.get("ms")}
