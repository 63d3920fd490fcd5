"""Reading a hotel's templates."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.permissions import Can
from app.core.work import TenantWork
from app.templates.models import Template


async def everything(work: TenantWork, status: str | None = None) -> Sequence[Template]:
    """All of the hotel's (a business account has 6,000 at most), or those of one status."""
    work.actor.must(Can.READ_CONVERSATIONS)
    found = select(Template).order_by(Template.name, Template.language, Template.id)
    return (await work.session.scalars(found.where(Template.status == status) if status else found)).all()
