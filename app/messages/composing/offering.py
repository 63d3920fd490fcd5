"""The templates that fit a conversation: in the language its guest writes."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.contacts.models import Contact
from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.errors import NotFoundError
from app.core.work import TenantWork
from app.messages.composing import tongue
from app.messages.models import Direction, Message
from app.templates import filling, languages, offers
from app.templates.asking import TemplateContent
from app.templates.fields import About
from app.templates.filling import Look
from app.templates.offers import OffersView

_LISTENED_TO: Final = 12


async def for_conversation(work: TenantWork, conversation_id: UUID, *, most: int | None = None) -> OffersView:
    """Raises `NotFoundError` for a conversation that the actor may not see."""
    return await offers.offers(work, await _about(work, conversation_id), most=most)


async def preview(work: TenantWork, conversation_id: UUID, asked: TemplateContent) -> Look:
    """As `filling.look`, for the guest of a conversation; raises `NotFoundError` too."""
    return await filling.look(work, asked, await _about(work, conversation_id))


async def _about(work: TenantWork, conversation_id: UUID) -> About:
    asked = select(Conversation).where(Conversation.id == conversation_id, conversations.visible_to(work))
    conversation = await work.session.scalar(asked)
    if conversation is None:
        raise NotFoundError(conversation_id)
    return About(conversation.channel_id, conversation.contact_id, conversation.id, await _language(work, conversation))


async def _language(work: TenantWork, conversation: Conversation) -> str | None:
    """What they write in decides; where it is what their country speaks, as it is spoken there."""
    phone = await work.session.scalar(select(Contact.phone).where(Contact.id == conversation.contact_id))
    home = languages.of_phone(phone)
    asked = (
        select(Message.content["text"].astext)
        .where(Message.conversation_id == conversation.id, Message.direction == Direction.INBOUND.value, Message.message_type == "text")
        .order_by(Message.said_at.desc(), Message.id.desc())
        .limit(_LISTENED_TO)
    )
    heard = tongue.heard([said for said in await work.session.scalars(asked) if said])
    return home if heard is None or (home and languages.fits(home, heard)) else heard
