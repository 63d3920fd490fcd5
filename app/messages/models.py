"""What was said, in either direction, and how far it got."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class Direction(StrEnum):
    """Seen from the hotel."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class SenderType(StrEnum):
    """Who said it."""

    CONTACT = "contact"
    AGENT = "agent"
    BOT = "bot"


class Message(TenantOwned, Base):
    """One message. `said_at` is Meta's time for what a guest wrote, ours for what the hotel did.

    Order within a thread is (said_at, id). Meta's clock has whole seconds; ids of guests'
    messages are made in the order in which the inbox took them in, under their number's lock.
    """

    __tablename__ = "messages"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "conversation_id"], ["conversations.tenant_id", "conversations.id"]),
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        CheckConstraint(
            "status IN ('scheduled', 'pending', 'sent', 'delivered', 'read', 'played', 'failed', 'uncertain', 'cancelled', 'received')",
            name="status",
        ),
        CheckConstraint("direction IN ('inbound', 'outbound')", name="direction"),
        Index("uq_messages_wamid", "tenant_id", "channel_id", "wamid", unique=True, postgresql_where=text("wamid IS NOT NULL")),
        Index("ix_messages_history", "tenant_id", "conversation_id", text("said_at DESC"), text("id DESC")),
    )

    conversation_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    direction: Mapped[str]
    sender_type: Mapped[str]
    sender_id: Mapped[UUID | None]
    message_type: Mapped[str]
    content: Mapped[dict[str, Any]]
    status: Mapped[str]
    error: Mapped[dict[str, Any] | None]
    wamid: Mapped[str | None]
    reply_to: Mapped[UUID | None]
    context_wamid: Mapped[str | None]
    pricing: Mapped[dict[str, Any] | None]
    said_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    played_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    stored_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class IdempotencyKey(Base):
    """A client's promise that two requests are one; kept 30 days."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "message_id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        Index("ix_idempotency_keys_created_at", "tenant_id", "created_at"),
    )

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    actor_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    message_id: Mapped[UUID]
    created_at: Mapped[datetime]
