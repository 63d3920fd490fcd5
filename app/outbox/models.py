"""The letterbox for what hotels send: one row for each message that Meta must be told of."""

from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class Lane(IntEnum):
    """Lower goes first."""

    CHAT = 0
    AUTOMATION = 1
    CAMPAIGN = 2


class DispatchState(StrEnum):
    """`HELD` waits for its `due_at`; `CLAIMED` is a lease that runs out; `CALLING` is never sent again by itself."""

    DUE = "due"
    HELD = "held"
    CLAIMED = "claimed"
    CALLING = "calling"
    UNCERTAIN = "uncertain"
    DONE = "done"


class HeldFor(StrEnum):
    """What a held letter waits for, for those who ask why it has not gone."""

    FILES = "files"
    RETRY = "retry"
    GUEST = "guest"
    TEMPLATE = "template"
    PORTFOLIO = "portfolio"
    PAYMENT = "payment"


class Dispatch(TenantOwned, Base):
    """One message on its way. Its id is the message's id: one message, one dispatch.

    `template` is `name/language` of the template that it is, if it is one. `held_for` stays after the wait is over.
    `asked_at`: since then a person is asked what became of it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        ForeignKeyConstraint(["tenant_id", "conversation_id"], ["conversations.tenant_id", "conversations.id"]),
        ForeignKeyConstraint(["tenant_id", "id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        CheckConstraint("state IN ('due', 'held', 'claimed', 'calling', 'uncertain', 'done')", name="state"),
        Index("ix_outbox_turn", "tenant_id", "channel_id", "lane", "created_at", "id", postgresql_where=text("state = 'due'")),
        Index("ix_outbox_held", "tenant_id", "channel_id", "due_at", postgresql_where=text("state = 'held'")),
        Index("ix_outbox_busy", "tenant_id", "channel_id", postgresql_where=text("state IN ('claimed', 'calling')")),
        Index("ix_outbox_uncertain", "tenant_id", "calling_at", postgresql_where=text("state = 'uncertain'")),
        Index("ix_outbox_guest", "tenant_id", "conversation_id", "id", postgresql_where=text("state <> 'done'")),
        Index("ix_outbox_called", "tenant_id", "channel_id", "calling_at"),
    )

    channel_id: Mapped[UUID]
    conversation_id: Mapped[UUID]
    lane: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(server_default="due")
    due_at: Mapped[datetime]
    held_for: Mapped[str | None]
    template: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    calling_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    settled_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class GuestPace(TenantOwned, Base):
    """When the next message to one guest may go, by Meta's pair rate. Its id is the conversation's."""

    __tablename__ = "outbox_guests"

    opens_at: Mapped[datetime]


class Portfolio(Base):
    """A Meta business portfolio, which hotels may share. `used`: how many `PortfolioGuest` it has."""

    __tablename__ = "portfolios"

    id: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int] = mapped_column(server_default="0")


class PortfolioGuest(Base):
    """Whom a portfolio's numbers wrote to first during the last day, by a hash: the house keeps no guest's number."""

    __tablename__ = "portfolio_guests"
    __table_args__ = (Index("ix_portfolio_guests_at", "portfolio_id", "at"),)

    portfolio_id: Mapped[str] = mapped_column(ForeignKey("portfolios.id", ondelete="CASCADE"), primary_key=True)
    guest: Mapped[bytes] = mapped_column(primary_key=True)
    at: Mapped[datetime]


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
