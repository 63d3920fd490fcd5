"""From what somebody wrote under `to` to the conversation with that guest."""

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec
import phonenumbers
from phonenumbers import NumberParseException
from sqlalchemy import select

from app.channels.models import Channel, ChannelStatus
from app.contacts import dialled
from app.contacts import service as contacts
from app.contacts.dialled import Dialled, Doubt
from app.contacts.models import ContactIdentity, IdentityKind
from app.contacts.phones import are_one_number, spellings
from app.conversations import service as conversations
from app.conversations.models import Conversation, ConversationStatus
from app.conversations.service import Meeting, Pair
from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError, WhatsAppDisconnectedError
from app.core.work import TenantWork
from app.tenants.models import Tenant
from app.whatsapp.payloads import Person

BRAZIL: Final = "BR"
# Meta's business-scoped user id, for guests who show no number.
_USER_ID: Final = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{6,128}")


class Addressee(msgspec.Struct, frozen=True):
    """Who is meant. `name` is how WhatsApp would call them: a number's digits, or a user id. `contact_id`: None for a stranger."""

    name: str
    contact_id: UUID | None


async def addressee(work: TenantWork, written: str) -> Addressee:
    """A number without a country's code is one of the hotel's country.

    Raises `ValidationFailedError`: no number, an incomplete one, the hotel's own, a landline that has never written,
    a user id that nobody here has.
    """
    if _USER_ID.fullmatch(written.strip()):
        known = await _known(work, IdentityKind.USER_ID, [written.strip()])
        if known is None:
            raise _refused("impossible_number", "detail-phone")
        return Addressee(written.strip(), known)
    number = dialled.read(written, await _country(work))
    if isinstance(number, Doubt):
        raise _refused(number.value, "detail-ambiguous-phone" if number is Doubt.INCOMPLETE else "detail-phone")
    await _check_not_ours(work, number)
    known = await _known(work, IdentityKind.WA_ID, spellings(number.wa_id))
    if known is None and number.is_fixed:
        raise _refused("landline", "detail-landline")
    return Addressee(number.wa_id, known)


async def conversation_with(work: TenantWork, guest: Addressee) -> UUID:
    """The guest's conversation: the one that is not closed, else the latest, else a new one from the hotel's first number."""
    contact_id = guest.contact_id or (await contacts.remember_many(work, [Person(wa_id=guest.name)])).contact_ids[0]
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


async def _check_not_ours(work: TenantWork, number: Dialled) -> None:
    """Meta refuses whoever writes to themselves (131021), and from one of a hotel's numbers to another is a slip."""
    shown = await work.session.scalars(select(Channel.display_phone_number))
    if any(are_one_number("".join(filter(str.isdigit, one or "")), number.wa_id) for one in shown):
        raise _refused("own_number", "detail-own-number")


async def _known(work: TenantWork, kind: IdentityKind, names: Sequence[str]) -> UUID | None:
    """As WhatsApp names the guest, if it does: only an unknown guest is remembered by the number that was dialled."""
    asked = select(ContactIdentity.contact_id).where(
        ContactIdentity.kind == kind.value,
        ContactIdentity.value.in_(names),
        ContactIdentity.retired_at.is_(None),
    )
    found: UUID | None = await work.session.scalar(asked.order_by(ContactIdentity.created_at.desc()).limit(1))
    return found


async def _begin(work: TenantWork, contact_id: UUID) -> UUID:
    asked = select(Channel.id).where(Channel.status == ChannelStatus.CONNECTED.value).order_by(Channel.created_at).limit(1)
    channel_id = await work.session.scalar(asked)
    if channel_id is None:
        raise WhatsAppDisconnectedError
    pair = Pair(channel_id, contact_id)
    return (await conversations.open_many(work, [Meeting(pair, now(), opens=True)]))[pair]


def _refused(kind: str, sentence: str) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail("body.to", sentence, kind),))
