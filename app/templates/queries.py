"""Reading a hotel's templates."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.errors import NotFoundError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.templates.models import Template, TemplateSync


async def everything(work: TenantWork, status: str | None = None) -> Sequence[Template]:
    """All of the hotel's (a business account has 6,000 at most), or those of one status."""
    work.actor.must(Can.READ_CONVERSATIONS)
    found = select(Template).order_by(Template.name, Template.language, Template.id)
    return (await work.session.scalars(found.where(Template.status == status) if status else found)).all()


async def get(work: TenantWork, template_id: UUID) -> Template:
    """Raises `NotFoundError`."""
    work.actor.must(Can.READ_CONVERSATIONS)
    found = await work.session.scalar(select(Template).where(Template.id == template_id))
    if found is None:
        raise NotFoundError(template_id)
    return found


async def named(work: TenantWork, waba_id: str, name: str) -> Sequence[Template]:
    """All languages of one name, the deleted ones too."""
    return (await work.session.scalars(select(Template).where(Template.waba_id == waba_id, Template.name == name))).all()


async def find_at_meta(work: TenantWork, waba_id: str, meta_template_id: str) -> Template:
    """One that has just been written."""
    asked = select(Template).where(Template.waba_id == waba_id, Template.meta_template_id == meta_template_id)
    return (await work.session.scalars(asked.execution_options(populate_existing=True))).one()


async def synced_at(work: TenantWork) -> dict[str, datetime | None]:
    """When each business account was last listed whole; None: never yet, or since it was last asked in vain."""
    rows = await work.session.execute(select(TemplateSync.waba_id, TemplateSync.synced_at))
    return {row.waba_id: row.synced_at for row in rows}
