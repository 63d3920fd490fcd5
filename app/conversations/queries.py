"""Reading conversations: one summary, the set of a worker, the pages of a list."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, any_, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.channels.models import Channel
from app.contacts.models import Contact, ContactIdentity, IdentityKind
from app.conversations.models import Conversation
from app.conversations.schemas import ConversationView
from app.core.work import TenantWork

PREVIEW_LENGTH: Final = 140

# The room of messages stands above this one, so its table is known here by name only.
_messages = table(
    "messages",
    *(column(name) for name in ("tenant_id", "id", "direction", "message_type", "status", "said_at")),
    column("content", JSONB),
)


async def summaries(work: TenantWork, conversation_ids: Collection[UUID]) -> list[ConversationView]:
    """What clients see of these conversations, in the order of their ids; one query for the set.

    Asks nobody's rights: it renders what a commit announces. Readers come through `get` and `page`.
    """
    if not conversation_ids:
        return []
    found = await work.session.execute(
        SUMMARY.where(Conversation.id == any_(literal(list(conversation_ids), ARRAY(Uuid)))).order_by(Conversation.id)
    )
    return [ConversationView.of(row) for row in found]


def _summary() -> Select[Any]:
    said = (_messages.c.content[name].astext for name in ("text", "caption", "filename"))
    wa_id = (
        select(ContactIdentity.value)
        .where(
            ContactIdentity.tenant_id == Conversation.tenant_id,
            ContactIdentity.contact_id == Conversation.contact_id,
            ContactIdentity.kind == IdentityKind.WA_ID.value,
        )
        .order_by(ContactIdentity.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            *Conversation.__table__.columns,
            func.coalesce(Contact.name, Contact.profile_name).label("contact_name"),
            Contact.phone.label("contact_phone"),
            Contact.username.label("contact_username"),
            wa_id.label("contact_wa_id"),
            Channel.phone_number_id,
            Channel.display_phone_number,
            Channel.verified_name,
            _messages.c.id.label("message_id"),
            _messages.c.direction.label("message_direction"),
            _messages.c.message_type,
            _messages.c.status.label("message_status"),
            _messages.c.said_at.label("message_said_at"),
            func.left(func.coalesce(*said), PREVIEW_LENGTH).label("message_preview"),
        )
        .join(Contact, and_(Contact.tenant_id == Conversation.tenant_id, Contact.id == Conversation.contact_id))
        .join(Channel, and_(Channel.tenant_id == Conversation.tenant_id, Channel.id == Conversation.channel_id))
        .outerjoin(_messages, and_(_messages.c.tenant_id == Conversation.tenant_id, _messages.c.id == Conversation.last_message_id))
    )


SUMMARY: Final = _summary()
