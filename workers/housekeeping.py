"""The housekeeping worker: forgets what has been kept long enough, and makes room for the days to come."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from app.channels.service import SYNC_TEMPLATES
from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.inbox import sweeping, unclaimed
from app.messages import pruning
from app.outbox import call_log
from app.realtime import log as event_log
from app.sessions import service as sessions
from app.settings import Settings
from app.templates.syncing import open_listener
from workers.shift import run

HOUR = 3600


@asynccontextmanager
async def open_post(office: Office, settings: Settings) -> AsyncIterator[Post]:
    async def prune_sessions() -> None:
        async with office.for_house() as work:
            await sessions.prune(work)

    sweeps = [
        Every(HOUR, partial(event_log.rotate, office)),
        Every(HOUR, partial(sweeping.prune, office, keep_days=settings.inbox_keep_days, unclaimed_days=settings.inbox_unclaimed_days)),
        Every(HOUR, prune_sessions),
        Every(60, partial(unclaimed.tell, office)),
        Every(HOUR, partial(call_log.prune, office, keep_days=settings.call_log_days)),
        Every(HOUR, partial(pruning.prune, office)),
    ]
    async with open_listener(office, settings) as listener:
        sweeps.append(Every(60, listener.sweep))
        yield Post(Queue.HOUSEKEEPING, {SYNC_TEMPLATES: listener.sync}, sweeps, poll_delay=0.5, max_jobs=4)


if __name__ == "__main__":
    run("housekeeping", open_post)
