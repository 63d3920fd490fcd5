"""Writing what guests said: a set of messages with their contacts and conversations, in one go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from app.contacts.phones import e164_of
from app.conversations import events as conversation_events
from app.conversations import service as conversations
from app.conversations.service import Meeting, News, Pair, Places
from app.core.ids import new_id
from app.core.statements import Statement
from app.core.work import TenantWork
from app.media import service as media
from app.media.service import Attachment
from app.messages import events
from app.messages.arriving import history, merging
from app.messages.arriving.attaching import attach
from app.messages.composing import later
from app.messages.models import Direction, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.contents import read_content
from app.whatsapp.display import present
from app.whatsapp.payloads import InboundMessage, Person
from app.whatsapp.status import MessageStatus

# One by one, by the key: as a plain join, and on young statistics, it is made by reading all that the hotel ever said.
_KNOWN = Statement("""
SELECT told.channel_id, told.wamid, stored.id, stored.edited_at IS NOT NULL AS is_edited,
       stored.message_type = 'media_placeholder' AS is_announced
  FROM unnest(cast(:channels AS uuid[]), cast(:wamids AS text[])) AS told (channel_id, wamid)
 CROSS JOIN LATERAL (
       SELECT id, edited_at, message_type FROM messages
        WHERE tenant_id = cast(:tenant_id AS uuid) AND channel_id = told.channel_id AND wamid = told.wamid LIMIT 1) AS stored
""")
_STORE = Statement("""
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, sender_id, message_type, content, status,
                      wamid, reply_to, context_wamid, said_at, raw)
SELECT cast(:tenant_id AS uuid), new.id, new.conversation_id, new.channel_id, 'inbound', 'contact', new.sender_id, new.message_type,
       cast(new.content AS jsonb), 'received', new.wamid, new.reply_to, new.context_wamid, new.said_at, cast(new.raw AS jsonb)
  FROM unnest(cast(:ids AS uuid[]), cast(:conversations AS uuid[]), cast(:channels AS uuid[]), cast(:senders AS uuid[]),
              cast(:types AS text[]), cast(:contents AS text[]), cast(:wamids AS text[]), cast(:replies AS uuid[]),
              cast(:contexts AS text[]), cast(:said AS timestamptz[]), cast(:raws AS text[]))
       AS new (id, conversation_id, channel_id, sender_id, message_type, content, wamid, reply_to, context_wamid, said_at, raw)
""")


class Said(NamedTuple):
    """A guest's message, read. These sort in the order in which the guest spoke: Meta's time, then the inbox's."""

    said_at: datetime
    item_id: int
    channel_id: UUID
    message: InboundMessage

    @property
    def is_news(self) -> bool:
        """What WhatsApp says of itself opens no conversation, and nobody has to read it."""
        return self.message.type != "system"

    @property
    def name(self) -> tuple[UUID, str]:
        """By which Meta's repetitions are known."""
        return self.channel_id, self.message.wamid

    @property
    def answers(self) -> str | None:
        """The wamid of what it quotes."""
        return self.message.context.id if self.message.context else None


class _Met(NamedTuple):
    """Who wrote, and between whom it is: the number and the writer, or the writer's group."""

    sender_id: UUID
    pair: Pair


class _Line(NamedTuple):
    """A message with its place: what its row will be."""

    id: UUID
    conversation_id: UUID
    sender_id: UUID
    reply_to: UUID | None
    said: Said
    kind: str
    content: dict[str, Any]
    raw: str | None
    attachment: Attachment | None


class _Known(NamedTuple):
    """A message that is stored already."""

    id: UUID
    is_edited: bool
    is_announced: bool


_Names = Mapping[tuple[UUID, str], _Known]


async def store(work: TenantWork, said: Sequence[Said]) -> list[Said]:
    """Stores and announces each once. Those that are here already, but reworded since, come back: they may be the first wording.

    What WhatsApp says of itself to a guest without a conversation is shown nowhere.
    """
    known = await _known(work, said)
    new = _each_once(sorted(said, key=lambda one: one[:2]), known)
    if new:
        await _store(work, new, known)
    for one in said:
        if one.name in known and known[one.name].is_announced:
            await history.fill(work, one.channel_id, one.message)
    return [one for one in said if one.name in known and known[one.name].is_edited]


async def _store(work: TenantWork, new: Sequence[Said], known: _Names) -> None:
    if moved := [(one.message, one.said_at) for one in new if one.message.type == "system"]:
        await merging.follow(work, moved)
    met = await _meet(work, new)
    meetings = [Meeting(one.pair, said.said_at, said.is_news) for said, one in zip(new, met, strict=True)]
    places = await conversations.find_many(work, meetings)
    lines = _lines(new, met, places, known)
    if lines:
        await conversations.note_many(work, places, _news(lines))
        await work.ask(_STORE, tenant_id=work.tenant_id, **_columns(lines))
        if places.awaiting:
            heard = {one.pair for said, one in zip(new, met, strict=True) if said.is_news}
            await later.guest_wrote(work, [places.awaiting[pair] for pair in heard & places.awaiting.keys()])
        if attachments := [line.attachment for line in lines if line.attachment]:
            await media.expect_many(work, attachments)
        await _announce(work, lines)


async def _meet(work: TenantWork, new: Sequence[Said]) -> list[_Met]:
    """A group's messages are one thread: its contact is the group, who is met like a person."""
    groups = {one.message.group_id: one.said_at for one in new if one.message.group_id}
    people = [_writer(one.message) for one in new]
    said_at = [one.said_at for one in new]
    ids = await merging.meet(work, people + [Person(group_id=group_id) for group_id in groups], said_at + list(groups.values()))
    thread_of = dict(zip(groups, ids[len(people) :], strict=True))
    return [
        _Met(sender_id, Pair(one.channel_id, thread_of.get(one.message.group_id or "", sender_id)))
        for one, sender_id in zip(new, ids, strict=False)
    ]


def _writer(message: InboundMessage) -> Person:
    """Who it is by the names they have from now on: WhatsApp speaks of a new number under the old one."""
    if message.type != "system":
        return message.sender
    told = read_content(message).said.get("system", {})
    moved = Person(wa_id=told.get("wa_id"), user_id=told.get("user_id"))
    return moved if moved.wa_id or moved.user_id else message.sender


def _each_once(said: Sequence[Said], known: _Names) -> list[Said]:
    return list({one.name: one for one in said if one.name not in known}.values())


async def _known(work: TenantWork, said: Sequence[Said]) -> _Names:
    """Our ids of the messages named here that are stored already: doubles, and what is quoted."""
    wanted = {name for one in said for name in (one.name, (one.channel_id, one.answers)) if name[1]}
    channels, wamids = ([name[place] for name in wanted] for place in (0, 1))
    rows = await work.ask(_KNOWN, tenant_id=work.tenant_id, channels=channels, wamids=wamids)
    return {(row.channel_id, row.wamid): _Known(row.id, row.is_edited, row.is_announced) for row in rows}


def _lines(new: Sequence[Said], met: Sequence[_Met], places: Places, known: _Names) -> list[_Line]:
    """Each with a new id, which grows in the order they were said; without those that have no place."""
    ids = {name: one.id for name, one in known.items()}
    lines = []
    for one, who in zip(new, met, strict=True):
        conversation_id = places.of(who.pair)
        if conversation_id is not None:
            line = _line(one, who, conversation_id, ids.get((one.channel_id, one.answers or "")))
            ids[one.name] = line.id
            lines.append(line)
    return lines


def _line(said: Said, who: _Met, conversation_id: UUID, reply_to: UUID | None) -> _Line:
    message_id = new_id()
    read = read_content(said.message)
    content, attachment = attach(read, message_id=message_id, channel_id=said.channel_id)
    if said.message.group_id and said.is_news:
        content = content | {"participant": _participant(said.message.sender, who.sender_id)}
    return _Line(message_id, conversation_id, who.sender_id, reply_to, said, read.kind, content, read.raw, attachment)


def _participant(sender: Person, contact_id: UUID) -> dict[str, Any]:
    """Who of the group wrote, as they were called then."""
    return present(contact_id=str(contact_id), name=sender.name, phone=e164_of(sender.wa_id) if sender.wa_id else None)


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
        "senders": [line.sender_id for line in lines],
        "types": [line.kind for line in lines],
        "contents": [msgspec.json.encode(line.content).decode() for line in lines],
        "wamids": [line.said.message.wamid for line in lines],
        "replies": [line.reply_to for line in lines],
        "contexts": [line.said.answers for line in lines],
        "said": [line.said.said_at for line in lines],
        "raws": [line.raw for line in lines],
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
        sender_id=line.sender_id,
        message_type=line.kind,
        content=line.content,
        status=MessageStatus.RECEIVED.value,
        error=None,
        whatsapp_message_id=line.said.message.wamid,
        reply_to=line.reply_to,
        created_at=line.said.said_at,
        sent_at=None,
        delivered_at=None,
        read_at=None,
    )
