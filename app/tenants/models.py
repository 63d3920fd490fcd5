"""The hotels: a house table, since a hotel exists before anybody stands behind its walls."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class TenantStatus(StrEnum):
    """`TRIAL` ends by itself at `trial_ends_at`; only the house suspends and activates."""

    TRIAL = "TRIAL"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"


class Tenant(Base):
    """One hotel. Times of day that its people mean are in `timezone` (IANA)."""

    __tablename__ = "tenants"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(CITEXT, unique=True)
    name: Mapped[str]
    email: Mapped[str]
    status: Mapped[str]
    trial_ends_at: Mapped[datetime | None]
    timezone: Mapped[str]
    locale: Mapped[str]
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
