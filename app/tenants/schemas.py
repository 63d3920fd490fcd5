"""Hotels on the wire."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

import msgspec

from app.tenants.models import Tenant, TenantStatus


class TenantView(msgspec.Struct, frozen=True):
    """A hotel; `trial_ends_at` is null once it is active."""

    id: UUID
    slug: str
    name: str
    email: str
    status: TenantStatus
    trial_ends_at: datetime | None
    timezone: str
    locale: str
    settings: dict[str, Any]
    created_at: datetime

    @classmethod
    def of(cls, row: Tenant) -> Self:
        return cls(
            id=row.id,
            slug=row.slug,
            name=row.name,
            email=row.email,
            status=TenantStatus(row.status),
            trial_ends_at=row.trial_ends_at,
            timezone=row.timezone,
            locale=row.locale,
            settings=row.settings,
            created_at=row.created_at,
        )
