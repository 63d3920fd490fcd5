"""Storing what was said in the WhatsApp Business app, now or before the number came to us: a set at once, each once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.conversations import overhearing
from app.conversations import service as conversations
from app.conversations.overhearing import Overheard
from app.conversations.service import Meeting, Pair, Places
from app.core.ids import new_id
from app.core.work import TenantWork
from app.media import service as media
from app.media.service import Attachment
from app.messages.arriving import merging
from app.messages.arriving.attaching import attach
from app.messages.models import Direction, Origin, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.contents import read_content
from app.whatsapp.payloads import InboundMessage
from app.whatsapp.phone_app import OnPhone
from app.whatsapp.status import MessageStatus

_HERE = text("""
SELECT told.wamid, stored.id
  FROM unnest(cast(:wamids AS text[])) AS told (wamid)
 CROSS JOIN LATERAL (
       SELECT id FROM messages WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND wamid = told.wamid LIMIT 1) AS stored
""")
_STORE = text("""
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, sender_id, message_type, content, status,
                      wamid, reply_to, context_wamid, said_at, sent_at, raw, origin)
SELECT :tenant_id, new.id, new.conversation_id, :channel_id, new.direction, new.sender_type, new.sender_id, new.message_type,
       cast(new.content AS jsonb), new.status, new.wamid, new.reply_to, new.context_wamid, new.said_at,
       CASE WHEN new.direction = 'outbound' AND new.status <> 'failed' THEN new.said_at END, cast(new.raw AS jsonb), :origin
  FROM unnest(cast(:ids AS uuid[]), cast(:conversations AS uuid[]), cast(:directions AS text[]), cast(:sender_types AS text[]),
              cast(:senders AS uuid[]), cast(:types AS text[]), cast(:contents AS text[]), cast(:statuses AS text[]),
              cast(:wamids AS text[]), cast(:replies AS uuid[]), cast(:contexts AS text[]), cast(:said AS timestamptz[]),
              cast(:raws AS text[]))
       AS new (id, conversation_id, direction, sender_type, sender_id, message_type, content, status, wamid, reply_to, context_wamid,
               said_at, raw)
""")


class Spoken(NamedTuple):
    """Something said on the phone, and when."""

    said_at: datetime
    what: OnPhone


class Kept(NamedTuple):
    """What was new, as clients see it, and the conversations that it is in."""

    views: list[MessageView]
    conversation_ids: list[UUID]


class _Line(NamedTuple):
    view: MessageView
    context_wamid: str | None
    raw: str | None
    attachment: Attachment | None


async def here(work: TenantWork, channel_id: UUID, wamids: Sequence[str]) -> dict[str, UUID]:
    """Our ids of those of these messages of the number that are stored."""
    asked = {"tenant_id": work.tenant_id, "channel_id": channel_id, "wamids": sorted(set(wamids))}
    return {row.wamid: row.id for row in await work.session.execute(_HERE, asked)}


async def keep(work: TenantWork, channel_id: UUID, spoken: Sequence[Spoken], origin: Origin) -> Kept:
    """Stores what is not here yet; of the past (`Origin.HISTORY`) nothing opens a conversation or moves it up."""
    named = [wamid for one in spoken for wamid in (one.what.message.wamid, _quoted(one.what.message)) if wamid]
    known = await here(work, channel_id, named)
    new = list({one.what.message.wamid: one for one in spoken if one.what.message.wamid not in known}.values())
    new.sort(key=lambda one: one.said_at)
    if not new:
        return Kept([], [])
    contact_ids = await merging.meet(work, [one.what.guest for one in new], [one.said_at for one in new])
    pairs = [Pair(channel_id, contact_id) for contact_id in contact_ids]
    places = await _places(work, pairs, new)
    lines = _lines(new, pairs, places, dict(known), origin=origin)
    await overhearing.note_many(work, places, _heard(lines, opens=origin is Origin.PHONE))
    await work.session.execute(_STORE, _columns(lines) | {"tenant_id": work.tenant_id, "channel_id": channel_id, "origin": origin.value})
    await media.expect_many(work, [line.attachment for line in lines if line.attachment])
    return Kept([line.view for line in lines], sorted({line.view.conversation_id for line in lines}))


async def _places(work: TenantWork, pairs: Sequence[Pair], new: Sequence[Spoken]) -> Places:
    return await conversations.find_many(work, [Meeting(pair, one.said_at, opens=True) for pair, one in zip(pairs, new, strict=True)])


def _lines(new: Sequence[Spoken], pairs: Sequence[Pair], places: Places, ids: dict[str, UUID], *, origin: Origin) -> list[_Line]:
    lines = []
    for one, pair in zip(new, pairs, strict=True):
        # The past goes where the guest's conversation stands already, however long ago it was closed.
        conversation_id = places.standing.get(pair) if origin is Origin.HISTORY else None
        conversation_id = conversation_id or places.of(pair) or new_id()
        line = _line(one, pair, conversation_id, ids.get(_quoted(one.what.message) or ""), origin=origin)
        ids[one.what.message.wamid] = line.view.id
        lines.append(line)
    return lines


def _line(one: Spoken, pair: Pair, conversation_id: UUID, reply_to: UUID | None, *, origin: Origin) -> _Line:
    message, by_hotel = one.what.message, one.what.by_hotel
    message_id, content = new_id(), read_content(message)
    attached = attach(content, message_id=message_id, channel_id=pair.channel_id)
    view = MessageView(
        id=message_id,
        conversation_id=conversation_id,
        channel_id=pair.channel_id,
        direction=(Direction.OUTBOUND if by_hotel else Direction.INBOUND).value,
        sender_type=(SenderType.AGENT if by_hotel else SenderType.CONTACT).value,
        sender_id=None if by_hotel else pair.contact_id,
        message_type=content.kind,
        content=attached.content,
        status=one.what.status.value,
        error=None,
        whatsapp_message_id=message.wamid,
        reply_to=reply_to,
        created_at=one.said_at,
        sent_at=one.said_at if by_hotel and one.what.status is not MessageStatus.FAILED else None,
        delivered_at=None,
        read_at=None,
        origin=origin.value,
    )
    return _Line(view, _quoted(message), content.raw, attached.attachment)


def _quoted(message: InboundMessage) -> str | None:
    return message.context.id if message.context else None


def _heard(lines: Sequence[_Line], *, opens: bool) -> Mapping[UUID, Overheard]:
    """Lines are in the order they were said: the last of each conversation counts."""
    return {line.view.conversation_id: Overheard(line.view.conversation_id, line.view.id, line.view.created_at, opens) for line in lines}


def _columns(lines: Sequence[_Line]) -> dict[str, Any]:
    views = [line.view for line in lines]
    return {
        "ids": [view.id for view in views],
        "conversations": [view.conversation_id for view in views],
        "directions": [view.direction for view in views],
        "sender_types": [view.sender_type for view in views],
        "senders": [view.sender_id for view in views],
        "types": [view.message_type for view in views],
        "contents": [msgspec.json.encode(view.content).decode() for view in views],
        "statuses": [view.status for view in views],
        "wamids": [view.whatsapp_message_id for view in views],
        "replies": [view.reply_to for view in views],
        "contexts": [line.context_wamid for line in lines],
        "said": [view.created_at for view in views],
        "raws": [line.raw for line in lines],
    }
