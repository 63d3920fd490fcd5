"""A template that Meta refuses to send with is suspended here at once: nobody picks it until Meta says that it is well again."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import select

from app.core.work import TenantWork
from app.templates import service as templates
from app.templates import telling
from app.templates.models import Template
from app.templates.service import Facet, Named

STATUSES: Final[Mapping[int, str]] = MappingProxyType({132015: "PAUSED", 132016: "DISABLED"})
"""What Meta's own news of the template would say (cloud-api, templates)."""


async def note(work: TenantWork, waba_id: str, template: str, code: int, *, at: datetime) -> None:
    """`template` is `name/language`. Codes that say nothing of the template itself change nothing."""
    status = STATUSES.get(code)
    name, _slash, language = template.partition("/")
    row = await work.session.scalar(
        select(Template).where(Template.waba_id == waba_id, Template.name == name, Template.language == language)
    )
    if status is None or row is None or row.status == status:
        return
    named = Named(waba_id, row.meta_template_id, name, language)
    if await templates.note(work, named, Facet.STATUS, {"status": status, "reason": None, "explanation": None}, at=at):
        await telling.status(work, named, status, None, at=at)
