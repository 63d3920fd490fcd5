"""Handing new templates in for review. No transaction is open while Meta thinks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select

from app.audit import service as audit
from app.channels.proof import Prover
from app.core import forms
from app.core.checks import Flaw
from app.core.clock import now
from app.core.errors import RateLimitedError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.templates import proposals, queries, service, syncing
from app.templates.models import Template
from app.templates.proposals import Proposal
from app.templates.service import Facet, Named
from app.templates.wording import told_of
from app.templates.workshop import (
    FIELD,
    Ready,
    Workshop,
    account_of,
    components_for,
    fail,
    keep_file,
    kept_sources,
    make_ready,
    payload_of,
    seconds_until,
)
from app.whatsapp import template_calls
from app.whatsapp.template_calls import MadeTemplate

MOST_AN_HOUR: Final = 100


async def create(shop: Workshop, wanted: Proposal, *, library_key: str | None = None) -> Template:
    """Hands a template in for review.

    Raises `ValidationFailedError` with every flaw, `RateLimitedError` after a hundred in an hour, `TemplateRefusedError` with Meta's
    reason, and `MetaUnreachableError` when nobody knows whether Meta has it: the next list will tell.
    """
    async with shop.caller.work(shop.office) as work:
        ready = await _ready_to_create(work, shop.prover, wanted)
    began = now().replace(microsecond=0)
    components = await components_for(shop, ready, wanted.components)
    payload = payload_of(wanted, components) | {"name": wanted.name, "language": wanted.language, "category": wanted.category}
    made = await template_calls.create(shop.prover.client, ready.line, ready.waba_id, payload)
    if not isinstance(made, MadeTemplate):
        await fail(shop, ready.waba_id, made)
    async with shop.caller.work(shop.office, audited=False) as work:
        return await _keep(work, _Made(wanted, made, components, ready, library_key), began)


class _Made(NamedTuple):
    wanted: Proposal
    answer: MadeTemplate
    components: list[dict[str, Any]]
    ready: Ready
    library_key: str | None


async def _ready_to_create(work: TenantWork, prover: Prover, wanted: Proposal) -> Ready:
    work.actor.must(Can.MANAGE_CHANNELS)
    waba_id = await account_of(work, wanted.business_account_id)
    taken = await queries.named(work, waba_id, wanted.name)
    forms.refuse([*proposals.flaws_of(wanted), *_name_flaws(taken, wanted.language)], FIELD)
    await _check_pace(work, waba_id)
    return await make_ready(work, prover, waba_id, wanted)


def _name_flaws(taken: Sequence[Template], language: str) -> list[Flaw]:
    if any(row.language == language and row.status != syncing.GONE for row in taken):
        return [Flaw("name", "duplicate", "template-rule-exists")]
    if any(row.name_blocked_until and row.name_blocked_until > now() for row in taken):
        return [Flaw("name", "value", "template-rule-name-blocked")]
    return []


async def _check_pace(work: TenantWork, waba_id: str) -> None:
    hour = timedelta(hours=1)
    lately = select(func.count(), func.min(Template.submitted_at)).where(Template.waba_id == waba_id, Template.submitted_at > now() - hour)
    many, first = (await work.session.execute(lately)).one()
    if many >= MOST_AN_HOUR and first:
        raise RateLimitedError(retry_after=seconds_until(first + hour))


async def _keep(work: TenantWork, made: _Made, began: datetime) -> Template:
    """A webhook may have told of its review already, and stays where it is newer."""
    wanted, answer = made.wanted, made.answer
    which = Named(made.ready.waba_id, str(answer.id), wanted.name, wanted.language)
    await service.note(work, which, Facet.STATUS, {"status": answer.status, "reason": None, "explanation": None}, at=began)
    await service.note(work, which, Facet.CATEGORY, {"category": answer.category or wanted.category}, at=began)
    told: dict[str, Any] = {"definition": made.components, "components": told_of(made.components), "ttl_seconds": wanted.ttl_seconds}
    told["parameter_format"] = "NAMED" if proposals.is_named(wanted.components) else "POSITIONAL"
    await service.note(work, which, Facet.COMPONENTS, told, at=began)
    row = await queries.find_at_meta(work, which.waba_id, which.meta_template_id)
    row.submitted_at, row.library_key = now(), made.library_key
    row.sources = kept_sources(wanted.sources)
    keep_file(row, wanted.components, made.ready.files)
    await audit.note(work, work.actor, "template.created", details={"name": row.name, "language": row.language})
    return row
