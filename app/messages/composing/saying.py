"""Saying it: the message and its letter, written in one commit."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.conversations import events as conversation_events
from app.conversations.models import Conversation, ConversationStatus
from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError
from app.core.ids import new_id
from app.core.work import TenantWork
from app.media import outgoing
from app.messages import events
from app.messages.composing import dressing
from app.messages.composing.drafts import Draft
from app.messages.composing.later import Plan
from app.messages.models import Direction, Message, SenderType
from app.messages.sending.parcels import files_of, template_of
from app.outbox import service as outbox
from app.whatsapp.status import MessageStatus

_A_LITTLE: Final = timedelta(milliseconds=1)


async def say(work: TenantWork, conversation: Conversation, draft: Draft, plan: Plan | None = None) -> Message:
    """Writes and announces a message in a conversation that `speaking.may_speak` gave, or `may_speak_later` for one with a plan.

    Raises `ValidationFailedError` for an answer to something that was not said here, and for what `dressing.dressed` refuses.
    """
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
        status=(MessageStatus.SCHEDULED if plan else MessageStatus.PENDING).value,
        reply_to=draft.reply_to,
        context_wamid=await _wamid_of(work, conversation, draft.reply_to),
        said_at=_after_what_was_said(conversation),
        fires_at=plan.fires_at if plan else None,
        schedule=plan.kept if plan else None,
    )
    work.session.add(message)
    await work.session.flush()
    message.content = await dressing.dressed(work, conversation, message.id, draft)
    if plan is None:
        await let_go(work, conversation, message)
    else:
        conversation.awaits_guest = conversation.awaits_guest or plan.awaits_guest
        events.scheduled(work, [message])
    return message


async def let_go(work: TenantWork, conversation: Conversation, message: Message) -> None:
    """A pending message becomes the last line of its thread and gets its letter, which waits for its files if Meta has not got them."""
    turn_to(conversation, message)
    await work.session.flush()
    await post(work, message)
    events.said(work, [message])
    await conversation_events.updated(work, [conversation.id])


def turn_to(conversation: Conversation, message: Message) -> None:
    """The message is the last line of its thread, which is open then."""
    if conversation.status == ConversationStatus.CLOSED:
        conversation.status = ConversationStatus.OPEN.value
    conversation.last_message_id = message.id
    conversation.last_activity_at = max(conversation.last_activity_at, message.said_at)
    conversation.updated_at = now()


def after_all(conversation: Conversation) -> datetime:
    """When a message is said whose id is older than what was said last: within one second its id would put it before that."""
    moment = now().replace(microsecond=0)
    return moment if moment > conversation.last_activity_at else conversation.last_activity_at + _A_LITTLE


async def post(work: TenantWork, message: Message) -> None:
    """The letter of a stored message."""
    has_files = files_of(message.message_type, message.content)
    is_held = bool(has_files) and not await outgoing.ensure_known(work, message.channel_id, message.id)
    template = template_of(message.message_type, message.content)
    await outbox.post(
        work,
        message.id,
        channel_id=message.channel_id,
        conversation_id=message.conversation_id,
        held=is_held,
        template=template,
    )


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
        raise ValidationFailedError(details=(Detail("body.reply_to", "detail-reply-foreign", "value"),))
    wamid: str | None = found.wamid
    return wamid
