"""The inbound worker: takes what Meta sent out of the inbox, and into conversations."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.inbox import sweeping
from app.inbox.bell import DRAIN_ALL, DRAIN_NUMBER
from app.inbox.drainer import Drainer
from app.inbox.models import Lane
from app.inbox.service import Hand
from app.messages.intake import READERS, take_in
from app.settings import Settings
from workers.shift import run

READ_KINDS = {"message", "status", "error", "user_action", *(f"field:{name}" for name in READERS)}


@asynccontextmanager
async def open_post(office: Office, _settings: Settings) -> AsyncIterator[Post]:
    drainers = {lane: Drainer(Hand(office, take_in, lane)) for lane in Lane}

    async def drain_number(source_id: str, lane: str | None = None) -> None:
        for drainer in drainers.values() if lane is None else [drainers[Lane(lane)]]:
            drainer.wake([source_id])

    async def drain_all() -> None:
        for drainer in drainers.values():
            drainer.look_around()

    sweeps = [
        Every(2, drain_all),
        Every(2, partial(sweeping.look_again, office)),
        Every(10, partial(sweeping.hand_over_claimed, office)),
        Every(30, partial(sweeping.take_up_kept, office, READ_KINDS)),
    ]
    try:
        yield Post(Queue.INBOUND, {DRAIN_NUMBER: drain_number, DRAIN_ALL: drain_all}, sweeps, poll_delay=0.01, max_jobs=100)
    finally:
        for drainer in drainers.values():
            await drainer.close()


if __name__ == "__main__":
    run("inbound", open_post)
