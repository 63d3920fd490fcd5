"""From a phone number, however written, to the conversation with its guest."""

from typing import Final
from uuid import UUID

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from sqlalchemy import select

from app.channels.models import Channel, ChannelStatus
from app.contacts import service as contacts
from app.contacts.models import ContactIdentity, IdentityKind
from app.contacts.phones import spellings
from app.conversations import service as conversations
from app.conversations.models import Conversation, ConversationStatus
from app.conversations.service import Meeting, Pair
from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError, WhatsAppDisconnectedError
from app.core.work import TenantWork
from app.tenants.models import Tenant
from app.whatsapp.payloads import Person

BRAZIL: Final = "BR"


async def phone(work: TenantWork, written: str) -> str:
    """E.164. A number without a country's code is one of the hotel's country. Raises `ValidationFailedError`."""
    try:
        parsed = phonenumbers.parse(written, await _country(work))
    except NumberParseException as error:
        raise _not_a_number() from error
    if not phonenumbers.is_possible_number(parsed):
        raise _not_a_number()
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


async def conversation_with(work: TenantWork, e164: str) -> UUID:
    """The guest's conversation: the one that is not closed, else the latest, else a new one from the hotel's first number."""
    contact_id = await _contact(work, e164)
    asked = (
        select(Conversation.id)
        .join(Channel, (Channel.tenant_id == Conversation.tenant_id) & (Channel.id == Conversation.channel_id))
        .where(Conversation.contact_id == contact_id)
        .order_by(
            Channel.status == ChannelStatus.CANNOT_SEND.value,
            Conversation.status == ConversationStatus.CLOSED.value,
            Conversation.last_activity_at.desc(),
        )
        .limit(1)
    )
    found: UUID | None = await work.session.scalar(asked)
    return found or await _begin(work, contact_id)


async def _country(work: TenantWork) -> str:
    """As set for the hotel, else that of its first number."""
    settings = await work.session.scalar(select(Tenant.settings).where(Tenant.id == work.tenant_id))
    if isinstance(settings, dict) and settings.get("country"):
        return str(settings["country"]).upper()
    shown = await work.session.scalar(select(Channel.display_phone_number).order_by(Channel.created_at).limit(1))
    try:
        own = phonenumbers.parse("+" + "".join(filter(str.isdigit, shown or "")))
    except NumberParseException:
        return BRAZIL
    return phonenumbers.region_code_for_number(own) or BRAZIL


async def _contact(work: TenantWork, e164: str) -> UUID:
    """As WhatsApp names the guest, if it does: only an unknown guest is remembered by the number that was dialled."""
    wa_id = e164.removeprefix("+")
    asked = select(ContactIdentity.contact_id).where(
        ContactIdentity.kind == IdentityKind.WA_ID.value,
        ContactIdentity.value.in_(spellings(wa_id)),
        ContactIdentity.retired_at.is_(None),
    )
    found: UUID | None = await work.session.scalar(asked.order_by(ContactIdentity.created_at.desc()).limit(1))
    return found or (await contacts.remember_many(work, [Person(wa_id=wa_id)])).contact_ids[0]


async def _begin(work: TenantWork, contact_id: UUID) -> UUID:
    asked = select(Channel.id).where(Channel.status == ChannelStatus.CONNECTED.value).order_by(Channel.created_at).limit(1)
    channel_id = await work.session.scalar(asked)
    if channel_id is None:
        raise WhatsAppDisconnectedError
    pair = Pair(channel_id, contact_id)
    return (await conversations.open_many(work, [Meeting(pair, now(), opens=True)]))[pair]


def _not_a_number() -> ValidationFailedError:
    return ValidationFailedError(details=(Detail("body.to", "detail-value", "value"),))
