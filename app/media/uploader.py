"""The media worker's other round: giving Meta what hotels send, a few files at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Final
from uuid import UUID

import structlog
from cryptography.fernet import InvalidToken
from obstore.exceptions import BaseError as StoreError
from prometheus_client import Counter as Metric

from app.channels.models import ChannelStatus, Graph
from app.core.crypto import WrongPurposeError
from app.core.work import Office, TenantWork
from app.media import at_meta
from app.media.at_meta import LEASE, Barred, Claimed, Declined, Given, Outcome, Postponed
from app.media.limits import ENDINGS, as_meta_says
from app.media.storage import FileMissingError, Storage, key_of, open_storage
from app.media.turns import PLACES, Turns
from app.settings import Settings
from app.whatsapp.client import TOKEN_DEAD, Line
from app.whatsapp.outcomes import Refused, Unknown
from app.whatsapp.refusal_table import UNREACHABLE
from app.whatsapp.upload import CutShortError, Parcel, Uploaded, Uploads

log = structlog.get_logger()

NOT_THERE: Final = 131053
"""Meta's code for a file that cannot be had: people read the same sentence when it is ours that is missing."""
ATTEMPTS: Final = Metric("recado_media_uploads", "Attempts to give Meta a hotel's file, by how they ended", ["outcome"])

Settle = Callable[[TenantWork, Claimed, Outcome], Awaitable[None]]
"""Writes the end of an attempt, in the row and in the messages that wait for it."""


class Uploader:
    """Nothing in here is the truth: the rows are, and what a dying worker holds comes back when its lease runs out."""

    def __init__(self, office: Office, uploads: Uploads, storage: Storage, settle: Settle) -> None:
        self.bases: Mapping[str, str] = {}
        self._office, self._uploads, self._storage, self._settle = office, uploads, storage, settle
        self._turns = Turns("uploading", self._take)
        self.wake, self.idle, self.close = self._turns.wake, self._turns.idle, self._turns.close

    async def sweep(self) -> None:
        """Looks for what is due, whoever rang or did not."""
        async with self._office.for_house() as house:
            unparked, due = await at_meta.hotels_to_unpark(house), await at_meta.hotels_with_due(house)
        for tenant_id in unparked:
            async with self._office.for_tenant(tenant_id) as work:
                await at_meta.unpark(work)
        for tenant_id in {*unparked, *due}:
            self.wake(tenant_id)

    async def _take(self, tenant_id: UUID) -> None:
        """One file of this hotel, if one is due; while it goes, others may look for more."""
        async with self._office.for_tenant(tenant_id) as work:
            claimed = await at_meta.claim(work)
            if claimed and claimed.channel_status != ChannelStatus.CONNECTED:
                await at_meta.park(work, claimed)
        if claimed is None:
            return
        self.wake(tenant_id)
        if claimed.channel_status != ChannelStatus.CONNECTED:
            return
        async with self._held(claimed):
            outcome = await self._give(claimed)
        async with self._office.for_tenant(tenant_id) as work:
            await self._settle(work, claimed, outcome)
        ATTEMPTS.labels(type(outcome).__name__.lower()).inc()

    async def _give(self, claimed: Claimed) -> Outcome:
        line = self._line(claimed)
        if line is None:
            return Barred(TOKEN_DEAD)
        content_type = as_meta_says(claimed.content_type)
        parcel = Parcel(content_type, claimed.size, ENDINGS.get(content_type, ("bin",))[0])
        try:
            async with aclosing(self._storage.read(key_of(claimed.tenant_id, claimed.sha256), 0, claimed.size)) as pieces:
                return _judged(await self._uploads.upload(line, parcel, pieces))
        except (FileMissingError, CutShortError):
            log.exception("media.file_missing", file_id=str(claimed.file_id))
            return Declined(NOT_THERE, "the store does not have it")
        except (StoreError, OSError) as error:
            log.warning("media.store_away", file_id=str(claimed.file_id), error=type(error).__name__)
            return Postponed(NOT_THERE, f"the store: {type(error).__name__}")

    def _line(self, claimed: Claimed) -> Line | None:
        base = self.bases.get(claimed.graph)
        try:
            token = self._office.keyring.open(claimed.access_token, purpose=f"channel:{claimed.tenant_id}:access_token")
        except (InvalidToken, WrongPurposeError):
            log.exception("channel.token_unreadable", channel_id=str(claimed.channel_id))
            return None
        return Line(claimed.phone_number_id, token, base) if base else None

    @asynccontextmanager
    async def _held(self, claimed: Claimed) -> AsyncIterator[None]:
        """While it lasts the lease does not run out."""
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
                await at_meta.renew(work, claimed)


def _judged(answer: Uploaded | Refused | Unknown) -> Outcome:
    """An upload of which nobody knows is made again: two at Meta's harm nobody."""
    match answer:
        case Uploaded():
            return Given(str(answer.id))
        case Unknown(reason):
            return Postponed(UNREACHABLE, reason)
        case Refused():
            return _refused(answer)


def _refused(refused: Refused) -> Outcome:
    if refused.refusal.stops_number:
        return Barred(refused.code, refused.subcode)
    if refused.passing:
        return Postponed(refused.code, refused.title, refused.retry_after or 0)
    return Declined(refused.code, refused.details or refused.title)


@asynccontextmanager
async def open_uploader(office: Office, settings: Settings, settle: Settle) -> AsyncIterator[Uploader]:
    """An uploader with connections of its own, closed at the end."""
    uploads = Uploads(settings.whatsapp_api_version, connections=PLACES)
    uploader = Uploader(office, uploads, open_storage(settings), settle)
    simulated = {Graph.SIMULATOR.value: settings.simulator_url} if settings.simulator_url else {}
    uploader.bases = {Graph.META.value: settings.graph_url} | simulated
    try:
        yield uploader
    finally:
        await uploader.close()
        await uploads.aclose()
