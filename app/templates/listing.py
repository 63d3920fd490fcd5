"""Taking in a page of Meta's list: each facet that nobody has told of since, and what its change means."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.core.clock import now
from app.core.ids import new_id
from app.core.work import TenantWork
from app.templates import telling
from app.templates.models import Template
from app.templates.service import Facet, Named
from app.templates.wording import told_of
from app.whatsapp.template_calls import ListedTemplate

_NO_REASON: Final = frozenset({"", "NONE"})


async def take_in(work: TenantWork, waba_id: str, listed: Sequence[ListedTemplate], *, at: datetime) -> int:
    """`at` is when Meta was asked: what a webhook told of a later time stays. How many were new or changed."""
    if not listed:
        return 0
    moment = now()
    named = {str(one.id): one for one in listed}
    rows = [
        {
            "tenant_id": work.tenant_id,
            "id": new_id(),
            "waba_id": waba_id,
            "meta_template_id": meta_id,
            "name": one.name,
            "language": _language(one),
            "created_at": moment,
            "updated_at": moment,
        }
        for meta_id, one in sorted(named.items())
    ]
    await work.session.execute(insert(Template).values(rows).on_conflict_do_nothing())
    known = select(Template).where(Template.waba_id == waba_id, Template.meta_template_id.in_(named)).order_by(Template.meta_template_id)
    found = (await work.session.scalars(known.with_for_update())).all()
    changed = [await _update(work, row, named[row.meta_template_id], at) for row in found]
    return sum(changed)


async def _update(work: TenantWork, row: Template, one: ListedTemplate, at: datetime) -> bool:
    before = {"status": row.status, "quality": row.quality, "category": row.category}
    changed = [_note(row, facet, columns, at) for facet, columns in _facets(row, one).items()]
    if (row.name, row.language) != (one.name, _language(one)):
        row.name, row.language = one.name, _language(one)
        changed.append(True)
    if not any(changed):
        return False
    row.updated_at = now()
    await _tell(work, row, before, at)
    return True


def _facets(row: Template, one: ListedTemplate) -> dict[Facet, dict[str, Any]]:
    reason = None if (one.rejected_reason or "") in _NO_REASON else one.rejected_reason
    told: dict[Facet, dict[str, Any]] = {
        Facet.COMPONENTS: {
            "definition": one.components,
            "components": told_of(one.components),
            "parameter_format": one.parameter_format,
            "sub_category": one.sub_category,
            "ttl_seconds": one.message_send_ttl_seconds,
        }
    }
    if one.status:
        # What Meta explained holds for as long as the status does.
        explained = row.explanation if row.status == one.status else None
        told[Facet.STATUS] = {"status": one.status, "reason": reason or (row.reason if row.status == one.status else None)}
        told[Facet.STATUS]["explanation"] = explained
    if one.category:
        told[Facet.CATEGORY] = {"category": one.category}
        if one.category == row.next_category:
            told[Facet.CATEGORY] |= {"next_category": None, "next_category_at": None}
    if one.quality_score:
        told[Facet.QUALITY] = {"quality": one.quality_score.score}
    return told


def _note(row: Template, facet: Facet, columns: dict[str, Any], at: datetime) -> bool:
    """Whether it says anything else than what is known; of a facet with newer news nothing is taken."""
    known_at = getattr(row, f"{facet}_at")
    if known_at is not None and known_at > at:
        return False
    if known_at == at and columns.get("status") == "PENDING":
        # Approved within the second in which Meta was asked.
        return False
    setattr(row, f"{facet}_at", at)
    differing = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


async def _tell(work: TenantWork, row: Template, before: dict[str, Any], at: datetime) -> None:
    """Only of what was known before: the first list of an account is no news."""
    which = Named(row.waba_id, row.meta_template_id, row.name, row.language)
    if before["status"] and row.status and row.status != before["status"]:
        await telling.status(work, which, row.status, row.reason, at=at)
    if before["quality"] and row.quality and row.quality != before["quality"]:
        await telling.quality(work, which, row.quality, before["quality"], at=at)
    if before["category"] and row.category and row.category != before["category"]:
        await telling.category(work, which, row.category, before["category"], at=at)


def _language(one: ListedTemplate) -> str:
    return one.language.replace("-", "_")
