"""Who may speak now: the number's standing, the guest's window, and no second thread beside an open one."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Exists, exists, func, select

from app.channels.models import Channel, ChannelStatus
from app.contacts.models import ContactIdentity, IdentityKind
from app.conversations import queries as conversations
from app.conversations.models import WINDOW, WINDOW_MARGIN, Conversation, ConversationStatus
from app.core.clock import now
from app.core.errors import ConflictError, Detail, NotFoundError, ValidationFailedError, WhatsAppDisconnectedError
from app.core.sending_errors import WindowClosedError
from app.core.work import TenantWork
from app.messages.composing import offering

MOST_OFFERED: Final = 5


async def may_speak(work: TenantWork, conversation_id: UUID, *, needs_window: bool = True) -> Conversation:
    """The conversation, locked, if something may be said in it now. Templates need no window.

    Raises `NotFoundError`, `WhatsAppDisconnectedError`, `WindowClosedError`, and `ConflictError` in a closed
    conversation when the guest has an open one.
    """
    conversation = await standing(work, conversation_id)
    if needs_window:
        await _must_be_open(work, conversation)
    if conversation.status == ConversationStatus.CLOSED:
        await _check_alone(work, conversation)
    return conversation


async def may_speak_later(work: TenantWork, conversation_id: UUID) -> Conversation:
    """The conversation, locked, if something may be said in it some time: number and window count when it is said.

    Raises `NotFoundError`, and `ConflictError` in a closed conversation when the guest has an open one.
    """
    conversation = await hold(work, conversation_id)
    if conversation.status == ConversationStatus.CLOSED:
        await _check_alone(work, conversation)
    return conversation


async def hold(work: TenantWork, conversation_id: UUID) -> Conversation:
    """The conversation, locked. Raises `NotFoundError` for one that the actor may not see, `ValidationFailedError` for a group's."""
    conversation, _status = await _locked(work, conversation_id)
    return conversation


async def standing(work: TenantWork, conversation_id: UUID) -> Conversation:
    """The conversation, locked, if its number can send. Raises `NotFoundError`, `ValidationFailedError`, `WhatsAppDisconnectedError`."""
    conversation, status = await _locked(work, conversation_id)
    if status != ChannelStatus.CONNECTED:
        raise WhatsAppDisconnectedError
    return conversation


async def _must_be_open(work: TenantWork, conversation: Conversation) -> None:
    """Whoever finds it closed is offered the templates that fit, so that nobody has to look for them first."""
    try:
        check_window(await last_inbound_at(work, conversation))
    except WindowClosedError as closed:
        offered = await offering.for_conversation(work, conversation.id, most=MOST_OFFERED)
        raise WindowClosedError(**closed.extra, templates=[msgspec.to_builtins(one) for one in offered.data]) from closed


async def _locked(work: TenantWork, conversation_id: UUID) -> tuple[Conversation, str]:
    asked = (
        select(Conversation, Channel.status, _is_person().label("is_person"))
        .join(Channel, (Channel.tenant_id == Conversation.tenant_id) & (Channel.id == Conversation.channel_id))
        .where(Conversation.id == conversation_id, conversations.visible_to(work))
        .with_for_update(of=Conversation)
    )
    found = (await work.session.execute(asked)).one_or_none()
    if found is None:
        raise NotFoundError(conversation_id)
    if not found.is_person:
        raise ValidationFailedError(details=(Detail("path.conversation_id", "detail-group-kind", "group"),))
    return found.Conversation, found.status


def _is_person() -> Exists:
    """Whether WhatsApp has a name for whoever is at the other end. A group is read here, and answered on the phone."""
    return exists().where(
        ContactIdentity.tenant_id == Conversation.tenant_id,
        ContactIdentity.contact_id == Conversation.contact_id,
        ContactIdentity.kind.in_((IdentityKind.WA_ID.value, IdentityKind.USER_ID.value)),
        ContactIdentity.retired_at.is_(None),
    )


async def last_inbound_at(work: TenantWork, conversation: Conversation) -> datetime | None:
    """Meta's window belongs to number and guest, so an earlier, closed conversation may have opened it."""
    asked = select(func.max(Conversation.last_inbound_at)).where(
        Conversation.contact_id == conversation.contact_id, Conversation.channel_id == conversation.channel_id
    )
    found: datetime | None = await work.session.scalar(asked)
    return found


def check_window(last_inbound_at: datetime | None) -> None:
    """Raises `WindowClosedError` with the clock in its body."""
    if last_inbound_at is None:
        raise WindowClosedError(window_expires_at=None)
    expires_at = last_inbound_at + WINDOW
    if now() >= expires_at - WINDOW_MARGIN:
        raise WindowClosedError(window_expires_at=expires_at.isoformat().replace("+00:00", "Z"))


async def _check_alone(work: TenantWork, conversation: Conversation) -> None:
    """Writing in a closed conversation reopens it, unless the guest has begun another one meanwhile."""
    asked = select(Conversation.id).where(
        Conversation.contact_id == conversation.contact_id,
        Conversation.channel_id == conversation.channel_id,
        Conversation.status != ConversationStatus.CLOSED.value,
    )
    if await work.session.scalar(asked):
        raise ConflictError
