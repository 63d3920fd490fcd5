"""What was said, in either direction, and how far it got."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
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


class Origin(StrEnum):
    """Where a message was written that reached us by neither of the two ways: in the WhatsApp Business app."""

    PHONE = "phone"
    HISTORY = "history"


class Message(TenantOwned, Base):
    """One message. `said_at` is Meta's time for what a guest wrote, ours for what the hotel did.

    Order within a thread is (said_at, id). Meta's clock has whole seconds; ids of guests'
    messages are made in the order in which the inbox took them in, under their number's lock.
    `reactions` are `[{sender_type, sender_id, emoji, at, letter}]`, one per person; a withdrawn one stays without
    its emoji, so that an older one cannot come back. `content` stays when a message is revoked, `raw` is Meta's
    JSON of what we cannot show; both are for those who run the hotel. `past` are the earlier tries of one that was sent
    again, `[{status, wamid, error, at}]`: Meta may still speak of them.
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
        CheckConstraint("origin IN ('phone', 'history')", name="origin"),
        Index("uq_messages_wamid", "tenant_id", "channel_id", "wamid", unique=True, postgresql_where=text("wamid IS NOT NULL")),
        Index("ix_messages_failed", "tenant_id", text("failed_at DESC"), text("id DESC"), postgresql_where=text("failed_at IS NOT NULL")),
        Index("ix_messages_history", "tenant_id", "conversation_id", text("said_at DESC"), text("id DESC")),
        CheckConstraint("(status = 'scheduled') = (fires_at IS NOT NULL)", name="fires_at"),
        Index("ix_messages_fires_at", "fires_at", postgresql_where=text("fires_at IS NOT NULL")),
        Index("ix_messages_scheduled", "tenant_id", "conversation_id", "fires_at", postgresql_where=text("fires_at IS NOT NULL")),
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
    uncertain_since: Mapped[datetime | None]
    past: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    stored_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    reactions: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    edited_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    origin: Mapped[str | None]
    fires_at: Mapped[datetime | None]
    schedule: Mapped[dict[str, Any] | None]
    raw: Mapped[dict[str, Any] | None] = mapped_column(deferred=True, deferred_raiseload=True)


class MessageEdit(TenantOwned, Base):
    """One wording of a message that was edited: the first, and each that came after it, also the present one.

    `wamid` is the edit's own, or the message's for the first wording; `said_at` when it was written.
    """

    __tablename__ = "message_edits"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "message_id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "message_id", "wamid"),
    )

    message_id: Mapped[UUID]
    wamid: Mapped[str]
    content: Mapped[dict[str, Any]]
    said_at: Mapped[datetime]
    stored_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class MessageTap(TenantOwned, Base):
    """A guest tapped a link of a marketing message, or saw its page. `message_id` is None where Meta did not say whose tap it was.

    `click_id` stands in the address that was opened, too; `tracking_token` is Meta's own and joins a tap and its page.
    """

    __tablename__ = "message_taps"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "message_id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        Index(
            "uq_message_taps_once",
            *("tenant_id", "channel_id", "action", "at", "click_id", "tracking_token"),
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_message_taps_message", "tenant_id", "message_id", postgresql_where=text("message_id IS NOT NULL")),
    )

    channel_id: Mapped[UUID]
    message_id: Mapped[UUID | None]
    action: Mapped[str]
    at: Mapped[datetime]
    component: Mapped[str | None]
    click_id: Mapped[str | None]
    tracking_token: Mapped[str | None]
    product_id: Mapped[str | None]


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


class HandSend(TenantOwned, Base):
    """One message that a person sent by hand; rows older than the longest limit go."""

    __tablename__ = "hand_sends"
    __table_args__ = (Index("ix_hand_sends_at", "tenant_id", "at"), Index("ix_hand_sends_user", "tenant_id", "user_id", "at"))

    user_id: Mapped[UUID]
    at: Mapped[datetime]


class HistoryImport(TenantOwned, Base):
    """How far the conversations that a number had before it came to us are here. Its id is the number's.

    Meta sends three phases (the first day, 90 days, 180 days) with a progress in percent for each.
    """

    __tablename__ = "history_imports"
    __table_args__ = (ForeignKeyConstraint(["tenant_id", "id"], ["channels.tenant_id", "channels.id"], ondelete="CASCADE"),)

    phase: Mapped[int | None]
    progress: Mapped[int] = mapped_column(server_default="0")
    messages: Mapped[int] = mapped_column(server_default="0")
    declined_at: Mapped[datetime | None]
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
