"""The letterbox for what hotels send: one row for each message that Meta must be told of."""

from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class Lane(IntEnum):
    """Lower goes first."""

    CHAT = 0
    AUTOMATION = 1
    CAMPAIGN = 2


class DispatchState(StrEnum):
    """`CLAIMED` is a lease that runs out; `CALLING` is never sent again by itself."""

    DUE = "due"
    CLAIMED = "claimed"
    CALLING = "calling"
    UNCERTAIN = "uncertain"
    DONE = "done"


class Dispatch(TenantOwned, Base):
    """One message on its way. Its id is the message's id: one message, one dispatch."""

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        ForeignKeyConstraint(["tenant_id", "conversation_id"], ["conversations.tenant_id", "conversations.id"]),
        ForeignKeyConstraint(["tenant_id", "id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        CheckConstraint("state IN ('due', 'claimed', 'calling', 'uncertain', 'done')", name="state"),
        Index("ix_outbox_open", "tenant_id", "channel_id", "lane", "id", postgresql_where=text("state <> 'done'")),
        Index("ix_outbox_guest", "tenant_id", "conversation_id", "id", postgresql_where=text("state <> 'done'")),
        Index("ix_outbox_due_at", "due_at", postgresql_where=text("state = 'due'")),
        Index("ix_outbox_called", "tenant_id", "channel_id", "calling_at"),
    )

    channel_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    lane: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(server_default="due")
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    calling_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    settled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class CallOutcome(StrEnum):
    """How a call of the Graph API ended."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class GraphCall(TenantOwned, Base):
    """One call that carried a message to Meta, for those who ask later. No body and no token is kept.

    `trace` is Meta's own id of the call (fbtrace_id), which its support asks for; codes are Meta's.
    """

    __tablename__ = "graph_calls"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "message_id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        CheckConstraint("outcome IN ('sent', 'refused', 'unknown')", name="outcome"),
        Index("ix_graph_calls_message", "tenant_id", "message_id"),
    )

    message_id: Mapped[UUID]
    at: Mapped[datetime]
    took_ms: Mapped[int | None]
    outcome: Mapped[str]
    http_status: Mapped[int | None]
    code: Mapped[int | None]
    subcode: Mapped[int | None]
    trace: Mapped[str | None]
