"""Changing and deleting templates at Meta. No transaction is open while Meta thinks."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from app.audit import service as audit
from app.core import forms
from app.core.checks import Flaw
from app.core.clock import now
from app.core.errors import RateLimitedError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.templates import listing, proposals, queries, service, syncing
from app.templates.models import Template
from app.templates.proposals import Change, Proposal
from app.templates.schemas import USABLE
from app.templates.service import Facet, Named
from app.templates.workshop import (
    FIELD,
    Ready,
    Workshop,
    components_for,
    fail,
    keep_file,
    kept_sources,
    make_ready,
    payload_of,
    seconds_until,
)
from app.whatsapp import template_calls
from app.whatsapp.outcomes import Done
from app.whatsapp.template_calls import ListedTemplate

MOST_EDITS: Final = ((timedelta(hours=24), 1), (timedelta(days=30), 10))
"""Of an approved template; one that was rejected or paused may be changed as often as one likes (cloud-api 7.5)."""

NAME_BLOCKED: Final = timedelta(days=30)
CHANGEABLE: Final = USABLE | {"REJECTED", "PAUSED"}


async def change(shop: Workshop, template_id: UUID, wanted: Change) -> Template:
    """Raises what `create` raises, `NotFoundError`, and `RateLimitedError` for an approved template that was changed lately."""
    async with shop.caller.work(shop.office) as work:
        row = await _mine(work, template_id)
        whole = _whole(row, wanted)
        forms.refuse(_change_flaws(row, wanted, whole), FIELD)
        at_meta = wanted.components is not None or wanted.category is not None or wanted.ttl_seconds is not None
        ready = await make_ready(work, shop.prover, row.waba_id, whole if at_meta else None)
        if not at_meta:
            await _keep_sources(work, row, wanted)
            return row
    components = await components_for(shop, ready, whole.components) if wanted.components is not None else None
    payload = payload_of(wanted, components) | ({"category": wanted.category} if wanted.category else {})
    done = await template_calls.edit(shop.prover.client, ready.line, row.meta_template_id, payload)
    if not isinstance(done, Done):
        await fail(shop, row.waba_id, done)
    # What became of it (approved ones are reviewed anew) only Meta knows.
    told = await template_calls.one(shop.prover.client, ready.line, row.meta_template_id)
    async with shop.caller.work(shop.office, audited=False) as work:
        row = await _note_change(work, template_id, wanted, ready)
        if isinstance(told, ListedTemplate):
            await listing.take_in(work, row.waba_id, [told], at=now().replace(microsecond=0))
        return row


async def delete(shop: Workshop, template_id: UUID) -> Template:
    """One language of it. Raises `NotFoundError`, `TemplateRefusedError`, `MetaUnreachableError`."""
    async with shop.caller.work(shop.office) as work:
        row = await _mine(work, template_id)
        ready = await make_ready(work, shop.prover, row.waba_id, None)
    done = await template_calls.delete(shop.prover.client, ready.line, row.waba_id, name=row.name, template_id=row.meta_template_id)
    # One that Meta does not have is as gone as can be.
    if not isinstance(done, Done) and not template_calls.is_gone(done):
        await fail(shop, row.waba_id, done)
    async with shop.caller.work(shop.office, audited=False) as work:
        fresh = await queries.get(work, template_id)
        if fresh.status in USABLE:
            fresh.name_blocked_until = now() + NAME_BLOCKED
        fresh.header_file_id = None
        await work.session.flush()
        told = {"status": syncing.GONE, "reason": None, "explanation": None}
        await service.note(work, Named(row.waba_id, row.meta_template_id, row.name, row.language), Facet.STATUS, told, at=now())
        await work.session.refresh(fresh)
        await audit.note(work, work.actor, "template.deleted", details={"name": row.name, "language": row.language})
        return fresh


async def _note_change(work: TenantWork, template_id: UUID, wanted: Change, ready: Ready) -> Template:
    row = await queries.get(work, template_id)
    if row.status in USABLE:
        row.edits = [*row.edits, now()]
    await _keep_sources(work, row, wanted)
    if wanted.components is not None:
        keep_file(row, wanted.components, ready.files)
    await audit.note(work, work.actor, "template.changed", details={"name": row.name, "language": row.language})
    await work.session.flush()
    return row


async def _mine(work: TenantWork, template_id: UUID) -> Template:
    work.actor.must(Can.MANAGE_CHANNELS)
    return await queries.get(work, template_id)


def _whole(row: Template, wanted: Change) -> Proposal:
    """The template as it would be, to be checked as a whole."""
    return Proposal(
        name=row.name,
        language=row.language,
        category=wanted.category or row.category or "UTILITY",  # type: ignore[arg-type]  # Meta's list is open, ours is checked
        components=wanted.components if wanted.components is not None else row.definition or [],
        ttl_seconds=wanted.ttl_seconds,
        sources=wanted.sources or {},
    )


def _change_flaws(row: Template, wanted: Change, whole: Proposal) -> list[Flaw]:
    checked = proposals.flaws_of(whole)
    if wanted.components is None:
        checked = [flaw for flaw in checked if not flaw.path.startswith("components")]
    if wanted.components is None and wanted.category is None and wanted.ttl_seconds is None:
        return checked
    if row.status not in CHANGEABLE:
        checked.append(Flaw("", "value", "template-rule-not-changeable"))
    if row.status in USABLE and wanted.category not in {None, row.category}:
        checked.append(Flaw("category", "value", "template-rule-category-fixed"))
    for period, most in MOST_EDITS if row.status in USABLE else ():
        lately = [one for one in row.edits if one > now() - period]
        if len(lately) >= most and not checked:
            raise RateLimitedError(retry_after=seconds_until(min(lately) + period))
    return checked


async def _keep_sources(work: TenantWork, row: Template, wanted: Change) -> None:
    if wanted.sources is not None:
        row.sources, row.updated_at = kept_sources(wanted.sources), now()
        await audit.note(work, work.actor, "template.sources", details={"name": row.name, "language": row.language})
