"""The media worker: fetches what guests attached, and looks at it before anybody is shown it; gives Meta what hotels send."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.media import orphans, uploads
from app.media.fetcher import open_fetcher
from app.media.outgoing import UPLOAD
from app.media.service import FETCH
from app.media.storage import open_storage
from app.media.uploader import open_uploader
from app.messages import attachments
from app.messages.sending import uploads as waiting
from app.settings import Settings
from workers.shift import run

HOUR = 3600
DAY = 24 * HOUR


@asynccontextmanager
async def open_post(office: Office, settings: Settings) -> AsyncIterator[Post]:
    async with (
        open_fetcher(office, settings, attachments.settle) as fetcher,
        open_uploader(office, settings, waiting.settle) as uploader,
    ):

        async def fetch_media(tenant_id: str) -> None:
            fetcher.wake(UUID(tenant_id))

        async def upload_media(tenant_id: str) -> None:
            uploader.wake(UUID(tenant_id))

        sweeps = [
            Every(5, fetcher.sweep),
            Every(2, uploader.sweep),
            Every(HOUR, partial(uploads.expire, office)),
            Every(DAY, partial(orphans.clear, office, open_storage(settings))),
        ]
        yield Post(Queue.MEDIA, {FETCH: fetch_media, UPLOAD: upload_media}, sweeps, poll_delay=0.5, max_jobs=50)


if __name__ == "__main__":
    run("media", open_post)
