"""What attendants do with a conversation besides answering: read it, hand it on, put it away."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.conversations import events, queries, turns
from app.conversations.models import Conversation, ConversationStatus
from app.conversations.schemas import ChangeConversation, ConversationView
from app.core.clock import now
from app.core.errors import ConflictError, Detail, NotFoundError, ValidationFailedError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.users.models import User

# Far beyond any stay, and well before the end of the calendar, where no zone can be changed to another.
LONGEST_SLEEP: Final = timedelta(days=3650)


async def read(work: TenantWork, conversation_id: UUID) -> ConversationView:
    """Nothing in it waits to be read any more; said to everybody, the guest too, if that is news."""
    return await _count(work, conversation_id, is_read=True)


async def unread(work: TenantWork, conversation_id: UUID) -> ConversationView:
    """Marks it as one to come back to."""
    return await _count(work, conversation_id, is_read=False)


async def change(work: TenantWork, conversation_id: UUID, wanted: ChangeConversation) -> ConversationView:
    """Raises `NotFoundError`, `ValidationFailedError`, and `ConflictError` when a closed one is opened
    while the guest already has another that is open: at most one is."""
    work.actor.must(Can.CHAT)
    conversation = await _locked(work, conversation_id)
    values = await _values(work, conversation, wanted)
    if not values:
        return await queries.get(work, conversation_id)
    for name, value in values.items():
        setattr(conversation, name, value)
    conversation.updated_at = now()
    try:
        async with work.session.begin_nested():
            await work.session.flush()
    except IntegrityError as fault:
        raise ConflictError from fault
    await events.updated(work, [conversation_id])
    return await queries.get(work, conversation_id)


async def _count(work: TenantWork, conversation_id: UUID, *, is_read: bool) -> ConversationView:
    work.actor.must(Can.CHAT)
    stands_otherwise = Conversation.unread_count > 0 if is_read else Conversation.unread_count == 0
    changed = await work.session.scalar(
        update(Conversation)
        .where(Conversation.id == conversation_id, queries.visible_to(work), stands_otherwise)
        .values(unread_count=0 if is_read else 1, updated_at=now())
        .returning(Conversation.id)
    )
    if changed is not None:
        await events.updated(work, [conversation_id])
        if is_read:
            await turns.read(work, conversation_id)
    return await queries.get(work, conversation_id)


async def _locked(work: TenantWork, conversation_id: UUID) -> Conversation:
    asked = select(Conversation).where(Conversation.id == conversation_id, queries.visible_to(work)).with_for_update()
    conversation = await work.session.scalar(asked)
    if conversation is None:
        raise NotFoundError(conversation_id)
    return conversation


async def _values(work: TenantWork, conversation: Conversation, wanted: ChangeConversation) -> dict[str, Any]:
    """The columns that really change."""
    values: dict[str, Any] = {name: value for name in wanted.__struct_fields__ if (value := getattr(wanted, name)) is not UNSET}
    if "labels" in values:
        values["labels"] = list(dict.fromkeys(label.strip() for label in values["labels"]))
    if values.get("assigned_to") is not None:
        await _must_work_here(work, values["assigned_to"])
    values |= _snoozed(conversation, values)
    return {name: value for name, value in values.items() if getattr(conversation, name) != value}


def _snoozed(conversation: Conversation, values: dict[str, Any]) -> dict[str, Any]:
    """A time to sleep until and the status `snoozed` come and go together."""
    until = values.get("snoozed_until")
    if until is not None and not now() < until <= now() + LONGEST_SLEEP:
        raise _flaw("snoozed_until")
    status = values.get("status", ConversationStatus.SNOOZED if until is not None else None)
    if status is None:
        woken = "snoozed_until" in values and conversation.status == ConversationStatus.SNOOZED
        return {"status": ConversationStatus.OPEN, "snoozed_until": None} if woken else {}
    if status is not ConversationStatus.SNOOZED:
        return {"status": status, "snoozed_until": None}
    if until is None and ("snoozed_until" in values or conversation.snoozed_until is None):
        raise _flaw("snoozed_until")
    return {"status": status}


async def _must_work_here(work: TenantWork, user_id: UUID) -> None:
    """Somebody of another hotel is as unknown here as somebody who does not exist."""
    found = await work.session.scalar(select(User.id).where(User.id == user_id, User.is_active))
    if found is None:
        raise _flaw("assigned_to")


def _flaw(field: str) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail(f"body.{field}", "detail-value", "value"),))
