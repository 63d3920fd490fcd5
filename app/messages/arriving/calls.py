"""Calls as lines in a thread: one line for each call, whatever Meta tells of it, in any order."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.conversations import events as conversation_events
from app.conversations import overhearing
from app.conversations import service as conversations
from app.conversations.overhearing import Overheard
from app.conversations.service import Meeting, Pair
from app.core.ids import new_id
from app.core.work import TenantWork
from app.messages import events, queries
from app.messages.arriving import merging
from app.messages.models import Direction, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.calls import ENDED, RANKS, CallEvent, read_calls
from app.whatsapp.fields import FieldEvent
from app.whatsapp.reading import UnreadableLetterError
from app.whatsapp.status import MessageStatus

_KIND: Final = "call"
_LINE = text("""
SELECT id, conversation_id, message_type, content, said_at FROM messages
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND wamid = :wamid FOR NO KEY UPDATE
""")
_STORE = text("""
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, sender_id, message_type, content, status, wamid,
                      said_at)
VALUES (:tenant_id, :id, :conversation_id, :channel_id, :direction, :sender_type, :sender_id, 'call', cast(:content AS jsonb), :status,
        :wamid, :said_at)
""")
_GO_ON = text("""
UPDATE messages SET content = cast(:content AS jsonb), said_at = least(said_at, :said_at) WHERE tenant_id = :tenant_id AND id = :id
""")


async def rung(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    """`calls`: a call that begins, goes on or ends."""
    if channel_id is None:
        raise UnreadableLetterError("of no number")
    told = sorted(read_calls(event), key=lambda one: one.at)
    contact_ids = await merging.meet(work, [one.guest for one in told], [one.at for one in told])
    for call, contact_id in zip(told, contact_ids, strict=True):
        await _note(work, Pair(channel_id, contact_id), call)


async def _note(work: TenantWork, pair: Pair, call: CallEvent) -> None:
    asked = {"tenant_id": work.tenant_id, "channel_id": pair.channel_id, "wamid": call.id}
    line = (await work.session.execute(_LINE, asked)).one_or_none()
    if line is None:
        await _begin(work, pair, call)
    elif line.message_type != _KIND:
        raise UnreadableLetterError("a call under a message's name")
    else:
        await _go_on(work, line, call)


async def _begin(work: TenantWork, pair: Pair, call: CallEvent) -> None:
    """Ringing opens the thread; nobody has to read a call that was answered."""
    places = await conversations.find_many(work, [Meeting(pair, call.at, opens=True)])
    conversation_id = places.of(pair) or new_id()
    message_id, content = new_id(), _content({}, call)
    unread = int(content["call"]["missed"])
    by_hotel = call.by_guest is False
    rang_at = min(call.at, call.started_at or call.at) if call.by_guest else None
    heard = Overheard(conversation_id, message_id, call.at, opens=True, unread=unread, rang_at=rang_at)
    await overhearing.note_many(work, places, {conversation_id: heard})
    columns: dict[str, Any] = {
        "id": message_id,
        "conversation_id": conversation_id,
        "channel_id": pair.channel_id,
        "direction": (Direction.OUTBOUND if by_hotel else Direction.INBOUND).value,
        "sender_type": (SenderType.AGENT if by_hotel else SenderType.CONTACT).value,
        "sender_id": None if by_hotel else pair.contact_id,
        "content": msgspec.json.encode(content).decode(),
        "status": (MessageStatus.SENT if by_hotel else MessageStatus.RECEIVED).value,
        "wamid": call.id,
        "said_at": call.at,
    }
    await work.session.execute(_STORE, columns | {"tenant_id": work.tenant_id})
    events.said(work, await _views(work, [message_id]))
    await conversation_events.updated(work, [conversation_id])


async def _go_on(work: TenantWork, line: Row[Any], call: CallEvent) -> None:
    content = _content(line.content, call)
    if content == line.content:
        return
    columns = {"id": line.id, "content": msgspec.json.encode(content).decode(), "said_at": call.at}
    await work.session.execute(_GO_ON, columns | {"tenant_id": work.tenant_id})
    newly_missed = content["call"]["missed"] and not line.content["call"]["missed"]
    if newly_missed:
        await _count_missed(work, line, call)
    events.changed(work, await _views(work, [line.id]))
    await conversation_events.updated(work, [line.conversation_id])


async def _count_missed(work: TenantWork, line: Row[Any], call: CallEvent) -> None:
    missed = Overheard(line.conversation_id, line.id, max(call.at, line.said_at), opens=True, unread=1)
    await overhearing.note_many(work, conversations.Places({}, {}), {line.conversation_id: missed})


def _content(before: dict[str, Any], call: CallEvent) -> dict[str, Any]:
    """What was known of the call with what this says: a later state is kept, a gap is filled."""
    known: dict[str, Any] = before.get("call", {})
    status = call.status if _rank(call.status) >= _rank(known.get("status", "")) else known["status"]
    direction = known.get("direction") or (Direction.OUTBOUND if call.by_guest is False else Direction.INBOUND).value
    told: dict[str, Any] = {"id": call.id, "direction": direction, "status": status}
    # Rejected is an answer of a kind; whoever rang the hotel and was not heard waits to be called back.
    told["missed"] = direction == Direction.INBOUND and _rank(status) >= ENDED and status != "completed"
    started_at = known.get("started_at") or (call.started_at.isoformat().replace("+00:00", "Z") if call.started_at else None)
    duration = known.get("duration_s") if call.duration_s is None else call.duration_s
    return {"call": told | {name: one for name, one in (("started_at", started_at), ("duration_s", duration)) if one is not None}}


def _rank(status: str) -> int:
    return RANKS.get(status, ENDED) if status else -1


async def _views(work: TenantWork, message_ids: Sequence[UUID]) -> list[MessageView]:
    return [MessageView.of(row) for row in await queries.named(work, message_ids)]


READERS: Final = {"calls": rung}
