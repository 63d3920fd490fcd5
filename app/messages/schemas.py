"""Messages as they travel: the native Message of contract C2, and the step of one on its ladder."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from sqlalchemy import Row

from app.core.i18n import DEFAULT, text
from app.messages.models import Message
from app.whatsapp import refusals


class MessageError(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why it failed: Meta's code and title, and `message`, a sentence for the person who reads it."""

    code: int
    title: str
    message: str
    details: str | None = None

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None, locale: str = DEFAULT) -> "MessageError | None":
        """`kept` is the column: `{code, subcode?, title?, details?}` as Meta said it."""
        if not kept:
            return None
        code = int(kept.get("code", 0))
        refusal = refusals.of(code, kept.get("subcode"))
        return cls(code, str(kept.get("title") or ""), text(locale, refusal.sentence), kept.get("details") or None)


class ReactionView(msgspec.Struct, frozen=True):
    """What somebody feels about a message; each has at most one on it."""

    sender_type: Annotated[str, msgspec.Meta(examples=["contact"])]
    sender_id: UUID | None
    emoji: Annotated[str, msgspec.Meta(examples=["👍"])]
    at: datetime


class PricingView(msgspec.Struct, frozen=True):
    """What Meta charges for a message of ours, in its words: open enums."""

    category: Annotated[str | None, msgspec.Meta(examples=["service"])] = None
    type: Annotated[str | None, msgspec.Meta(examples=["regular"])] = None
    billable: bool | None = None


class MessageView(msgspec.Struct, frozen=True):
    """One message. `created_at` is when it was said: Meta's time for what a guest wrote.

    Withdrawn (`revoked_at`), its content is empty. `origin`: `phone` was written in the WhatsApp Business app,
    `history` before the number came to us.
    """

    id: UUID
    conversation_id: UUID
    channel_id: UUID
    direction: str
    sender_type: str
    sender_id: UUID | None
    message_type: str
    content: dict[str, Any]
    status: Annotated[str, msgspec.Meta(examples=["received"])]
    error: MessageError | None
    whatsapp_message_id: str | None
    reply_to: UUID | None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    played_at: datetime | None = None
    failed_at: datetime | None = None
    reactions: list[ReactionView] = []
    edited_at: datetime | None = None
    revoked_at: datetime | None = None
    origin: Annotated[str | None, msgspec.Meta(examples=["phone"])] = None
    pricing: PricingView | None = None

    @classmethod
    def of(cls, row: Message | Row[*tuple[Any, ...]], locale: str = DEFAULT) -> "MessageView":
        """`row` is a Message, or any row with its columns; sets of hundreds are rendered at once."""
        return cls(
            id=row.id,
            conversation_id=row.conversation_id,
            channel_id=row.channel_id,
            direction=row.direction,
            sender_type=row.sender_type,
            sender_id=row.sender_id,
            message_type=row.message_type,
            content={} if row.revoked_at else row.content,
            status=row.status,
            error=MessageError.of(row.error, locale) if row.error else None,
            whatsapp_message_id=row.wamid,
            reply_to=row.reply_to,
            created_at=row.said_at,
            sent_at=row.sent_at,
            delivered_at=row.delivered_at,
            read_at=row.read_at,
            played_at=row.played_at,
            failed_at=row.failed_at,
            reactions=_reactions(row.reactions) if row.reactions else [],
            edited_at=row.edited_at,
            revoked_at=row.revoked_at,
            origin=row.origin,
            pricing=_pricing(row.pricing),
        )


def _pricing(kept: Mapping[str, Any] | None) -> PricingView | None:
    return PricingView(kept.get("category"), kept.get("type"), kept.get("billable")) if kept else None


def _reactions(kept: Sequence[Mapping[str, Any]]) -> list[ReactionView]:
    """Those that stand; one that was taken back is kept without its emoji."""
    return [msgspec.convert(reaction, ReactionView) for reaction in kept if reaction["emoji"]]


class Step(msgspec.Struct, frozen=True):
    """One message's step on its ladder; `error` is what the column keeps when it failed, `pricing` what it costs."""

    message_id: UUID
    conversation_id: UUID
    channel_id: UUID
    status: str
    at: datetime
    error: Mapping[str, Any] | None = None
    pricing: Mapping[str, Any] | None = None


class StatusView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of `message:status`."""

    message_id: UUID
    conversation_id: UUID
    status: str
    timestamp: datetime
    error: MessageError | None = None
    pricing: PricingView | None = None

    @classmethod
    def of(cls, step: Step, locale: str = DEFAULT) -> "StatusView":
        error = MessageError.of(step.error, locale) if step.error else None
        return cls(step.message_id, step.conversation_id, step.status, step.at, error, _pricing(step.pricing))


class WordingView(msgspec.Struct, frozen=True):
    """What a message said from `said_at` on."""

    content: dict[str, Any]
    said_at: datetime


class WordingsView(msgspec.Struct, frozen=True):
    """All wordings of a message, the first one first; none when it was never edited, or was withdrawn."""

    data: list[WordingView]


class RawView(msgspec.Struct, frozen=True):
    """A message with all that is kept of it. `raw` is Meta's JSON of what cannot be shown."""

    id: UUID
    message_type: str
    content: dict[str, Any]
    raw: Annotated[Any, msgspec.Meta(examples=[{"id": "wamid.HBgNNTUyMTk4ODg4Nzc3NxUCABIYFA==", "type": "poll"}])]


class HistoryView(msgspec.Struct, frozen=True):
    """A page of a thread, newest first; ask again with `before` = the last one's id."""

    data: list[MessageView]
    has_more: bool
