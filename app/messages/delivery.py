"""Delivering what hotels wrote: outbox, messages and Meta brought together, one round for each busy number."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import structlog

from app.channels.models import Graph
from app.core.work import Office
from app.messages.sending import recording
from app.messages.sending.carriage import Courier, House, Witness, unseen
from app.messages.sending.judging import Answer
from app.messages.sending.rounds import Round
from app.outbox import claiming, queries
from app.outbox.queries import Letterbox
from app.settings import Settings
from app.whatsapp.client import GraphClient
from app.whatsapp.outcomes import Unknown

log = structlog.get_logger()

PLACES: Final = 512
"""Calls that one process makes at a time; its pool of connections is as large."""

LEAVE_S: Final = 20.0
"""How long a worker that is told to stop waits for the calls that are out."""


class Delivery:
    """The outbound worker's rounds. Nothing in here is the truth: the rows are, and a lost one is swept up."""

    def __init__(self, office: Office, courier: Courier, settings: Settings, witness: Witness = unseen) -> None:
        bases = {Graph.META.value: settings.graph_url}
        if settings.simulator_url:
            bases[Graph.SIMULATOR.value] = settings.simulator_url
        self._office = office
        self._house = House(office, courier, bases, places=PLACES, witness=witness)
        self._rounds: dict[UUID, Round] = {}
        self._walks: dict[UUID, asyncio.Task[None]] = {}

    async def drain_channel(self, tenant_id: str, channel_id: str) -> None:
        """The job: looks into one number's letterbox, or tells the round that is under way to look again."""
        self.ring(UUID(tenant_id), UUID(channel_id))

    def ring(self, tenant_id: UUID, channel_id: UUID) -> asyncio.Task[None]:
        """The round of this number; it ends when nothing is left to do within seconds."""
        if channel_id in self._walks:
            self._rounds[channel_id].ring()
            return self._walks[channel_id]
        found = Round(self._house, tenant_id, channel_id)
        self._rounds[channel_id] = found
        self._house.rounds.add(channel_id)
        walk = self._walks[channel_id] = asyncio.create_task(found.walk(), name=f"round {channel_id}")
        walk.add_done_callback(lambda task: self._ended(channel_id, task))
        return walk

    async def sweep(self) -> None:
        """Looks into every letterbox that has something to do, whoever rang or did not."""
        async with self._office.for_house() as house:
            found = await queries.waiting(house)
        for letterbox in found:
            if letterbox.is_torn:
                (flaw,) = await asyncio.gather(self._mend(letterbox), return_exceptions=True)
                if isinstance(flaw, Exception):
                    # Whatever is wrong there, the others' letters do not wait for it.
                    log.error("outbox.not_mended", channel_id=str(letterbox.channel_id), exc_info=flaw)
            self.ring(letterbox.tenant_id, letterbox.channel_id)

    async def close(self) -> None:
        """Takes nothing more and waits for what is out; what stays open is somebody else's by its lease."""
        self._house.is_closing = True
        for found in self._rounds.values():
            found.ring()
        if self._walks:
            await asyncio.wait(self._walks.values(), timeout=LEAVE_S)

    async def _mend(self, letterbox: Letterbox) -> None:
        async with self._office.for_tenant(letterbox.tenant_id) as work:
            await claiming.give_back(work, letterbox.channel_id)
            torn = await queries.abandoned(work, letterbox.channel_id, claiming.SET_SIZE)
            if torn:
                log.warning("outbox.uncertain", channel_id=str(letterbox.channel_id), letters=len(torn))
                await recording.record(work, letterbox.channel_id, [Answer(one, 0, Unknown("whoever was calling died")) for one in torn])

    def _ended(self, channel_id: UUID, task: asyncio.Task[None]) -> None:
        del self._walks[channel_id], self._rounds[channel_id]
        self._house.rounds.discard(channel_id)
        if not task.cancelled() and (flaw := task.exception()):
            log.error("outbox.round_failed", channel_id=str(channel_id), exc_info=flaw)


@asynccontextmanager
async def open_delivery(office: Office, settings: Settings, witness: Witness = unseen) -> AsyncIterator[Delivery]:
    """A delivery with a connection pool of its own, closed cleanly at the end."""
    client = GraphClient(settings.whatsapp_api_version, connections=PLACES)
    delivery = Delivery(office, client, settings, witness)
    try:
        yield delivery
    finally:
        await delivery.close()
        await client.aclose()
