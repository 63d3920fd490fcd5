"""Templates as they travel."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.templates.models import Template

# Meta sends with these; REINSTATED and UNARCHIVED are APPROVED again (cloud-api 8.5).
USABLE = frozenset({"APPROVED", "REINSTATED", "UNARCHIVED"})


class TemplateView(msgspec.Struct, frozen=True):
    """One template in one language, as Meta judged it. Null is what Meta has not said yet.

    `next_category` is what it will be from `next_category_at` on.
    """

    id: UUID
    business_account_id: str
    meta_template_id: str
    name: str
    language: str
    status: str | None
    usable: bool
    reason: str | None
    explanation: dict[str, Any] | None
    category: str | None
    next_category: str | None
    next_category_at: datetime | None
    quality: str | None
    components: dict[str, Any] | None
    updated_at: datetime

    @classmethod
    def of(cls, row: Template) -> "TemplateView":
        same = {name: getattr(row, name) for name in cls.__struct_fields__ if name not in {"business_account_id", "usable"}}
        return cls(**same, business_account_id=row.waba_id, usable=row.status in USABLE)


class TemplatesView(msgspec.Struct, frozen=True):
    """By name and language."""

    data: list[TemplateView]
