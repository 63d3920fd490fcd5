"""The outbound worker: carries what hotels wrote to Meta, and says what was scheduled when its time has come."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.queue import Every, Post, Queue
from app.core.work import Office
from app.messages.delivery import open_delivery
from app.messages.later import FIRE
from app.outbox.service import DRAIN
from app.schedules.firing import Firing
from app.settings import Settings
from workers.shift import run


@asynccontextmanager
async def open_post(office: Office, settings: Settings) -> AsyncIterator[Post]:
    async with open_delivery(office, settings) as delivery:
        firing = Firing(office)
        jobs = {DRAIN: delivery.drain_channel, FIRE: firing.fire}
        sweeps = [Every(2, delivery.sweep), Every(0.5, firing.fire)]
        yield Post(Queue.OUTBOUND, jobs, sweeps, poll_delay=0.01, max_jobs=100)


if __name__ == "__main__":
    run("outbound", open_post)
