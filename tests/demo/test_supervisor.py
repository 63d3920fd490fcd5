"""Whatever dies is back within two seconds, and everybody leaves in order."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.demo.children import FolderLock, Service
from app.demo.errors import DemoError
from app.demo.program import Order, Program, run_once
from app.demo.supervisor import Supervisor
from tests.demo.servers import is_alive

SLEEPS = "import time; time.sleep(600)"
SAYS_GOODBYE = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print("adeus", flush=True), sys.exit(0)))
print("olá", flush=True)
time.sleep(600)
"""


class Stage:
    """A supervisor, and what was heard and seen."""

    def __init__(self, folder: Path) -> None:
        self.lock = FolderLock.take(folder)
        self.heard: list[tuple[str, str]] = []
        self.seen: list[tuple[str, str]] = []
        self.supervisor = Supervisor(self._changed)

    def program(self, name: str, script: str, feed: bytes = b"") -> Program:
        return Program(name, Order([sys.executable, "-c", script], {}, feed), self.lock, lambda who, line: self.heard.append((who, line)))

    def _changed(self, service: Service, happened: str) -> None:
        self.seen.append((service.name, happened))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path)
    watching = asyncio.create_task(stage.supervisor.watch())
    yield stage
    watching.cancel()
    await stage.supervisor.dismiss(["one", "two", "api"])
    stage.lock.release()


async def until(stage: Stage, seen: tuple[str, str]) -> None:
    async with asyncio.timeout(10):
        while seen not in stage.seen and seen not in stage.heard:
            await asyncio.sleep(0.01)


async def test_a_killed_process_is_back_within_two_seconds_with_a_new_id(stage: Stage) -> None:
    program = stage.program("one", SLEEPS)
    stage.supervisor.keep(program)
    first, began = program.child.pid, time.monotonic()

    program.child.kill()
    await until(stage, ("one", "back"))

    assert time.monotonic() - began < 2
    assert program.child.pid != first
    assert is_alive(program.child.pid)
    assert stage.seen == [("one", "died"), ("one", "back")]


async def test_a_process_that_keeps_dying_is_tried_with_pauses_and_then_called_hopeless(stage: Stage) -> None:
    stage.supervisor.keep(stage.program("one", "raise SystemExit(3)"))

    await asyncio.sleep(1.5)

    tries = stage.seen.count(("one", "back"))
    assert 2 <= tries <= 5
    with pytest.raises(DemoError, match="one does not stay alive"):
        stage.supervisor.refuse_hopeless(tries=tries)


async def test_each_wave_has_left_before_the_next_is_asked(stage: Stage) -> None:
    for name in ("one", "api"):
        stage.supervisor.keep(stage.program(name, SAYS_GOODBYE))
        await until(stage, (name, "olá"))

    await stage.supervisor.dismiss(["one"], ["api"])
    await asyncio.sleep(0.05)

    assert stage.heard == [("one", "olá"), ("api", "olá"), ("one", "adeus"), ("api", "adeus")]
    assert stage.seen == []


async def test_who_does_not_listen_is_made_to_leave_when_we_are_in_haste(stage: Stage) -> None:
    deaf = stage.program(
        "one", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('olá', flush=True); time.sleep(600)"
    )
    stage.supervisor.keep(deaf)
    await until(stage, ("one", "olá"))
    stage.supervisor.hurry()

    began = time.monotonic()
    await stage.supervisor.dismiss(["one"])

    assert time.monotonic() - began < 2
    assert not is_alive(deaf.child.pid)


async def test_a_step_reads_what_it_is_fed_and_its_failure_ends_the_start(stage: Stage) -> None:
    await run_once(stage.program("step", "import sys; print(sys.stdin.read().upper())", feed=b"ok"))
    await until(stage, ("step", "OK"))

    with pytest.raises(DemoError, match="'step' failed"):
        await run_once(stage.program("step", "raise SystemExit(1)"))
