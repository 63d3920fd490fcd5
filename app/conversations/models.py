"""What is open between one of the hotel's numbers and one guest."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned

WINDOW: Final = timedelta(hours=24)
WINDOW_MARGIN: Final = timedelta(seconds=60)
"""A message needs a moment to reach Meta, and Meta's clock decides."""


class ConversationStatus(StrEnum):
    """At most one conversation of a (number, guest) is not closed."""

    OPEN = "open"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Conversation(TenantOwned, Base):
    """One thread. `last_inbound_at` is Meta's time of the guest's last message: the 24 h clock.

    `free_entry_until` is when the free 72 hours after an advertisement end. They make what is sent free, and do not
    move the 24 h clock. `awaits_guest`: something may be scheduled for when the guest writes.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        ForeignKeyConstraint(["tenant_id", "contact_id"], ["contacts.tenant_id", "contacts.id"]),
        ForeignKeyConstraint(["tenant_id", "assigned_to"], ["users.tenant_id", "users.id"], ondelete="SET NULL (assigned_to)"),
        CheckConstraint("status IN ('open', 'snoozed', 'closed')", name="status"),
        Index(
            "uq_conversations_not_closed",
            "tenant_id",
            "channel_id",
            "contact_id",
            unique=True,
            postgresql_where=text("status <> 'closed'"),
        ),
        Index("ix_conversations_activity", "tenant_id", text("last_activity_at DESC"), text("id DESC")),
        Index(
            "ix_conversations_unread",
            "tenant_id",
            text("last_activity_at DESC"),
            text("id DESC"),
            postgresql_include=["unread_count"],
            postgresql_where=text("unread_count > 0"),
        ),
        Index(
            "ix_conversations_assigned_to",
            "tenant_id",
            "assigned_to",
            text("last_activity_at DESC"),
            text("id DESC"),
            postgresql_where=text("assigned_to IS NOT NULL"),
        ),
        Index("ix_conversations_contact_id", "tenant_id", "contact_id", text("last_activity_at DESC")),
    )

    channel_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    status: Mapped[str]
    assigned_to: Mapped[UUID | None]
    priority: Mapped[str | None]
    labels: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    archived: Mapped[bool] = mapped_column(server_default=text("false"))
    snoozed_until: Mapped[datetime | None]
    unread_count: Mapped[int] = mapped_column(server_default="0")
    last_message_id: Mapped[UUID | None]
    last_activity_at: Mapped[datetime]
    last_inbound_at: Mapped[datetime | None]
    free_entry_until: Mapped[datetime | None]
    awaits_guest: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ReadMark(TenantOwned, Base):
    """How far the guest of a conversation knows that they were read; its id is the conversation's.

    `wamid` is the last message of theirs that somebody has read; Meta is still to be told of it while there is a `due_at`.
    `typing_at`: when the guest was last shown that somebody is typing.
    """

    __tablename__ = "read_marks"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "id"], ["conversations.tenant_id", "conversations.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        Index("ix_read_marks_due_at", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )

    channel_id: Mapped[UUID]
    wamid: Mapped[str]
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    asked_at: Mapped[datetime]
    marked_at: Mapped[datetime | None]
    typing_at: Mapped[datetime | None]
