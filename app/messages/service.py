"""Saying something to a guest: message and letter in one commit, and never twice for one request."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from app.channels.models import Channel, ChannelStatus
from app.conversations import events as conversation_events
from app.conversations import queries as conversations
from app.conversations.models import WINDOW, Conversation, ConversationStatus
from app.core.clock import now
from app.core.errors import (
    ConflictError,
    Detail,
    IdempotencyMismatchError,
    NotFoundError,
    ValidationFailedError,
    WhatsAppDisconnectedError,
    WindowClosedError,
)
from app.core.ids import new_id
from app.core.permissions import Can
from app.core.work import TenantWork
from app.messages import drafts, events, recipients
from app.messages.drafts import Draft, SendMessage, SendTo
from app.messages.models import Direction, IdempotencyKey, Message, SenderType
from app.outbox import service as outbox
from app.whatsapp.status import MessageStatus

WINDOW_MARGIN: Final = timedelta(seconds=60)
"""A message needs a moment to reach Meta, and Meta's clock decides."""

KEY_KEPT: Final = timedelta(days=30)

# Two requests with one key at the same moment: the second waits here for the first one's commit.
_ONE_AT_A_TIME = text("""
SELECT pg_advisory_xact_lock(hashtextextended('idempotency:' || cast(:actor_id AS text) || ':' || cast(:key AS text), 0))
""")


class Composed(msgspec.Struct, frozen=True):
    """The message of a request. Not `is_new`: the same request came before, and this is its message."""

    message: Message
    is_new: bool


class _Promise(msgspec.Struct, frozen=True):
    key: str
    fingerprint: bytes


async def compose(work: TenantWork, conversation_id: UUID, asked: SendMessage, idempotency_key: str | None = None) -> Composed:
    """Says something in a conversation.

    Raises `ValidationFailedError`, `NotFoundError`, `IdempotencyMismatchError`, `WhatsAppDisconnectedError`,
    `WindowClosedError` (with the clock in its body), and `ConflictError` in a closed conversation when
    the guest has an open one.
    """
    work.actor.must(Can.CHAT)
    draft = drafts.checked(asked)
    promise = _promise(idempotency_key, draft, str(conversation_id))
    said = await _said_before(work, promise)
    return said or await _say(work, conversation_id, draft, promise)


async def compose_to(work: TenantWork, asked: SendTo, idempotency_key: str | None = None) -> Composed:
    """Says something to a phone number: in the guest's conversation, which is found or made.

    Raises what `compose` raises; a guest who never wrote has no window.
    """
    work.actor.must(Can.CHAT)
    draft = drafts.checked(asked)
    phone = await recipients.phone(work, asked.to)
    promise = _promise(idempotency_key, draft, phone)
    said = await _said_before(work, promise)
    return said or await _say(work, await recipients.conversation_with(work, phone), draft, promise)


def _promise(idempotency_key: str | None, draft: Draft, address: str) -> _Promise | None:
    key = drafts.checked_key(idempotency_key)
    return _Promise(key, draft.fingerprint(address)) if key else None


async def _said_before(work: TenantWork, promise: _Promise | None) -> Composed | None:
    if promise is None:
        return None
    await work.session.execute(_ONE_AT_A_TIME, {"actor_id": str(work.actor.user_id), "key": promise.key})
    asked = (
        select(IdempotencyKey.body_hash, Message)
        .join(Message, (Message.tenant_id == IdempotencyKey.tenant_id) & (Message.id == IdempotencyKey.message_id))
        .where(IdempotencyKey.actor_id == work.actor.user_id, IdempotencyKey.key == promise.key)
        .where(IdempotencyKey.created_at > now() - KEY_KEPT)
    )
    found = (await work.session.execute(asked)).one_or_none()
    if found is None:
        return None
    if found.body_hash != promise.fingerprint:
        raise IdempotencyMismatchError
    return Composed(found.Message, is_new=False)


async def _say(work: TenantWork, conversation_id: UUID, draft: Draft, promise: _Promise | None) -> Composed:
    conversation = await _may_speak(work, conversation_id)
    message = Message(
        tenant_id=work.tenant_id,
        id=new_id(),
        conversation_id=conversation.id,
        channel_id=conversation.channel_id,
        direction=Direction.OUTBOUND.value,
        sender_type=SenderType.AGENT.value,
        sender_id=work.actor.user_id,
        message_type=draft.message_type,
        content=draft.content,
        status=MessageStatus.PENDING.value,
        reply_to=draft.reply_to,
        context_wamid=await _wamid_of(work, conversation, draft.reply_to),
        said_at=_after_what_was_said(conversation),
    )
    work.session.add(message)
    _turn_to(conversation, message)
    await work.session.flush()
    await outbox.post(work, message.id, channel_id=message.channel_id, conversation_id=message.conversation_id)
    if promise:
        await _keep(work, promise, message)
    events.said(work, [message])
    await conversation_events.updated(work, [conversation.id])
    return Composed(message, is_new=True)


async def _may_speak(work: TenantWork, conversation_id: UUID) -> Conversation:
    """The conversation, locked, if something may be said in it now."""
    asked = (
        select(Conversation, Channel.status)
        .join(Channel, (Channel.tenant_id == Conversation.tenant_id) & (Channel.id == Conversation.channel_id))
        .where(Conversation.id == conversation_id, conversations.visible_to(work))
        .with_for_update(of=Conversation)
    )
    found = (await work.session.execute(asked)).one_or_none()
    if found is None:
        raise NotFoundError(conversation_id)
    conversation: Conversation = found.Conversation
    if found.status != ChannelStatus.CONNECTED:
        raise WhatsAppDisconnectedError
    _check_window(await _last_inbound_at(work, conversation))
    if conversation.status == ConversationStatus.CLOSED:
        await _check_alone(work, conversation)
    return conversation


async def _last_inbound_at(work: TenantWork, conversation: Conversation) -> datetime | None:
    """Meta's window belongs to number and guest, so an earlier, closed conversation may have opened it."""
    asked = select(func.max(Conversation.last_inbound_at)).where(
        Conversation.contact_id == conversation.contact_id, Conversation.channel_id == conversation.channel_id
    )
    found: datetime | None = await work.session.scalar(asked)
    return found


def _check_window(last_inbound_at: datetime | None) -> None:
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


def _turn_to(conversation: Conversation, message: Message) -> None:
    if conversation.status == ConversationStatus.CLOSED:
        conversation.status = ConversationStatus.OPEN.value
    conversation.last_message_id = message.id
    conversation.last_activity_at = max(conversation.last_activity_at, message.said_at)
    conversation.updated_at = now()


def _after_what_was_said(conversation: Conversation) -> datetime:
    """In Meta's grain, whole seconds, so that within one second the ids decide: they grow as messages reach us.

    Finer, a guest who answers at once would stand above what they answer. And no clock puts an answer before what it answers.
    """
    return max(conversation.last_activity_at, now().replace(microsecond=0))


async def _wamid_of(work: TenantWork, conversation: Conversation, message_id: UUID | None) -> str | None:
    """What Meta calls the message that is answered; None for one that Meta has not named yet."""
    if message_id is None:
        return None
    asked = select(Message.id, Message.wamid).where(Message.id == message_id, Message.conversation_id == conversation.id)
    found = (await work.session.execute(asked)).one_or_none()
    if found is None:
        raise ValidationFailedError(details=(Detail("body.reply_to", "detail-value", "value"),))
    wamid: str | None = found.wamid
    return wamid


async def _keep(work: TenantWork, promise: _Promise, message: Message) -> None:
    """A key that is older than it is kept for starts anew."""
    row = {"body_hash": promise.fingerprint, "message_id": message.id, "created_at": message.said_at}
    named = {"tenant_id": work.tenant_id, "actor_id": work.actor.user_id, "key": promise.key}
    keep = insert(IdempotencyKey).values(**named, **row)
    await work.session.execute(keep.on_conflict_do_update(index_elements=list(named), set_=row))
