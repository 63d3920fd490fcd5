"""The outbound worker: carries what hotels wrote to Meta, and says what was scheduled when its time has come."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from app.conversations.turns import MARK, SHOW_TYPING
from app.core.queue import Every, Job, Post, Queue
from app.core.work import Office
from app.messages.composing.later import FIRE
from app.messages.delivery import open_delivery
from app.messages.sending import uncertain
from app.messages.sending.marks import open_marks
from app.outbox.service import DRAIN
from app.schedules.firing import Firing
from app.settings import Settings
from workers.shift import run


@asynccontextmanager
async def open_post(office: Office, settings: Settings) -> AsyncIterator[Post]:
    async with open_delivery(office, settings) as delivery, open_marks(office, settings) as marks:
        firing = Firing(office)
        jobs: dict[str, Job] = {DRAIN: delivery.drain_channel, FIRE: firing.fire, MARK: marks.mark, SHOW_TYPING: marks.show_typing}
        sweeps = [Every(2, delivery.sweep), Every(2, marks.sweep), Every(0.5, firing.fire), Every(5, partial(uncertain.ask, office))]
        yield Post(Queue.OUTBOUND, jobs, sweeps, poll_delay=0.01, max_jobs=100)


if __name__ == "__main__":
    run("outbound", open_post)
