"""How every worker's shift begins and ends: settings, logs, an office, and a clean stop on SIGTERM."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import structlog
import uvloop

from app import settings as house
from app.assembly import open_office
from app.core import logging, memory
from app.core.counting import PERIOD_S, Tally
from app.core.database import UnsafeLoginError
from app.core.queue import Post, serve
from app.core.work import Office
from app.realtime.switchboard import Switchboard
from app.settings import Settings, SettingsError

log = structlog.get_logger()

BEAT_SECONDS = 5

OpenPost = Callable[[Office, Settings], AbstractAsyncContextManager[Post]]


def run(name: str, open_post: OpenPost) -> None:
    """Works until SIGTERM or Ctrl-C. What is wrong with the settings is said in sentences, with exit status 2."""
    try:
        settings = house.load(house.environment())
        logging.configure(settings.log_level)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_shift(settings, name, open_post))
    except (SettingsError, UnsafeLoginError) as error:
        sys.stderr.write(f"recado: cannot start\n{error}\n")
        sys.exit(2)


async def _shift(settings: Settings, name: str, open_post: OpenPost) -> None:
    working = asyncio.ensure_future(_work(settings, name, open_post))
    loop = asyncio.get_running_loop()
    for wish in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(wish, working.cancel)
    with suppress(asyncio.CancelledError):
        await working
    log.info("worker.left", worker=name)


async def _work(settings: Settings, name: str, open_post: OpenPost) -> None:
    # Write-only: it speaks to the API processes' sockets and holds none of its own.
    voice = Switchboard(settings.redis_url, write_only=True)
    async with open_office(settings, name=name, emitter=voice) as office, open_post(office, settings) as post:
        memory.settle()
        log.info("worker.came", worker=name)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_beat(settings.heartbeat_file))
            tasks.create_task(_tell_counts(office, Tally(name)))
            await serve(settings.redis_url, post)
    await voice.close()


async def _tell_counts(office: Office, tally: Tally) -> None:
    """For as long as it works, and once more when it leaves. PostgreSQL away: with the next time."""
    try:
        while True:
            await asyncio.sleep(PERIOD_S)
            await asyncio.gather(tally.bring(office), return_exceptions=True)
    finally:
        await asyncio.gather(tally.bring(office), return_exceptions=True)


async def _beat(file: Path | None) -> None:
    """Touches a file for as long as the loop turns: a worker that hangs is alive to everything but this."""
    while file is not None:
        await asyncio.to_thread(file.touch)
        await asyncio.sleep(BEAT_SECONDS)
