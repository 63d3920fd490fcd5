"""Keeping what Meta says of templates: one facet at a time, each only if nothing newer is known of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, and_, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from app.channels.service import SYNC_TEMPLATES
from app.core.clock import now
from app.core.ids import new_id
from app.core.queue import Queue
from app.core.work import TenantWork
from app.templates.models import Template

# Not of an account that the hotel no longer has.
_ASK_SOON = text("""
INSERT INTO template_syncs AS s (tenant_id, waba_id, due_at)
SELECT tenant_id, waba_id, statement_timestamp() FROM waba_claims WHERE tenant_id = :tenant_id AND waba_id = :waba_id
    ON CONFLICT (tenant_id, waba_id) DO UPDATE SET due_at = excluded.due_at
""")


class Facet(StrEnum):
    """A group of columns that Meta tells together; its time is `<facet>_at`."""

    STATUS = "status"
    CATEGORY = "category"
    QUALITY = "quality"
    COMPONENTS = "components"


class Named(msgspec.Struct, frozen=True):
    """Which template; Meta tells its name and language each time."""

    waba_id: str
    meta_template_id: str
    name: str
    language: str


async def note(work: TenantWork, which: Named, facet: Facet, columns: Mapping[str, Any], *, at: datetime) -> bool:
    """Keeps what was said, of a template never heard of before too; whether it was news."""
    moment = now()
    told = {**columns, f"{facet}_at": at, "updated_at": moment}
    row = {**msgspec.structs.asdict(which), **told, "tenant_id": work.tenant_id, "id": new_id(), "created_at": moment}
    names = {name: value for name, value in (("name", which.name), ("language", which.language)) if value}
    written = insert(Template).values(row).on_conflict_do_update(
        index_elements=["tenant_id", "waba_id", "meta_template_id"], set_=told | names, where=_is_news(facet, columns, at)
    )  # fmt: skip
    return await work.session.scalar(written.returning(Template.id)) is not None


async def ask_soon(work: TenantWork, waba_id: str, *, only_if_unknown: str | None = None) -> None:
    """Has the account's templates listed anew after this commit; with `only_if_unknown` not if the wording of that one is known."""
    if only_if_unknown:
        known = select(Template.id).where(
            Template.waba_id == waba_id, Template.meta_template_id == only_if_unknown, Template.definition.is_not(None)
        )
        if await work.session.scalar(known):
            return
    await work.session.execute(_ASK_SOON, {"tenant_id": work.tenant_id, "waba_id": waba_id})
    work.enqueue(Queue.HOUSEKEEPING, SYNC_TEMPLATES, tenant_id=work.tenant_id, waba_id=waba_id)


def _is_news(facet: Facet, columns: Mapping[str, Any], at: datetime) -> ColumnElement[bool]:
    known = getattr(Template, f"{facet}_at")
    news: list[ColumnElement[bool]] = [known.is_(None), known < at]
    # A template may be approved within the second it was made in, and both are told of that second.
    if columns.get("status") != "PENDING":
        news.append(and_(known == at, or_(*(getattr(Template, name).is_distinct_from(value) for name, value in columns.items()))))
    return or_(*news)
