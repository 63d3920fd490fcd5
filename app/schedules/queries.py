"""Reading what is to be said later."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_

from app.contacts.models import Contact
from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.errors import NotFoundError
from app.core.pages import Place
from app.core.work import TenantWork
from app.messages.models import Message
from app.schedules.schemas import GuestCard


async def page(work: TenantWork, *, limit: int, after: Place | None = None, conversation_id: UUID | None = None) -> Sequence[Message]:
    """What the actor may see, in the order in which it is due; one more than `limit` when there is more.

    Raises `NotFoundError` for a conversation that the actor may not see.
    """
    if conversation_id is not None:
        await conversations.channel_of(work, conversation_id)
    asked = _visible(work).where(Message.fires_at.is_not(None)).order_by(Message.fires_at, Message.id).limit(limit + 1)
    if conversation_id is not None:
        asked = asked.where(Message.conversation_id == conversation_id)
    if after is not None:
        asked = asked.where(tuple_(Message.fires_at, Message.id) > tuple_(literal(after.at), literal(after.id)))
    return (await work.session.scalars(asked)).all()


async def get(work: TenantWork, message_id: UUID) -> Message:
    """One that was written to be said later, whatever has become of it. Raises `NotFoundError`."""
    found = await work.session.scalar(_visible(work).where(Message.id == message_id, Message.schedule.is_not(None)))
    if found is None:
        raise NotFoundError(message_id)
    message: Message = found
    return message


async def guests(work: TenantWork, conversation_ids: Collection[UUID]) -> dict[UUID, GuestCard]:
    """Who is at the other end of these conversations."""
    asked = (
        select(
            Conversation.id, Contact.id.label("contact_id"), func.coalesce(Contact.name, Contact.profile_name).label("name"), Contact.phone
        )
        .join(Contact, (Contact.tenant_id == Conversation.tenant_id) & (Contact.id == Conversation.contact_id))
        .where(Conversation.id.in_(conversation_ids))
    )
    rows = (await work.session.execute(asked)).all()
    return {row.id: GuestCard(row.contact_id, row.name, row.phone) for row in rows}


def _visible(work: TenantWork) -> Any:  # noqa: ANN401 - a Select of messages
    theirs = (Conversation.tenant_id == Message.tenant_id) & (Conversation.id == Message.conversation_id)
    return select(Message).join(Conversation, theirs).where(conversations.visible_to(work))
