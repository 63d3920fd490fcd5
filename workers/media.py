"""The media worker: answers its queue, on which no job is sent yet."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.settings import Settings
from workers.shift import run


@asynccontextmanager
async def open_post(_office: Office, _settings: Settings) -> AsyncIterator[Post]:
    yield Post(Queue.MEDIA, {}, [Every(60, _rest)], poll_delay=0.5, max_jobs=4)


async def _rest() -> None:
    """Keeps the container up until guests' files are fetched here."""
    await asyncio.sleep(0)


if __name__ == "__main__":
    run("media", open_post)
