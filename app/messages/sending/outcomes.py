"""What people may do about a message that has not gone as it should: take it back, send it again, say what became of it.

Each verb locks the message, so that an answer or a receipt of Meta's in the same moment comes wholly before it or wholly after.
"""

from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select

from app.audit import service as audit
from app.conversations import events as conversation_events
from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.clock import now
from app.core.errors import NotFoundError
from app.core.permissions import Can
from app.core.sending_errors import AlreadySettledError, NotRepeatableError, TooEarlyError, TooLateError
from app.core.work import TenantWork
from app.messages import choices, events, queries
from app.messages.choices import ASKED_AFTER
from app.messages.composing import hands, later, permitting, reacting, speaking
from app.messages.models import Direction, Message
from app.messages.schemas import Step
from app.messages.sending import repeating, uncertain
from app.outbox import service as outbox
from app.whatsapp.refusal_table import NOT_ARRIVED
from app.whatsapp.status import RUNGS, MessageStatus

_Shown = Row[*tuple[Any, ...]]
_TEMPLATE: Final = "template"


class Outcome(StrEnum):
    """What a person says of a message of which nobody knows whether it went."""

    ARRIVED = "arrived"
    NOT_ARRIVED = "not_arrived"
    SEND_AGAIN = "send_again"


async def cancel(work: TenantWork, message_id: UUID) -> _Shown:
    """Takes back what has not gone: pending, or scheduled. Once more gives the same.

    Raises `NotFoundError`, and `TooLateError` for what somebody has in hand already: a claim in the same moment wins.
    """
    work.actor.must(Can.CHAT)
    message = await _locked(work, message_id)
    if message.status == MessageStatus.SCHEDULED:
        await later.take_back(work, message)
    elif message.status == MessageStatus.PENDING and await outbox.withdraw(work, [message_id]):
        message.status, message.error = MessageStatus.CANCELLED.value, None
        await work.session.flush()
        await reacting.take_off(work, [message_id])
        await _tell(work, [_step(message)])
    elif message.status != MessageStatus.CANCELLED:
        raise TooLateError
    return await _shown(work, message_id)


async def retry(work: TenantWork, message_id: UUID, *, by_hand: bool = True) -> _Shown:
    """Sends what failed again, as it is. Twice in a row sends it once.

    Raises `NotFoundError`, `NotRepeatableError`, what composing raises (`WindowClosedError` for all but a template; marketing to
    who wants none any more), and `RateLimitedError`: what people send `by_hand` has limits.
    """
    work.actor.must(Can.CHAT)
    await _may_go_now(work, message_id, MessageStatus.FAILED, by_hand=by_hand)
    message = await _locked(work, message_id)
    if message.status != MessageStatus.FAILED and message.past:
        return await _shown(work, message_id)
    if message.status != MessageStatus.FAILED or not choices.may_be_repeated(message.error):
        raise NotRepeatableError
    await _start_over(work, message_id)
    return await _shown(work, message_id)


async def decide(work: TenantWork, message_id: UUID, outcome: Outcome) -> _Shown:
    """A person says what became of an uncertain message; what Meta says later still counts for more.

    Raises `NotFoundError`, `TooEarlyError` while Meta's word may still come, `AlreadySettledError` when something else came of
    it meanwhile, and for `send_again` what `retry` raises.
    """
    work.actor.must(Can.CHAT)
    if outcome is Outcome.SEND_AGAIN:
        await _may_go_now(work, message_id, MessageStatus.UNCERTAIN)
    message = await _locked(work, message_id)
    if message.status != MessageStatus.UNCERTAIN:
        if not _agrees(message, outcome):
            raise AlreadySettledError
        return await _shown(work, message_id)
    _check_asked(message)
    channel_id = message.channel_id
    if outcome is Outcome.SEND_AGAIN:
        await _start_over(work, message_id)
    else:
        await _settle(work, message, outcome)
    await audit.note(work, work.actor, "message.decided", details={"message_id": str(message_id), "outcome": outcome.value})
    await uncertain.settled(work, [channel_id])
    return await _shown(work, message_id)


async def _may_go_now(work: TenantWork, message_id: UUID, status: MessageStatus, *, by_hand: bool = True) -> None:
    """Whether it may be said at this moment, as if it were new. Locks what composing locks, in its order, and so before the message."""
    message = await _shown(work, message_id)
    if message.status != status:
        return
    if by_hand:
        await hands.spend(work)
    conversation = await speaking.may_speak(work, message.conversation_id, needs_window=message.message_type != _TEMPLATE)
    await permitting.check(work, conversation.contact_id, message.message_type, message.content)


async def _start_over(work: TenantWork, message_id: UUID) -> None:
    await _tell(work, await repeating.start_over(work, {message_id: 0}))


async def _settle(work: TenantWork, message: Message, outcome: Outcome) -> None:
    if outcome is Outcome.ARRIVED:
        message.status, message.sent_at = MessageStatus.SENT.value, message.uncertain_since
    else:
        message.status, message.failed_at, message.error = MessageStatus.FAILED.value, now(), {"code": NOT_ARRIVED}
    await work.session.flush()
    await outbox.settle_by_receipt(work, [message.id])
    if outcome is Outcome.NOT_ARRIVED:
        await reacting.take_off(work, [message.id])
    await _tell(work, [_step(message)])


def _check_asked(message: Message) -> None:
    left = ASKED_AFTER - (now() - message.uncertain_since) if message.uncertain_since else None
    if left and left.total_seconds() > 0:
        raise TooEarlyError(retry_after=round(left.total_seconds()) or 1)


def _agrees(message: Message, outcome: Outcome) -> bool:
    """Whether what came of it meanwhile is what the person says, or the second answer of one who pressed twice."""
    status = MessageStatus(message.status)
    match outcome:
        case Outcome.ARRIVED:
            return status is MessageStatus.SENT or RUNGS.get(status, 0) >= RUNGS[MessageStatus.DELIVERED]
        case Outcome.NOT_ARRIVED:
            return status is MessageStatus.FAILED
        case Outcome.SEND_AGAIN:
            return (message.past or [{}])[-1].get("status") == MessageStatus.UNCERTAIN


async def _locked(work: TenantWork, message_id: UUID) -> Message:
    asked = (
        select(Message)
        .join(Conversation, (Conversation.tenant_id == Message.tenant_id) & (Conversation.id == Message.conversation_id))
        .where(Message.id == message_id, Message.direction == Direction.OUTBOUND.value, Message.origin.is_(None))
        .where(conversations.visible_to(work))
        .with_for_update(of=Message, key_share=True)
        .execution_options(populate_existing=True)
    )
    found = await work.session.scalar(asked)
    if found is None:
        raise NotFoundError(message_id)
    return found


async def _shown(work: TenantWork, message_id: UUID) -> _Shown:
    found = await queries.visible(work, [message_id])
    if not found:
        raise NotFoundError(message_id)
    return found[0]


def _step(message: Message) -> Step:
    return Step(message.id, message.conversation_id, message.channel_id, message.status, now(), message.error)


async def _tell(work: TenantWork, steps: list[Step]) -> None:
    events.moved(work, steps)
    # Lists show a conversation's last line with its ticks.
    await conversation_events.updated(work, sorted({step.conversation_id for step in steps}))
