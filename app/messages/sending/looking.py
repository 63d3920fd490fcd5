"""The outbox as people see it: what has not gone, why in words, and what may be done about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from app.channels.models import ChannelStatus
from app.core.clock import now
from app.core.i18n import text
from app.core.work import TenantWork
from app.messages import choices
from app.messages.choices import Choice
from app.messages.schemas import MessageError
from app.messages.sending import postbox
from app.messages.sending.postbox import Lot
from app.outbox.models import Lane
from app.whatsapp import refusals


class NumberLots(msgspec.Struct, frozen=True):
    """How many of one number's messages lie in each lot; failures of the last 30 days. `oldest_at`: of what has not failed."""

    channel_id: UUID
    phone_number_id: str
    display_phone_number: Annotated[str, msgspec.Meta(examples=["+55 21 3333-0001"])]
    waiting: int = 0
    parked: int = 0
    uncertain: int = 0
    failed: int = 0
    oldest_at: datetime | None = None


class ReasonView(msgspec.Struct, frozen=True):
    """Why some of one lot have not gone: `because` for people, Meta's `code` if it is one."""

    state: Lot
    channel_id: UUID
    because: Annotated[str, msgspec.Meta(examples=["Há um problema com o pagamento da conta do WhatsApp."])]
    code: Annotated[int | None, msgspec.Meta(examples=[131042])]
    messages: int
    oldest_at: datetime


class OutboxLine(msgspec.Struct, frozen=True):
    """One message that has not gone. `due_at`: when it is tried next, if that is known; `lane`: chat, automation or campaign."""

    message_id: UUID
    conversation_id: UUID
    channel_id: UUID
    guest: Annotated[str | None, msgspec.Meta(examples=["Ana Souza"])]
    message_type: str
    state: Lot
    because: str
    error: MessageError | None
    lane: Annotated[str, msgspec.Meta(examples=["chat"])]
    template: Annotated[str | None, msgspec.Meta(examples=["chegada/pt_BR"])]
    attempts: int
    said_at: datetime
    since: datetime
    due_at: datetime | None
    can: Annotated[list[Choice], msgspec.Meta(examples=[["cancel"]])]


class OutboxView(msgspec.Struct, frozen=True):
    """`numbers` and `reasons` are of all; `data` is a page of one lot. `next`: ask again with `after` = it."""

    numbers: list[NumberLots]
    reasons: list[ReasonView]
    data: list[OutboxLine]
    next: UUID | None


async def view(  # noqa: PLR0913 - a page and its language
    work: TenantWork, lot: Lot, locale: str, *, channel_id: UUID | None = None, after: UUID | None = None, limit: int = 50
) -> OutboxView:
    """Also for the command line."""
    counted = await postbox.counted(work)
    rows = await postbox.page(work, lot, channel_id=channel_id, after=after, limit=limit)
    lines = [_line(row, locale) for row in rows[:limit]]
    return OutboxView(_numbers(counted), _reasons(counted, locale), lines, lines[-1].message_id if len(rows) > limit else None)


def _numbers(counted: Sequence[Any]) -> list[NumberLots]:
    numbers: dict[UUID, NumberLots] = {}
    for row in counted:
        known = numbers.get(row.channel_id) or NumberLots(row.channel_id, row.phone_number_id, row.display_phone_number)
        many = {row.lot: getattr(known, row.lot) + row.messages}
        ages = [known.oldest_at, None if row.lot == Lot.FAILED else row.oldest_at]
        oldest = min((age for age in ages if age), default=None)
        numbers[row.channel_id] = msgspec.structs.replace(known, **many, oldest_at=oldest)
    return sorted(numbers.values(), key=lambda one: one.display_phone_number)


def _reasons(counted: Sequence[Any], locale: str) -> list[ReasonView]:
    grouped: dict[tuple[str, UUID, str], ReasonView] = {}
    for row in counted:
        because = _because(row, row.code, locale)
        key = (row.lot, row.channel_id, because)
        known = grouped.get(key) or ReasonView(Lot(row.lot), row.channel_id, because, row.code, 0, row.oldest_at)
        oldest = min(known.oldest_at, row.oldest_at)
        grouped[key] = msgspec.structs.replace(known, messages=known.messages + row.messages, oldest_at=oldest)
    return sorted(grouped.values(), key=lambda one: (list(Lot).index(one.state), -one.messages))


def _line(row: Any, locale: str) -> OutboxLine:  # noqa: ANN401 - a row of `postbox.page`
    code = (row.error or {}).get("code")
    return OutboxLine(
        message_id=row.id,
        conversation_id=row.conversation_id,
        channel_id=row.channel_id,
        guest=row.guest,
        message_type=row.message_type,
        state=Lot(row.lot),
        because=_because(row, code, locale),
        error=MessageError.of(row.error, locale),
        lane=Lane(row.lane).name.lower(),
        template=row.template,
        attempts=row.attempts,
        said_at=row.said_at,
        since=row.since,
        due_at=row.due_at,
        can=choices.of(row.status, error=row.error, uncertain_since=row.uncertain_since),
    )


def _because(row: Any, code: int | None, locale: str) -> str:  # noqa: ANN401 - a row of `postbox`
    if row.lot == Lot.UNCERTAIN:
        return text(locale, "outbox-uncertain")
    if code is not None and row.lot != Lot.WAITING:
        return refusals.sentence(locale, code)
    if row.standing != ChannelStatus.CONNECTED:
        return text(locale, row.cannot_send_because or "outbox-number", code=str(row.cannot_send_code or ""))
    return text(locale, _waits_for(row))


def _waits_for(row: Any) -> str:  # noqa: ANN401 - a row of `postbox`
    """The key of a sentence."""
    if row.held_for:
        return f"outbox-{row.held_for}"
    if row.lot == Lot.PARKED:
        return "outbox-campaigns"
    return "outbox-slow" if row.held_until and row.held_until > now() else "outbox-next"
