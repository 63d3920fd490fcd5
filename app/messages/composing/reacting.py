"""Reactions that the hotel gives: one on each message, shown at once, and taken off again if Meta does not take it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from app.conversations.models import Conversation
from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError
from app.core.ids import new_id
from app.core.work import TenantWork
from app.messages import events, queries
from app.messages.composing import saying
from app.messages.composing.drafts import FIELD, Draft
from app.messages.models import Direction, Message, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.status import MessageStatus

REACTION = "reaction"
# For WhatsApp the hotel is one person, on its phone or here.
_OURS: dict[str, Any] = {"sender_type": SenderType.AGENT.value, "sender_id": None}
# What a phone shows as no message of its own.
_NO_TARGETS = frozenset({REACTION, "system", "unsupported", "unknown"})
_TARGETS = text("""
SELECT said.id FROM messages said
 WHERE said.tenant_id = :tenant_id
   AND said.id IN (SELECT r.reply_to FROM messages r
                    WHERE r.tenant_id = :tenant_id AND r.id = ANY(cast(:ids AS uuid[])) AND r.message_type = 'reaction')
 ORDER BY said.id FOR NO KEY UPDATE
""")


async def react(work: TenantWork, conversation: Conversation, draft: Draft) -> Message:
    """Shows it on its message and posts its letter. The reaction's own row is no line of the thread.

    Raises `ValidationFailedError` for a message that cannot be reacted to.
    """
    target = await _target(work, conversation, UUID(draft.content["message_id"]))
    at = now().replace(microsecond=0)
    reaction = Message(
        tenant_id=work.tenant_id,
        id=new_id(),
        conversation_id=conversation.id,
        channel_id=conversation.channel_id,
        direction=Direction.OUTBOUND.value,
        sender_type=SenderType.AGENT.value,
        sender_id=work.actor.user_id,
        message_type=REACTION,
        content=draft.content,
        status=MessageStatus.PENDING.value,
        reply_to=target.id,
        context_wamid=target.wamid,
        said_at=at,
    )
    work.session.add(reaction)
    target.reactions = _given(target.reactions or [], _shown(reaction))
    await work.session.flush()
    await saying.post(work, reaction)
    await _tell(work, [target.id])
    return reaction


async def take_off(work: TenantWork, reaction_ids: Collection[UUID]) -> None:
    """These were not sent: their messages show again what they showed before. Ids of other messages do nothing."""
    if not reaction_ids:
        return
    ids = list(await work.session.scalars(_TARGETS, {"tenant_id": work.tenant_id, "ids": sorted(reaction_ids)}))
    if not ids:
        return
    gone = {str(one) for one in reaction_ids}
    for target in await work.session.scalars(select(Message).where(Message.id.in_(ids)).execution_options(populate_existing=True)):
        target.reactions = _without(target.reactions or [], gone)
    await work.session.flush()
    await _tell(work, ids)


async def put_on(work: TenantWork, reaction_ids: Collection[UUID]) -> None:
    """These are sent once more, and each is what the guest will see on its message."""
    if not reaction_ids:
        return
    given = (await work.session.scalars(select(Message).where(Message.id.in_(reaction_ids)).order_by(Message.id))).all()
    asked = select(Message).where(Message.id.in_([one.reply_to for one in given])).order_by(Message.id)
    targets = {one.id: one for one in await work.session.scalars(asked.with_for_update(key_share=True))}
    changed = []
    for reaction, target in ((one, targets[one.reply_to]) for one in given if one.reply_to in targets):
        if not any(one.get("message_id") == str(reaction.id) for one in target.reactions or []):
            target.reactions = _given(target.reactions or [], _shown(reaction))
            changed.append(target.id)
    await work.session.flush()
    await _tell(work, changed)


async def _target(work: TenantWork, conversation: Conversation, message_id: UUID) -> Message:
    asked = select(Message).where(Message.id == message_id, Message.conversation_id == conversation.id).with_for_update(key_share=True)
    found: Message | None = await work.session.scalar(asked)
    if found is None:
        raise _refused("detail-reply-foreign")
    if found.message_type in _NO_TARGETS or found.revoked_at is not None or found.wamid is None:
        raise _refused("detail-reaction-target")
    return found


def _refused(sentence: str) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail(f"{FIELD}.message_id", sentence, "value"),))


def _shown(reaction: Message) -> dict[str, Any]:
    """As it stands on its message: for all that read reactions one of the hotel's, and by `message_id` the row that is sent."""
    at = reaction.said_at.isoformat().replace("+00:00", "Z")
    return _OURS | {"emoji": reaction.content["emoji"], "at": at, "letter": 0, "message_id": str(reaction.id)}


def _is_ours(reaction: Mapping[str, Any]) -> bool:
    return (reaction["sender_type"], reaction["sender_id"]) == (_OURS["sender_type"], _OURS["sender_id"])


def _given(reactions: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the hotel felt before is kept beside it, for the case that this is never sent."""
    before = next((one for one in reactions if _is_ours(one)), None)
    kept = {"before": {name: value for name, value in before.items() if name != "before"}} if before else {}
    return [dict(one) for one in reactions if not _is_ours(one)] + [{**told, **kept}]


def _without(reactions: Sequence[Mapping[str, Any]], gone: Collection[str]) -> list[dict[str, Any]]:
    told = []
    for one in map(dict, reactions):
        if one.get("before", {}).get("message_id") in gone:
            del one["before"]
        if one.get("message_id") not in gone:
            told.append(one)
        elif before := one.get("before"):
            told.append(before)
    return told


async def _tell(work: TenantWork, message_ids: Sequence[UUID]) -> None:
    if message_ids:
        events.changed(work, [MessageView.of(row) for row in await queries.named(work, message_ids)])
