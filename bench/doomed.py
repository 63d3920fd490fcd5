"""The outbound worker that dies at a point: `python -m bench.doomed` with the step and how often it may be passed in `DOOM`."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.messages.delivery import open_delivery
from app.messages.sending.carriage import Step
from app.outbox.service import DRAIN
from app.settings import Settings
from workers.shift import run


class Doom:
    """Ends the process, as `kill -9` does, when a step has been taken for so many times."""

    def __init__(self, told: str) -> None:
        step, _, times = told.partition(":")
        self._step, self._left = Step(step), int(times)

    def __call__(self, step: Step) -> None:
        self._left -= step is self._step
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


@asynccontextmanager
async def open_post(office: Office, settings: Settings) -> AsyncIterator[Post]:
    async with open_delivery(office, settings, Doom(os.environ["DOOM"])) as delivery:
        yield Post(Queue.OUTBOUND, {DRAIN: delivery.drain_channel}, [Every(2, delivery.sweep)], poll_delay=0.01, max_jobs=100)


if __name__ == "__main__":
    run("outbound", open_post)
