"""Messages as they travel: the native Message of contract C2, and the step of one on its ladder."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Row

from app.core.i18n import DEFAULT
from app.messages import choices
from app.messages.choices import Choice
from app.messages.composing.moments import shown
from app.messages.models import Direction, Message
from app.whatsapp import refusals
from app.whatsapp.status import MessageStatus


class MessageError(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why it failed: Meta's code and title, and `message`, a sentence for the person who reads it.

    `action` is what a button beside it offers, with `action_label` on it; without them nothing can be done at once. `tell` is who
    has to know: attendant, admin, engineers or nobody.
    """

    code: int
    title: str
    message: str
    details: str | None = None
    tell: Annotated[str, msgspec.Meta(examples=["attendant"])] = ""
    action: Annotated[str | None, msgspec.Meta(examples=["send-template"])] = None
    action_label: Annotated[str | None, msgspec.Meta(examples=["Enviar um modelo"])] = None

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None, locale: str = DEFAULT) -> "MessageError | None":
        """`kept` is the column: `{code, subcode?, title?, details?}` as Meta said it."""
        if not kept:
            return None
        code, subcode = int(kept.get("code", 0)), kept.get("subcode")
        refusal, label = refusals.of(code, subcode), refusals.action(locale, code, subcode)
        return cls(
            code=code,
            title=str(kept.get("title") or ""),
            message=refusals.sentence(locale, code, subcode),
            details=kept.get("details") or None,
            tell=refusal.tell.value,
            action=refusal.action.value if label else None,
            action_label=label,
        )


class ReactionView(msgspec.Struct, frozen=True):
    """What somebody feels about a message; each has at most one on it."""

    sender_type: Annotated[str, msgspec.Meta(examples=["contact"])]
    sender_id: UUID | None
    emoji: Annotated[str, msgspec.Meta(examples=["👍"])]
    at: datetime


class ScheduleView(msgspec.Struct, frozen=True):
    """When a message is to be said, or was: `at` a time (`local` as people of `timezone` write it), or `when` the guest writes.

    `fired_at` is when it was said, or could not be; until then nothing of it is sent.
    """

    timezone: Annotated[str, msgspec.Meta(examples=["America/Sao_Paulo"])]
    at: datetime | None = None
    local: Annotated[str | None, msgspec.Meta(examples=["2026-11-23T15:00"])] = None
    when: Annotated[str | None, msgspec.Meta(examples=[None])] = None
    until: datetime | None = None
    fired_at: datetime | None = None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "ScheduleView":
        """`kept` is the column."""
        view = msgspec.convert(kept, cls)
        return view if view.at is None else msgspec.structs.replace(view, local=shown(view.at, ZoneInfo(view.timezone)))


class PricingView(msgspec.Struct, frozen=True):
    """What Meta charges for a message of ours, in its words: open enums."""

    category: Annotated[str | None, msgspec.Meta(examples=["service"])] = None
    type: Annotated[str | None, msgspec.Meta(examples=["regular"])] = None
    billable: bool | None = None


class MessageView(msgspec.Struct, frozen=True):
    """One message. `created_at` is when it was said: Meta's time for what a guest wrote.

    Withdrawn (`revoked_at`), its content is empty. `origin`: `phone` was written in the WhatsApp Business app,
    `history` before the number came to us. `can` are the doors that are open to a person now; `uncertain_since`: nobody knows
    since then whether it reached WhatsApp. `schedule`: it was written to be said later.
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
    can: Annotated[list[Choice], msgspec.Meta(examples=[["cancel"]])] = []
    uncertain_since: datetime | None = None
    schedule: ScheduleView | None = None

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
            can=_choices(row) if row.direction == Direction.OUTBOUND and row.origin is None else [],
            uncertain_since=row.uncertain_since if row.status == MessageStatus.UNCERTAIN else None,
            schedule=ScheduleView.of(row.schedule) if row.schedule else None,
        )


def _choices(row: Any) -> list[Choice]:  # noqa: ANN401 - a Message, any row with its columns, or a Step
    return choices.of(row.status, error=row.error, uncertain_since=row.uncertain_since)


def _pricing(kept: Mapping[str, Any] | None) -> PricingView | None:
    return PricingView(kept.get("category"), kept.get("type"), kept.get("billable")) if kept else None


def _reactions(kept: Sequence[Mapping[str, Any]]) -> list[ReactionView]:
    """Those that stand; one that was taken back is kept without its emoji."""
    return [msgspec.convert(reaction, ReactionView) for reaction in kept if reaction["emoji"]]


class Step(msgspec.Struct, frozen=True):
    """One message's step on its ladder; `error` is what the column keeps when it failed, `pricing` what it costs.

    `origin` as the column: what was written elsewhere is nobody's to send again.
    """

    message_id: UUID
    conversation_id: UUID
    channel_id: UUID
    status: str
    at: datetime
    error: Mapping[str, Any] | None = None
    pricing: Mapping[str, Any] | None = None
    uncertain_since: datetime | None = None
    origin: str | None = None


class StatusView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of `message:status`. `can`, `error` and `uncertain_since` as in the message: one that is left out is empty now."""

    message_id: UUID
    conversation_id: UUID
    status: str
    timestamp: datetime
    can: Annotated[list[Choice], msgspec.Meta(examples=[["retry"]])]
    error: MessageError | None = None
    pricing: PricingView | None = None
    uncertain_since: datetime | None = None

    @classmethod
    def of(cls, step: Step, locale: str = DEFAULT) -> "StatusView":
        return cls(
            step.message_id,
            step.conversation_id,
            step.status,
            step.at,
            [] if step.origin else _choices(step),
            MessageError.of(step.error, locale) if step.error else None,
            _pricing(step.pricing),
            uncertain_since=step.uncertain_since,
        )


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
