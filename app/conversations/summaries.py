"""What clients see of a conversation: one statement that dresses any set of them."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Label, ScalarSelect, Select, case, column, func, literal_column, select, table, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause

from app.channels.models import Channel, ChannelStatus
from app.contacts.models import Contact, ContactIdentity, IdentityKind
from app.conversations.models import Conversation

PREVIEW_LENGTH: Final = 140

# The room of messages stands above this one, so its table is known here by name only.
_messages = table(
    "messages",
    *(column(name) for name in ("tenant_id", "id", "conversation_id", "direction", "message_type", "status", "said_at", "revoked_at")),
    column("content", JSONB),
)


def _summary() -> Select[Any]:
    """One conversation dressed for a client: guest, number and last line, each fetched by its key.

    `LIMIT 1` keeps the three from being flattened into joins: behind the walls and on young statistics the
    planner takes a hotel for a handful of rows, and would walk all its guests for each conversation.
    """
    guest, number, last = _guest(), _number(), _last_line()
    return (
        select(*Conversation.__table__.columns, *guest.c, *number.c, *last.c, _heard_at())
        .select_from(Conversation)
        .join(guest, true())
        .join(number, true())
        .outerjoin(last, true())
    )


def _guest() -> LateralFromClause:
    # Only of who has no number: nobody is a group and has one.
    group_id = case((Contact.phone.is_(None), _newest_identity(IdentityKind.GROUP_ID)))
    return (
        select(
            func.coalesce(Contact.name, Contact.profile_name).label("contact_name"),
            Contact.phone.label("contact_phone"),
            Contact.username.label("contact_username"),
            Contact.marketing_opted_out_at.label("contact_marketing_opted_out_at"),
            _newest_identity(IdentityKind.WA_ID).label("contact_wa_id"),
            group_id.label("contact_group_id"),
        )
        .where(Contact.tenant_id == Conversation.tenant_id, Contact.id == Conversation.contact_id)
        .limit(1)
        .correlate(Conversation)
        .lateral("guest")
    )


def _newest_identity(kind: IdentityKind) -> ScalarSelect[str]:
    """Found by the guest, and the rest looked at afterwards (OFFSET 0): for a hotel that was just filled PostgreSQL takes the smaller
    index of what is not retired, and reads all guests for each conversation."""
    named = (
        select(ContactIdentity)
        .where(ContactIdentity.tenant_id == Conversation.tenant_id, ContactIdentity.contact_id == Conversation.contact_id)
        .correlate(Conversation)
        .offset(literal_column("0"))
        .subquery()
    )
    newest = select(named.c.value).where(named.c.kind == kind.value, named.c.retired_at.is_(None))
    return newest.order_by(named.c.created_at.desc()).limit(1).scalar_subquery()


def _heard_at() -> Label[datetime | None]:
    """Meta's 24 hours are of number and guest: what they wrote in an earlier thread opened them for this one, too."""
    other = aliased(Conversation)
    theirs = (
        other.tenant_id == Conversation.tenant_id,
        other.contact_id == Conversation.contact_id,
        other.channel_id == Conversation.channel_id,
    )
    return select(func.max(other.last_inbound_at)).where(*theirs).correlate(Conversation).scalar_subquery().label("heard_at")


def _number() -> LateralFromClause:
    return (
        select(
            Channel.phone_number_id,
            Channel.display_phone_number,
            Channel.verified_name,
            (Channel.status == ChannelStatus.CONNECTED.value).label("can_send"),
        )
        .where(Channel.tenant_id == Conversation.tenant_id, Channel.id == Conversation.channel_id)
        .limit(1)
        .correlate(Conversation)
        .lateral("number")
    )


def _last_line() -> LateralFromClause:
    content, revoked_at = _messages.c.content, _messages.c.revoked_at
    names = [content[name].astext for name in ("text", "caption", "filename", "name", "address")]
    said = func.coalesce(*names, content["contacts", "0", "name"].astext)
    return (
        select(
            _messages.c.id.label("message_id"),
            _messages.c.direction.label("message_direction"),
            _messages.c.message_type,
            _messages.c.status.label("message_status"),
            _messages.c.said_at.label("message_said_at"),
            revoked_at.label("message_revoked_at"),
            (content["voice"].astext == "true").label("message_voice"),
            case((revoked_at.is_(None), func.left(said, PREVIEW_LENGTH))).label("message_preview"),
        )
        .where(
            _messages.c.tenant_id == Conversation.tenant_id,
            # Said too, so that a planner without statistics, to whom all indexes look alike, walks no more than this one thread.
            _messages.c.conversation_id == Conversation.id,
            _messages.c.id == Conversation.last_message_id,
        )
        .limit(1)
        .correlate(Conversation)
        .lateral("last_line")
    )


SUMMARY: Final = _summary()
