"""From a phone number, however written, to the conversation with its guest."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from sqlalchemy import select

from app.channels.models import Channel, ChannelStatus
from app.contacts.models import Contact, ContactIdentity, IdentityKind
from app.conversations.models import Conversation, ConversationStatus
from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError, WhatsAppDisconnectedError
from app.core.ids import new_id
from app.core.work import TenantWork
from app.tenants.models import Tenant

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


def spellings(e164: str) -> Sequence[str]:
    """The WhatsApp ids that this number may go by.

    Brazil's mobile numbers got a ninth digit; accounts that are older than it are still known without.
    """
    digits = e164.removeprefix("+")
    if not digits.startswith("55"):
        return (digits,)
    area, local = digits[2:4], digits[4:]
    if len(local) == 9 and local.startswith("9"):
        return (digits, f"55{area}{local[1:]}")
    if len(local) == 8 and local[0] in "6789":
        return (digits, f"55{area}9{local}")
    return (digits,)


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
    asked = select(ContactIdentity.contact_id).where(
        ContactIdentity.kind == IdentityKind.WA_ID.value, ContactIdentity.value.in_(spellings(e164))
    )
    found: UUID | None = await work.session.scalar(asked.order_by(ContactIdentity.created_at.desc()).limit(1))
    if found:
        return found
    moment, contact_id = now(), new_id()
    work.session.add(Contact(tenant_id=work.tenant_id, id=contact_id, phone=e164, created_at=moment, updated_at=moment))
    await work.session.flush()
    wa_id = e164.removeprefix("+")
    identity = ContactIdentity(
        tenant_id=work.tenant_id, kind=IdentityKind.WA_ID.value, value=wa_id, contact_id=contact_id, created_at=moment
    )
    work.session.add(identity)
    return contact_id


async def _begin(work: TenantWork, contact_id: UUID) -> UUID:
    asked = select(Channel.id).where(Channel.status == ChannelStatus.CONNECTED.value).order_by(Channel.created_at).limit(1)
    channel_id = await work.session.scalar(asked)
    if channel_id is None:
        raise WhatsAppDisconnectedError
    moment, conversation_id = now(), new_id()
    begun = Conversation(
        tenant_id=work.tenant_id,
        id=conversation_id,
        channel_id=channel_id,
        contact_id=contact_id,
        status=ConversationStatus.OPEN.value,
        last_activity_at=moment,
        created_at=moment,
        updated_at=moment,
    )
    work.session.add(begun)
    await work.session.flush()
    return conversation_id


def _not_a_number() -> ValidationFailedError:
    return ValidationFailedError(details=(Detail("body.to", "detail-value", "value"),))
