"""The tenant's event log: what clients must know of, as kinds and ids, never as bodies."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class EventCounter(Base):
    """The tenant's last event id; its row lock puts events into commit order without gaps."""

    __tablename__ = "event_counters"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    last_event_id: Mapped[int] = mapped_column(BigInteger, server_default="0")


class LoggedEvent(Base):
    """One event. Partitioned by day of `at` and kept seven days (`rotate_events()`)."""

    __tablename__ = "events"
    __table_args__ = {"postgresql_partition_by": "RANGE (at)"}  # noqa: RUF012 - SQLAlchemy's own form

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True, server_default=text("now()"))
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    channel_id: Mapped[UUID]
