"""Reading messages: a page of a thread, and sets by their ids."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Uuid, and_, any_, literal, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.errors import NotFoundError
from app.core.work import TenantWork
from app.messages.models import Message

# Columns and not objects: what is only shown needs no identity map; and what is shown to nobody here is not read.
_COLUMNS: Final = tuple(one for one in Message.__table__.columns if one.name != "raw")


async def history(work: TenantWork, conversation_id: UUID, *, before: UUID | None, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Newest first; one more than `limit` when there is more.

    Raises `NotFoundError` for a conversation that the actor may not see, and for a `before`
    that is no message of it.
    """
    await conversations.channel_of(work, conversation_id)
    asked = select(*_COLUMNS).where(Message.conversation_id == conversation_id)
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


async def _place_of(work: TenantWork, conversation_id: UUID, message_id: UUID) -> Row[*tuple[Any, ...]]:
    asked = select(Message.said_at, Message.id).where(Message.id == message_id, Message.conversation_id == conversation_id)
    place = (await work.session.execute(asked)).one_or_none()
    if place is None:
        raise NotFoundError(message_id)
    return place
