"""The media worker's rounds: a few files at a time, hotels in turn."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter as Metric

from app.channels.models import Graph
from app.core.work import Office, TenantWork
from app.media import claims, queries, service
from app.media.claims import LEASE, Claimed
from app.media.fetching import Tools, fetch
from app.media.outcomes import Later, Outcome
from app.media.storage import open_storage
from app.media.turns import PLACES, Turns
from app.media.workplace import incoming
from app.settings import Settings
from app.whatsapp.client import GraphClient
from app.whatsapp.download import Downloads

log = structlog.get_logger()

MOST_FAULTS: Final = 6

ATTEMPTS: Final = Metric("recado_media_attempts", "Attempts to fetch a guest's file, by how they ended", ["outcome"])

Settle = Callable[[TenantWork, Claimed, Outcome], Awaitable[None]]
"""Writes the end of an attempt, in the row and in the message."""


class Fetcher:
    """Nothing in here is the truth: the rows are, and what a dying fetcher holds comes back when its lease runs out."""

    def __init__(self, office: Office, tools: Tools, settle: Settle) -> None:
        self._office, self._tools, self._settle = office, tools, settle
        self._turns = Turns("fetching", self._take)
        self.wake, self.idle, self.close = self._turns.wake, self._turns.idle, self._turns.close

    async def sweep(self) -> None:
        """Looks for what is due, whoever rang or did not."""
        async with self._office.for_house() as house:
            unparked, due = await queries.hotels_to_unpark(house), await queries.hotels_with_due(house)
        for tenant_id in unparked:
            async with self._office.for_tenant(tenant_id) as work:
                await service.unpark(work)
        for tenant_id in {*unparked, *due}:
            self.wake(tenant_id)

    async def _take(self, tenant_id: UUID) -> None:
        """One file of this hotel, if one is due; while it is fetched, others may look for more."""
        async with self._office.for_tenant(tenant_id) as work:
            claimed = await claims.claim(work)
        if claimed is None:
            return
        self.wake(tenant_id)
        purpose = f"channel:{tenant_id}:access_token"
        access_token = self._office.keyring.open(claimed.access_token, purpose=purpose)
        async with self._held(claimed):
            (found,) = await asyncio.gather(fetch(self._tools, claimed, access_token), return_exceptions=True)
        outcome = _outcome(claimed, found)
        async with self._office.for_tenant(tenant_id) as work:
            await self._settle(work, claimed, outcome)
        ATTEMPTS.labels(type(outcome).__name__.lower()).inc()

    @asynccontextmanager
    async def _held(self, claimed: Claimed) -> AsyncIterator[None]:
        """While this lasts the lease does not run out."""
        keeping = asyncio.create_task(self._keep(claimed))
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, claimed: Claimed) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            async with self._office.for_tenant(claimed.tenant_id) as work:
                await claims.renew(work, claimed)


def _outcome(claimed: Claimed, found: Outcome | BaseException) -> Outcome:
    """A fault of ours, which a strange file may bring out, costs this file its attempts and nobody else anything."""
    if isinstance(found, Exception):
        log.error("media.attempt_failed", media_id=str(claimed.id), exc_info=found)
        return Later(f"a fault of ours: {type(found).__name__}", most=MOST_FAULTS)
    if isinstance(found, BaseException):
        raise found
    return found


@asynccontextmanager
async def open_fetcher(office: Office, settings: Settings, settle: Settle) -> AsyncIterator[Fetcher]:
    """A fetcher with connections of its own, closed at the end."""
    bases = {Graph.META.value: settings.graph_url} | ({Graph.SIMULATOR.value: settings.simulator_url} if settings.simulator_url else {})
    graph, downloads = GraphClient(settings.whatsapp_api_version, connections=PLACES), Downloads(connections=PLACES)
    fetcher = Fetcher(office, Tools(graph, downloads, open_storage(settings), bases, incoming(settings.home)), settle)
    try:
        yield fetcher
    finally:
        await fetcher.close()
        await downloads.aclose()
        await graph.aclose()
