"""One of our own Python processes as a child, with its log brought to the terminal line by line."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from app.demo import children
from app.demo.children import FolderLock, Terms
from app.demo.errors import DemoError

LONGEST_LINE = 1_000_000


class Order(NamedTuple):
    """What to run: `feed` goes in by stdin, since arguments can be read by everyone with `ps`."""

    argv: Sequence[str]
    env: Mapping[str, str]
    feed: bytes = b""


class Program:
    """`heard` is called with its name and each line that it writes."""

    polite = signal.SIGTERM
    firm = signal.SIGKILL

    def __init__(self, name: str, order: Order, lock: FolderLock, heard: Callable[[str, str], None]) -> None:
        self.name = name
        self._order = order
        self._lock = lock
        self._heard = heard
        self._child: subprocess.Popen[bytes] | None = None
        self._listening: asyncio.Task[object] | None = None

    @property
    def child(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            raise DemoError(f"{self.name} was not started")
        return self._child

    def launch(self) -> None:
        """SIGKILL is what it gets when we are gone: each of ours must live with a `kill -9` anyway, and nothing can stay behind."""
        reading, writing = os.pipe()
        terms = Terms(self._order.env, writing, signal.SIGKILL, input=subprocess.PIPE, lock=self._lock)
        try:
            self._child = children.spawn(self._order.argv, terms)
        except OSError:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        if self._child.stdin:
            with self._child.stdin as line, suppress(BrokenPipeError):
                line.write(self._order.feed)
        loop = asyncio.get_running_loop()
        listening = loop.connect_read_pipe(lambda: _Lines(self._hear), os.fdopen(reading, "rb", buffering=0))
        self._listening = loop.create_task(listening)

    def _hear(self, line: str) -> None:
        self._heard(self.name, line)


class _Lines(asyncio.Protocol):
    def __init__(self, hear: Callable[[str], None]) -> None:
        self._hear = hear
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._hear(line.decode(errors="replace"))

    def connection_lost(self, _reason: Exception | None) -> None:
        if self._rest:
            self._hear(self._rest.decode(errors="replace"))


async def run_once(program: Program) -> None:
    """A step that has an end; raises DemoError when it fails, with its words on the terminal already."""
    program.launch()
    try:
        while (code := program.child.poll()) is None:  # noqa: ASYNC110 - children are polled, which needs no thread
            await asyncio.sleep(0.02)
    finally:
        children.stop(program.child, (program.polite, 3), (program.firm, 3))
    if code != 0:
        raise DemoError(f"the step {program.name!r} failed (see above)")
