"""What lies in the outbox, and why it has not gone: what waits, is parked, is uncertain or has failed, for people who look."""

from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, case, cast, func, literal, null, or_, select, tuple_

from app.channels.models import Channel, ChannelStatus
from app.contacts.models import Contact
from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.clock import now
from app.core.errors import NotFoundError
from app.core.work import TenantWork
from app.messages.models import Direction, Message
from app.outbox.models import Dispatch, DispatchState, HeldFor, Lane
from app.whatsapp.status import MessageStatus

KEPT: Final = timedelta(days=30)
"""Older failures stay in their threads; nobody sends them again."""

_Rows = list[Row[*tuple[Any, ...]]]


class Lot(StrEnum):
    """`waiting` goes by itself and soon; `parked` when somebody has acted, or Meta's limit is over."""

    WAITING = "waiting"
    PARKED = "parked"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


_HELD = case((Dispatch.state == DispatchState.HELD.value, Dispatch.held_for), else_=null())
_LONG: Final = (HeldFor.TEMPLATE.value, HeldFor.PAYMENT.value, HeldFor.PORTFOLIO.value)
_IS_PARKED = or_(
    Channel.status != ChannelStatus.CONNECTED.value,
    and_(Dispatch.state == DispatchState.HELD.value, Dispatch.held_for.in_(_LONG)),
    and_(Dispatch.lane == int(Lane.CAMPAIGN), func.coalesce(Channel.campaigns_held_until > func.now(), False)),
)
_LOT: Final[ColumnElement[str]] = case(
    (Dispatch.state == DispatchState.UNCERTAIN.value, Lot.UNCERTAIN.value),
    (_IS_PARKED, Lot.PARKED.value),
    else_=Lot.WAITING.value,
)
_NUMBER: Final = (
    Channel.phone_number_id,
    Channel.display_phone_number,
    Channel.status.label("standing"),
    Channel.cannot_send_because,
    Channel.cannot_send_code,
    Channel.held_until,
    Channel.campaigns_held_until,
)


async def counted(work: TenantWork) -> _Rows:
    """By number, lot and reason: how many, and since when the oldest."""
    open_ones = _open(work, Dispatch.channel_id, *_NUMBER, _LOT.label("lot"), _HELD.label("held_for"), _code(), Dispatch.created_at)
    failed = _failed(
        work,
        Message.channel_id,
        *_NUMBER,
        literal(Lot.FAILED.value).label("lot"),
        null().label("held_for"),
        _code(),
        Message.failed_at.label("created_at"),
    )
    found: _Rows = []
    for part in (open_ones.subquery(), failed.subquery()):
        named = [column for column in part.c if column.name != "created_at"]
        asked = select(*named, func.count().label("messages"), func.min(part.c.created_at).label("oldest_at")).group_by(*named)
        found += (await work.session.execute(asked)).all()
    return found


async def page(work: TenantWork, lot: Lot, *, channel_id: UUID | None, after: UUID | None, limit: int) -> _Rows:
    """Letters in the order in which they were written, failures the newest first; one more than `limit` when there is more."""
    if lot is Lot.FAILED:
        asked = _failed(work, *_line(lot), Message.failed_at.label("since"), null().label("due_at"), *_NO_LETTER)
        asked = await _behind(work, asked, after)
        asked = asked.order_by(Message.failed_at.desc(), Message.id.desc())
    else:
        since = func.coalesce(Message.uncertain_since, Dispatch.created_at).label("since")
        asked = _open(work, *_line(lot), since, _due_at(), _HELD.label("held_for"), Dispatch.lane, Dispatch.template, Dispatch.attempts)
        asked = asked.where(_LOT.in_([lot.value])).order_by(Dispatch.id)
        asked = asked.where(Dispatch.id > after) if after else asked
    if channel_id:
        asked = asked.where(Message.channel_id == channel_id)
    return list((await work.session.execute(asked.limit(limit + 1))).all())


_NO_LETTER: Final = (
    null().label("held_for"),
    literal(int(Lane.CHAT)).label("lane"),
    null().label("template"),
    literal(0).label("attempts"),
)


def _line(lot: Lot) -> tuple[Any, ...]:
    return (
        Message.id,
        Message.conversation_id,
        Message.channel_id,
        Message.message_type,
        Message.status,
        Message.error,
        Message.uncertain_since,
        Message.said_at,
        func.coalesce(Contact.name, Contact.profile_name, Contact.phone).label("guest"),
        literal(lot.value).label("lot"),
        *_NUMBER,
    )


def _open(work: TenantWork, *columns: Any) -> Select[*tuple[Any, ...]]:
    letters = _messages(work, *columns).join(Dispatch, and_(Dispatch.tenant_id == Message.tenant_id, Dispatch.id == Message.id))
    return letters.where(Dispatch.state != DispatchState.DONE.value)


def _failed(work: TenantWork, *columns: Any) -> Select[*tuple[Any, ...]]:
    return _messages(work, *columns).where(
        Message.failed_at > now() - KEPT,
        Message.status == MessageStatus.FAILED.value,
        Message.direction == Direction.OUTBOUND.value,
        Message.origin.is_(None),
    )


def _messages(work: TenantWork, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Message)
        .join(Conversation, and_(Conversation.tenant_id == Message.tenant_id, Conversation.id == Message.conversation_id))
        .join(Contact, and_(Contact.tenant_id == Conversation.tenant_id, Contact.id == Conversation.contact_id))
        .join(Channel, and_(Channel.tenant_id == Message.tenant_id, Channel.id == Message.channel_id))
        .where(conversations.visible_to(work))
    )


async def _behind(work: TenantWork, asked: Select[*tuple[Any, ...]], after: UUID | None) -> Select[*tuple[Any, ...]]:
    if after is None:
        return asked
    failed_at = await work.session.scalar(select(Message.failed_at).where(Message.id == after))
    if failed_at is None:
        raise NotFoundError(after)
    return asked.where(tuple_(Message.failed_at, Message.id) < tuple_(literal(failed_at), literal(after)))


def _code() -> ColumnElement[Any]:
    return cast(Message.error["code"].astext, Integer).label("code")


def _due_at() -> ColumnElement[Any]:
    """None for what waits for something that nobody can say the time of."""
    return case((Dispatch.due_at < func.now() + timedelta(days=3650), Dispatch.due_at), else_=null()).label("due_at")
