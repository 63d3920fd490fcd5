"""Notices: a trouble or news of one thing, counted while it repeats and closed by a person or by its opposite."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned
from app.core.ids import new_id


class Severity(StrEnum):
    """How much it matters: news, something to look at soon, something that stops the hotel's messages."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class NoticeState(StrEnum):
    """`DISMISSED` by a person, `RESOLVED` by the opposite event; what is newer than either opens it again."""

    OPEN = "open"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"


class _Told:
    """What a notice says. `details` are data, never sentences; `last_at` is the newest event that it knows of."""

    kind: Mapped[str]
    subject: Mapped[str]
    severity: Mapped[str]
    details: Mapped[dict[str, Any]]
    state: Mapped[str]
    count: Mapped[int]
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]


class Notice(_Told, TenantOwned, Base):
    """One of a hotel's. There is one for each kind and subject: open, or the tombstone that knows what is old news."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("tenant_id", "kind", "subject"),
        Index("ix_notices_last_at", "tenant_id", text("last_at DESC"), text("id DESC")),
    )


class HouseNotice(_Told, Base):
    """One for the house's own people."""

    __tablename__ = "house_notices"
    __table_args__ = (UniqueConstraint("kind", "subject"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)
