"""Writing what guests said: a set of messages with their contacts and conversations, in one go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.contacts import service as contacts
from app.conversations import events as conversation_events
from app.conversations import service as conversations
from app.conversations.service import Meeting, News, Pair, Places
from app.core.ids import new_id
from app.core.work import TenantWork
from app.messages import events, merging
from app.messages.models import Direction, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.envelope import UNREADABLE
from app.whatsapp.payloads import InboundMessage
from app.whatsapp.status import MessageStatus

# What a guest does to a message that is there, or WhatsApp says of itself, opens no conversation and is no news.
_SILENT: Final = frozenset({"reaction", "edit", "revoke", "system", "request_welcome"})

# One by one, by the key: as a plain join, and on young statistics, it is made by reading all that the hotel ever said.
_KNOWN = text("""
SELECT told.channel_id, told.wamid, stored.id
  FROM unnest(cast(:channels AS uuid[]), cast(:wamids AS text[])) AS told (channel_id, wamid)
 CROSS JOIN LATERAL (
       SELECT id FROM messages WHERE tenant_id = :tenant_id AND channel_id = told.channel_id AND wamid = told.wamid LIMIT 1) AS stored
""")
_STORE = text("""
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, sender_id, message_type, content, status,
                      wamid, reply_to, context_wamid, said_at)
SELECT :tenant_id, new.id, new.conversation_id, new.channel_id, 'inbound', 'contact', new.sender_id, new.message_type,
       cast(new.content AS jsonb), 'received', new.wamid, new.reply_to, new.context_wamid, new.said_at
  FROM unnest(cast(:ids AS uuid[]), cast(:conversations AS uuid[]), cast(:channels AS uuid[]), cast(:senders AS uuid[]),
              cast(:types AS text[]), cast(:contents AS text[]), cast(:wamids AS text[]), cast(:replies AS uuid[]),
              cast(:contexts AS text[]), cast(:said AS timestamptz[]))
       AS new (id, conversation_id, channel_id, sender_id, message_type, content, wamid, reply_to, context_wamid, said_at)
""")


class Said(NamedTuple):
    """A guest's message, read. These sort in the order in which the guest spoke: Meta's time, then the inbox's."""

    said_at: datetime
    item_id: int
    channel_id: UUID
    message: InboundMessage

    @property
    def is_news(self) -> bool:
        return self.message.type not in _SILENT

    @property
    def name(self) -> tuple[UUID, str]:
        """By which Meta's repetitions are known."""
        return self.channel_id, self.message.wamid

    @property
    def answers(self) -> str | None:
        """The wamid of what it quotes."""
        return self.message.context.id if self.message.context else None


class _Line(NamedTuple):
    """A message with its place: what its row will be."""

    id: UUID
    conversation_id: UUID
    contact_id: UUID
    reply_to: UUID | None
    said: Said


_Names = Mapping[tuple[UUID, str], UUID]


async def store(work: TenantWork, said: Sequence[Said]) -> list[Said]:
    """Stores and announces each once; those that find no conversation, and may open none, come back."""
    known = await _known(work, said)
    new = _each_once(sorted(said, key=lambda one: one[:2]), known)
    if not new:
        return []
    met = await contacts.remember_many(work, [one.message.sender for one in new])
    if met.foldings:
        await merging.fold(work, met.foldings)
    pairs = [Pair(one.channel_id, contact_id) for one, contact_id in zip(new, met.contact_ids, strict=True)]
    places = await conversations.find_many(work, [Meeting(pair, one.said_at, one.is_news) for one, pair in zip(new, pairs, strict=True)])
    lines = _lines(new, pairs, places, known)
    if lines:
        await conversations.note_many(work, places, _news(lines))
        await work.session.execute(_STORE, _columns(lines) | {"tenant_id": work.tenant_id})
        await _announce(work, lines)
    placed = {line.said.item_id for line in lines}
    return [one for one in new if one.item_id not in placed]


def _each_once(said: Sequence[Said], known: _Names) -> list[Said]:
    return list({one.name: one for one in said if one.name not in known}.values())


async def _known(work: TenantWork, said: Sequence[Said]) -> _Names:
    """Our ids of the messages named here that are stored already: doubles, and what is quoted."""
    wanted = {name for one in said for name in (one.name, (one.channel_id, one.answers)) if name[1]}
    columns = {"channels": [channel_id for channel_id, _wamid in wanted], "wamids": [wamid for _channel_id, wamid in wanted]}
    rows = await work.session.execute(_KNOWN, columns | {"tenant_id": work.tenant_id})
    return {(row.channel_id, row.wamid): row.id for row in rows}


def _lines(new: Sequence[Said], pairs: Sequence[Pair], places: Places, known: _Names) -> list[_Line]:
    """Each with a new id, which grows in the order they were said; without those that have no place."""
    ids: dict[tuple[UUID, str], UUID] = {}
    lines = []
    for one, pair in zip(new, pairs, strict=True):
        conversation_id = places.of(pair)
        if conversation_id is not None:
            ids[one.name] = new_id()
            quoted = (one.channel_id, one.answers or "")
            lines.append(_Line(ids[one.name], conversation_id, pair.contact_id, ids.get(quoted) or known.get(quoted), one))
    return lines


def _news(lines: Sequence[_Line]) -> dict[UUID, News]:
    """Per conversation how many, and the last; lines are in the order they were said."""
    found: dict[UUID, News] = {}
    for line in lines:
        if line.said.is_news:
            before = found.get(line.conversation_id)
            found[line.conversation_id] = News(line.conversation_id, before.many + 1 if before else 1, line.id, line.said.said_at)
    return found


def _columns(lines: Sequence[_Line]) -> dict[str, Any]:
    return {
        "ids": [line.id for line in lines],
        "conversations": [line.conversation_id for line in lines],
        "channels": [line.said.channel_id for line in lines],
        "senders": [line.contact_id for line in lines],
        "types": [line.said.message.type for line in lines],
        "contents": [msgspec.json.encode(_content(line.said.message)).decode() for line in lines],
        "wamids": [line.said.message.wamid for line in lines],
        "replies": [line.reply_to for line in lines],
        "contexts": [line.said.answers for line in lines],
        "said": [line.said.said_at for line in lines],
    }


async def _announce(work: TenantWork, lines: Sequence[_Line]) -> None:
    events.said(work, [_view(line) for line in lines])
    await conversation_events.updated(work, sorted({line.conversation_id for line in lines}))


def _view(line: _Line) -> MessageView:
    return MessageView(
        id=line.id,
        conversation_id=line.conversation_id,
        channel_id=line.said.channel_id,
        direction=Direction.INBOUND.value,
        sender_type=SenderType.CONTACT.value,
        sender_id=line.contact_id,
        message_type=line.said.message.type,
        content=_content(line.said.message),
        status=MessageStatus.RECEIVED.value,
        error=None,
        whatsapp_message_id=line.said.message.wamid,
        reply_to=line.reply_to,
        created_at=line.said.said_at,
        sent_at=None,
        delivered_at=None,
        read_at=None,
    )


def _content(message: InboundMessage) -> dict[str, Any]:
    """What this house can show so far is text; everything else is kept whole, for those who can."""
    if message.type == "text" and message.text is not None:
        return {"text": message.text}
    try:
        return {"raw": msgspec.json.decode(message.raw)}
    except UNREADABLE:
        # JSON that no program of ours can read back (a number with a thousand digits) is kept as the text it is.
        return {"raw": bytes(message.raw).decode()}
