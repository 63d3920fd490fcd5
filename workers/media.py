"""The media worker: fetches what guests attached, and looks at it before anybody is shown it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.media import orphans
from app.media.fetcher import open_fetcher
from app.media.service import FETCH
from app.media.storage import open_storage
from app.messages import attachments
from app.settings import Settings
from workers.shift import run

DAY = 24 * 3600


@asynccontextmanager
async def open_post(office: Office, settings: Settings) -> AsyncIterator[Post]:
    async with open_fetcher(office, settings, attachments.settle) as fetcher:
        clear = partial(orphans.clear, office, open_storage(settings))

        async def fetch_media(tenant_id: str) -> None:
            fetcher.wake(UUID(tenant_id))

        yield Post(Queue.MEDIA, {FETCH: fetch_media}, [Every(5, fetcher.sweep), Every(DAY, clear)], poll_delay=0.5, max_jobs=50)


if __name__ == "__main__":
    run("media", open_post)
