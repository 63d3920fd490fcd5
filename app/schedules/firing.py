"""Saying what is due: each scheduled message becomes a pending one in the commit that posts its letter, so it fires once.

Whoever dies before that commit has done nothing, and after it there is nothing left to do; nobody holds a lease.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import select, text

from app.conversations import events as conversation_events
from app.conversations.models import Conversation, ConversationStatus
from app.core.clock import now
from app.core.flaws import passes
from app.core.work import Office, TenantWork
from app.messages import events
from app.messages.composing import later, saying
from app.messages.models import Message
from app.schedules import checks
from app.schedules.checks import WINDOW_CLOSED, Ground
from app.whatsapp.status import MessageStatus

log = structlog.get_logger()

SET_SIZE: Final = 20
"""A set holds its conversations until it commits, and guests write meanwhile."""

MOST_AT_ONCE: Final = 200
SET_ASIDE: Final = timedelta(minutes=5)

_DUE = text("SELECT tenant_id, id FROM messages WHERE fires_at <= statement_timestamp() ORDER BY fires_at, id LIMIT :most")
_POSTPONE = text("UPDATE messages SET fires_at = :at WHERE tenant_id = :tenant_id AND id = :id AND fires_at IS NOT NULL")


class Firing:
    """One per worker process; several may fire at once, and wait for one another at the conversations."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._turn = asyncio.Lock()
        self._again = False

    async def fire(self) -> None:
        """Says everything that is due by now; the job and the sweep. Who comes while somebody is at it need not wait."""
        self._again = True
        if self._turn.locked():
            return
        async with self._turn:
            while self._again:
                self._again = False
                while await self._fire_some():
                    pass

    async def _fire_some(self) -> bool:
        async with self._office.for_house() as work:
            rows = (await work.session.execute(_DUE, {"most": MOST_AT_ONCE})).all()
        of_hotel: dict[UUID, list[UUID]] = defaultdict(list)
        for row in rows:
            of_hotel[row.tenant_id].append(row.id)
        for tenant_id, ids in of_hotel.items():
            for start in range(0, len(ids), SET_SIZE):
                await self._fire_set(tenant_id, ids[start : start + SET_SIZE])
        return len(rows) == MOST_AT_ONCE

    async def _fire_set(self, tenant_id: UUID, ids: Sequence[UUID]) -> None:
        """One that cannot be read or written must not keep the others back: a set that fails is halved until it stands alone."""
        (flaw,) = await asyncio.gather(self._fire_together(tenant_id, ids), return_exceptions=True)
        if flaw is None:
            return
        if passes(flaw) or not isinstance(flaw, Exception):
            raise flaw
        if len(ids) == 1:
            await self._set_aside(tenant_id, ids[0], flaw)
            return
        middle = len(ids) // 2
        await self._fire_set(tenant_id, ids[:middle])
        await self._fire_set(tenant_id, ids[middle:])

    async def _fire_together(self, tenant_id: UUID, ids: Sequence[UUID]) -> None:
        async with self._office.for_tenant(tenant_id) as work:
            await fire_many(work, ids)

    async def _set_aside(self, tenant_id: UUID, message_id: UUID, error: Exception) -> None:
        log.error("schedule.set_aside", message_id=str(message_id), exc_info=error)
        async with self._office.for_tenant(tenant_id) as work:
            await work.session.execute(_POSTPONE, {"tenant_id": tenant_id, "id": message_id, "at": now() + SET_ASIDE})


async def fire_many(work: TenantWork, ids: Sequence[UUID]) -> None:
    """Says, fails, or puts off each of these that is still scheduled and due. Conversations before messages, as everybody locks.

    What is written for a set is told once for each of its conversations.
    """
    theirs = select(Message.conversation_id).where(Message.id.in_(ids))
    locked = await work.session.scalars(select(Conversation).where(Conversation.id.in_(theirs)).order_by(Conversation.id).with_for_update())
    conversations = {one.id: one for one in locked}
    asked = select(Message).where(Message.id.in_(ids), Message.fires_at <= now()).order_by(Message.id).with_for_update()
    due = sorted(await work.session.scalars(asked), key=lambda one: (one.fires_at, one.id))
    under, changed = await checks.ground(work), set[UUID]()
    for message in due:
        # A thread that was folded into another since: the next look finds it there.
        if (conversation := conversations.get(message.conversation_id)) and await _fire(work, under, conversation, message):
            changed.add(message.conversation_id)
    await conversation_events.updated(work, sorted(changed))


async def _fire(work: TenantWork, under: Ground, conversation: Conversation, message: Message) -> bool:
    """Whether its thread has got a line."""
    kept = message.schedule or {}
    at = later.again(kept)
    if at is not None and at > now():
        # Since it was scheduled, its country has changed its clocks.
        message.fires_at, message.schedule = at, kept | {"at": later.iso(at)}
        events.scheduled(work, [message])
        return False
    if "when" in kept and "guest_wrote" not in kept:
        await later.take_back(work, message)
        return False
    return await _say(work, under, await _thread(work, conversation), message)


async def _say(work: TenantWork, under: Ground, conversation: Conversation, message: Message) -> bool:
    code = await checks.why_not(work, under, conversation, message)
    if code == WINDOW_CLOSED and "guest_wrote" in (message.schedule or {}):
        await later.wait_on(work, conversation, message)
        return False
    message.fires_at, message.schedule = None, (message.schedule or {}) | {"fired_at": later.iso(now())}
    message.conversation_id = conversation.id
    message.said_at = saying.after_all(conversation)
    saying.turn_to(conversation, message)
    if code is None:
        message.status = MessageStatus.PENDING.value
        await saying.post(work, message)
    else:
        message.status, message.failed_at, message.error = MessageStatus.FAILED.value, now(), {"code": code}
    events.said(work, [message])
    events.scheduled(work, [message])
    return True


async def _thread(work: TenantWork, conversation: Conversation) -> Conversation:
    """Where the guest is now: of a thread that was closed, the one that they have open, if there is one."""
    if conversation.status != ConversationStatus.CLOSED:
        return conversation
    asked = select(Conversation).where(
        Conversation.contact_id == conversation.contact_id,
        Conversation.channel_id == conversation.channel_id,
        Conversation.status != ConversationStatus.CLOSED.value,
    )
    return await work.session.scalar(asked.with_for_update()) or conversation
