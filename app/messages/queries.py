"""Reading messages: a page of a thread, and sets by their ids."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Uuid, and_, any_, literal, not_, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.errors import NotFoundError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.messages.models import Direction, Message, MessageEdit

# Columns and not objects: what is only shown needs no identity map; and what is shown to nobody here is not read.
_COLUMNS: Final = tuple(one for one in Message.__table__.columns if one.name not in {"raw", "past"})

# What is scheduled is no line of the thread before it was to be said; nor is it when it was taken back before.
_IS_SAID: Final = or_(Message.schedule.is_(None), Message.schedule.has_key("fired_at"))

# A reaction of ours has a row to be sent by; it is shown on its message.
_IS_LINE: Final = and_(_IS_SAID, not_(and_(Message.message_type == "reaction", Message.direction == Direction.OUTBOUND.value)))

MOST_WORDINGS: Final = 200


async def history(work: TenantWork, conversation_id: UUID, *, before: UUID | None, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Newest first; one more than `limit` when there is more.

    Raises `NotFoundError` for a conversation that the actor may not see, and for a `before`
    that is no message of it.
    """
    await conversations.channel_of(work, conversation_id)
    asked = select(*_COLUMNS).where(Message.conversation_id == conversation_id, _IS_LINE)
    if before is not None:
        place = await _place_of(work, conversation_id, before)
        asked = asked.where(tuple_(Message.said_at, Message.id) < tuple_(literal(place.said_at), literal(place.id)))
    found = await work.session.execute(asked.order_by(Message.said_at.desc(), Message.id.desc()).limit(limit + 1))
    return found.all()


async def visible(work: TenantWork, message_ids: Collection[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Those of the set that the actor may see now, by their ids; one query."""
    if not message_ids:
        return []
    found = await work.session.execute(
        select(*_COLUMNS)
        .join(Conversation, and_(Conversation.tenant_id == Message.tenant_id, Conversation.id == Message.conversation_id))
        .where(Message.id == any_(literal(list(message_ids), ARRAY(Uuid))), conversations.visible_to(work))
    )
    return found.all()


async def named(work: TenantWork, message_ids: Collection[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """These messages, in the order of their ids. Asks nobody's rights: it renders what a commit announces."""
    found = await work.session.execute(
        select(*_COLUMNS).where(Message.id == any_(literal(list(message_ids), ARRAY(Uuid)))).order_by(Message.id)
    )
    return found.all()


async def wordings(work: TenantWork, message_id: UUID) -> Sequence[MessageEdit]:
    """The wordings of an edited message that the actor may see, the last 200 at most, the first one first; none of a withdrawn one.

    Raises `NotFoundError`.
    """
    found = await visible(work, [message_id])
    if not found:
        raise NotFoundError(message_id)
    if found[0].revoked_at is not None:
        return ()
    asked = select(MessageEdit).where(MessageEdit.message_id == message_id).order_by(MessageEdit.said_at.desc(), MessageEdit.id.desc())
    return (await work.session.scalars(asked.limit(MOST_WORDINGS))).all()[::-1]


async def as_it_came(work: TenantWork, message_id: UUID) -> Row[*tuple[Any, ...]]:
    """All that is kept of a message, for those who run the hotel: also what was withdrawn, and what cannot be shown.

    Raises `PermissionDeniedError`, `NotFoundError`.
    """
    work.actor.must(Can.MANAGE_CHANNELS)
    if not await visible(work, [message_id]):
        raise NotFoundError(message_id)
    asked = select(Message.id, Message.message_type, Message.content, Message.__table__.c.raw).where(Message.id == message_id)
    return (await work.session.execute(asked)).one()


async def _place_of(work: TenantWork, conversation_id: UUID, message_id: UUID) -> Row[*tuple[Any, ...]]:
    asked = select(Message.said_at, Message.id).where(Message.id == message_id, Message.conversation_id == conversation_id)
    place = (await work.session.execute(asked)).one_or_none()
    if place is None:
        raise NotFoundError(message_id)
    return place
