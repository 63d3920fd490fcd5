"""Bringing a hotel's templates here as Meta has them, page by page; newer news stay, and what is gone is noticed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from app.channels.models import Channel, ChannelStatus, Graph
from app.channels.proof import Prover
from app.core.clock import now
from app.core.errors import WhatsAppDisconnectedError
from app.core.work import Office, TenantWork
from app.settings import Settings
from app.templates import listing, telling
from app.templates.models import Template, TemplateSync
from app.templates.service import Facet, Named, note
from app.whatsapp import template_calls
from app.whatsapp.client import GraphClient, Line
from app.whatsapp.outcomes import Refused, Unknown
from app.whatsapp.template_calls import ListedTemplate

log = structlog.get_logger()

EVERY: Final = timedelta(hours=24)
AFTER_TROUBLE: Final = timedelta(hours=1)
MOST_PAGES: Final = 100
"""Of a hundred: more than the 6,000 templates that an account may have (cloud-api 7.5)."""

MOST_DOUBTED: Final = 50
"""Templates that a list left out, and that are asked for one by one in one round."""

SETTLED: Final = timedelta(minutes=10)
"""Meta's list is behind its own webhooks for a while; younger than this nothing is doubted."""

GONE: Final = "DELETED"
_DUE: Final = text("""
SELECT c.tenant_id, c.waba_id FROM waba_claims c
  LEFT JOIN template_syncs s ON s.tenant_id = c.tenant_id AND s.waba_id = c.waba_id
 WHERE s.due_at IS NULL OR s.due_at <= statement_timestamp()
 ORDER BY s.due_at NULLS FIRST LIMIT :most
""")
AT_ONCE: Final = 20


class Synced(msgspec.Struct, frozen=True):
    """What one account's round brought: how many there are, how many were new or changed, how many are gone.

    `trouble` is why it ended early; what came before stays.
    """

    waba_id: str
    found: int = 0
    changed: int = 0
    gone: int = 0
    trouble: Refused | Unknown | None = None


class Listener:
    """The worker that keeps all hotels' templates as Meta has them."""

    def __init__(self, office: Office, prover: Prover) -> None:
        self._office = office
        self._prover = prover

    async def sweep(self) -> None:
        """All accounts whose time has come."""
        async with self._office.for_house() as house:
            due = (await house.session.execute(_DUE, {"most": AT_ONCE})).all()
        for tenant_id, waba_id in due:
            await sync(self._office, self._prover, tenant_id, waba_id)

    async def sync(self, tenant_id: str, waba_id: str) -> None:
        await sync(self._office, self._prover, UUID(tenant_id), waba_id)


@asynccontextmanager
async def open_listener(office: Office, settings: Settings) -> AsyncIterator[Listener]:
    client = GraphClient(settings.whatsapp_api_version, connections=4)
    try:
        yield Listener(office, Prover(client, settings))
    finally:
        await client.aclose()


async def sync(office: Office, prover: Prover, tenant_id: UUID, waba_id: str) -> Synced:
    """One account. Twice changes nothing more; two at once do no harm."""
    async with office.for_tenant(tenant_id) as work:
        line = await line_of(work, prover, waba_id)
        # Whoever else looks meanwhile finds that somebody is at it.
        await _set_due(work, waba_id, now() + AFTER_TROUBLE)
    if line is None:
        return Synced(waba_id)
    round_ = _Round(office, prover, line, Synced(waba_id))
    await round_.run(tenant_id)
    done = round_.synced
    async with office.for_tenant(tenant_id) as work:
        await _set_due(work, waba_id, now() + (AFTER_TROUBLE if done.trouble else EVERY), done)
    code = done.trouble.code if isinstance(done.trouble, Refused) else None
    log.info("templates.synced", waba_id=waba_id, found=done.found, changed=done.changed, gone=done.gone, code=code)
    return done


async def accounts(work: TenantWork) -> list[str]:
    """The hotel's business accounts; raises `WhatsAppDisconnectedError` when it has none."""
    found = sorted(set(await work.session.scalars(select(Channel.waba_id))))
    if not found:
        raise WhatsAppDisconnectedError
    return found


async def line_of(work: TenantWork, prover: Prover, waba_id: str) -> Line | None:
    """A number of this account through which Meta may be asked; a connected one before any other."""
    connected = Channel.status == ChannelStatus.CONNECTED.value
    channel = await work.session.scalar(select(Channel).where(Channel.waba_id == waba_id).order_by(connected.desc(), Channel.id).limit(1))
    if channel is None:
        return None
    token = work.keyring.open(channel.access_token, purpose=f"channel:{channel.tenant_id}:access_token")
    return prover.line(Graph(channel.graph), channel.phone_number_id, token)


class _Round:
    """One account's templates, from the first page to the last doubt. No transaction is open while Meta thinks."""

    def __init__(self, office: Office, prover: Prover, line: Line, synced: Synced) -> None:
        self._office = office
        self._client = prover.client
        self._line = line
        # Meta's webhooks count in whole seconds.
        self._began = now().replace(microsecond=0)
        self.synced = synced

    async def run(self, tenant_id: UUID) -> None:
        seen: set[str] = set()
        async for templates in self._pages():
            seen |= {str(one.id) for one in templates}
            async with self._office.for_tenant(tenant_id) as work:
                changed = await listing.take_in(work, self.synced.waba_id, templates, at=self._began)
            self._count(found=len(templates), changed=changed)
        if self.synced.trouble is None:
            await self._doubt(tenant_id, seen)

    async def _pages(self) -> AsyncIterator[list[ListedTemplate]]:
        after = None
        for _ in range(MOST_PAGES):
            page = await template_calls.page(self._client, self._line, self.synced.waba_id, after)
            if isinstance(page, Refused | Unknown):
                self.synced = msgspec.structs.replace(self.synced, trouble=page)
                return
            yield page.templates
            after = page.after
            if after is None:
                return

    async def _doubt(self, tenant_id: UUID, seen: set[str]) -> None:
        """Pages shift under whoever reads them, so one that no page had is asked for by itself before it is believed gone."""
        async with self._office.for_tenant(tenant_id) as work:
            rows = (await work.session.scalars(_known(self.synced.waba_id, self._began - SETTLED))).all()
        for row in [row for row in rows if row.meta_template_id not in seen][:MOST_DOUBTED]:
            answer = await template_calls.one(self._client, self._line, row.meta_template_id)
            async with self._office.for_tenant(tenant_id) as work:
                if isinstance(answer, ListedTemplate):
                    self._count(changed=await listing.take_in(work, self.synced.waba_id, [answer], at=self._began))
                elif template_calls.is_gone(answer):
                    which = Named(row.waba_id, row.meta_template_id, row.name, row.language)
                    told = {"status": GONE, "reason": None, "explanation": None}
                    if await note(work, which, Facet.STATUS, told, at=self._began):
                        await telling.status(work, which, GONE, None, at=self._began)
                        self._count(gone=1)

    def _count(self, *, found: int = 0, changed: int = 0, gone: int = 0) -> None:
        so_far = self.synced
        self.synced = msgspec.structs.replace(so_far, found=so_far.found + found, changed=so_far.changed + changed, gone=so_far.gone + gone)


def _known(waba_id: str, before: datetime):  # type: ignore[no-untyped-def]
    return select(Template).where(Template.waba_id == waba_id, Template.created_at < before, Template.status.is_distinct_from(GONE))


async def _set_due(work: TenantWork, waba_id: str, due_at: datetime, done: Synced | None = None) -> None:
    told: dict[str, object] = {"due_at": due_at}
    if done is not None and done.trouble is None:
        told |= {"synced_at": now(), "code": None}
    elif done is not None and isinstance(done.trouble, Refused):
        told |= {"code": done.trouble.code}
    row = insert(TemplateSync).values(tenant_id=work.tenant_id, waba_id=waba_id, **told)
    await work.session.execute(row.on_conflict_do_update(index_elements=["tenant_id", "waba_id"], set_=told))
