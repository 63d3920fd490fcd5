"""Saying something to a guest: the entrances. Message and letter come in one commit, and never twice for one request."""

from uuid import UUID

import msgspec

from app.core.permissions import Can
from app.core.work import TenantWork
from app.messages.composing import drafts, hands, later, promises, reacting, recipients, saying, speaking
from app.messages.composing.drafts import Draft, SendMessage, SendTo
from app.messages.composing.promises import Promise
from app.messages.models import Message


class Composed(msgspec.Struct, frozen=True):
    """The message of a request. Not `is_new`: the same request came before, and this is its message."""

    message: Message
    is_new: bool


async def compose(work: TenantWork, conversation_id: UUID, asked: SendMessage, idempotency_key: str | None = None) -> Composed:
    """Says something in a conversation, now or later.

    Raises `ValidationFailedError`, `NotFoundError`, `IdempotencyMismatchError`, `RateLimitedError`, `WhatsAppDisconnectedError`,
    `WindowClosedError` (with the clock in its body), and `ConflictError` in a closed conversation when
    the guest has an open one.
    """
    work.actor.must(Can.CHAT)
    draft = drafts.checked(asked)
    promise = promises.of(idempotency_key, draft, str(conversation_id))
    if said := await promises.said_before(work, promise):
        return Composed(said, is_new=False)
    return await _say(work, conversation_id, draft, promise)


async def compose_to(work: TenantWork, asked: SendTo, idempotency_key: str | None = None) -> Composed:
    """Says something to a phone number: in the guest's conversation, which is found or made.

    Raises what `compose` raises; a guest who never wrote has no window.
    """
    work.actor.must(Can.CHAT)
    draft = drafts.checked(asked)
    guest = await recipients.addressee(work, asked.to)
    promise = promises.of(idempotency_key, draft, guest.name)
    if said := await promises.said_before(work, promise):
        return Composed(said, is_new=False)
    return await _say(work, await recipients.conversation_with(work, guest), draft, promise)


async def _say(work: TenantWork, conversation_id: UUID, draft: Draft, promise: Promise | None) -> Composed:
    plan = await later.planned(work, draft.schedule) if draft.schedule else None
    await hands.spend(work)
    if plan:
        conversation = await speaking.may_speak_later(work, conversation_id)
    else:
        conversation = await speaking.may_speak(work, conversation_id, needs_window=draft.template is None)
    if draft.message_type == reacting.REACTION:
        message = await reacting.react(work, conversation, draft)
    else:
        message = await saying.say(work, conversation, draft, plan)
    if promise:
        await promises.keep(work, promise, message)
    return Composed(message, is_new=True)
