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
from app.conversations.service import Meeting, News, Pair
from app.core.ids import new_id
from app.core.work import TenantWork
from app.messages import events, merging
from app.messages.models import Direction, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.payloads import InboundMessage
from app.whatsapp.status import MessageStatus

# What a guest does to a message that is there, or WhatsApp says of itself, opens no conversation and is no news.
_SILENT: Final = frozenset({"reaction", "edit", "revoke", "system", "request_welcome"})

_KNOWN = text("""
SELECT messages.channel_id, messages.wamid, messages.id
  FROM unnest(cast(:channels AS uuid[]), cast(:wamids AS text[])) AS told (channel_id, wamid)
  JOIN messages ON messages.tenant_id = :tenant_id AND messages.channel_id = told.channel_id AND messages.wamid = told.wamid
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


_Names = Mapping[tuple[UUID, str], UUID]


async def store(work: TenantWork, said: Sequence[Said]) -> list[Said]:
    """Stores and announces each once; those that find no conversation, and may open none, come back."""
    known = await _known(work, said)
    new = list(_each_once(sorted(said, key=lambda one: one[:2]), known))
    if not new:
        return []
    met = await contacts.remember_many(work, [one.message.sender for one in new])
    if met.foldings:
        await merging.fold(work, met.foldings)
    pairs = [Pair(one.channel_id, contact_id) for one, contact_id in zip(new, met.contact_ids, strict=True)]
    found = await conversations.open_many(work, [Meeting(pair, one.said_at, one.is_news) for one, pair in zip(new, pairs, strict=True)])
    placed = [(one, pair.contact_id, found[pair]) for one, pair in zip(new, pairs, strict=True) if pair in found]
    await _write(work, placed, known)
    return [one for one, pair in zip(new, pairs, strict=True) if pair not in found]


def _each_once(said: Sequence[Said], known: _Names) -> Sequence[Said]:
    return list({one.name: one for one in said if one.name not in known}.values())


async def _known(work: TenantWork, said: Sequence[Said]) -> _Names:
    """Our ids of the messages named here that are stored already: doubles, and what is quoted."""
    wanted = {name for one in said for name in (one.name, (one.channel_id, one.answers)) if name[1]}
    columns = {"channels": [channel_id for channel_id, _wamid in wanted], "wamids": [wamid for _channel_id, wamid in wanted]}
    rows = await work.session.execute(_KNOWN, columns | {"tenant_id": work.tenant_id})
    return {(row.channel_id, row.wamid): row.id for row in rows}


async def _write(work: TenantWork, placed: Sequence[tuple[Said, UUID, UUID]], known: _Names) -> None:
    if not placed:
        return
    views = _views(placed, known)
    columns: dict[str, Any] = {
        "ids": [view.id for view in views],
        "conversations": [view.conversation_id for view in views],
        "channels": [view.channel_id for view in views],
        "senders": [view.sender_id for view in views],
        "types": [view.message_type for view in views],
        "contents": [msgspec.json.encode(view.content).decode() for view in views],
        "wamids": [view.whatsapp_message_id for view in views],
        "replies": [view.reply_to for view in views],
        "contexts": [one.answers for one, _contact_id, _conversation_id in placed],
        "said": [view.created_at for view in views],
    }
    await work.session.execute(_STORE, columns | {"tenant_id": work.tenant_id})
    news = _news([view for view, (one, _contact_id, _conversation_id) in zip(views, placed, strict=True) if one.is_news])
    if news:
        await conversations.touch_many(work, news)
    events.said(work, views)
    await conversation_events.updated(work, sorted({view.conversation_id for view in views}))


def _views(placed: Sequence[tuple[Said, UUID, UUID]], known: _Names) -> list[MessageView]:
    """Each with a new id, which grows in the order they were said."""
    ids = {one.name: new_id() for one, _contact_id, _conversation_id in placed}
    return [
        MessageView(
            id=ids[one.name],
            conversation_id=conversation_id,
            channel_id=one.channel_id,
            direction=Direction.INBOUND.value,
            sender_type=SenderType.CONTACT.value,
            sender_id=contact_id,
            message_type=one.message.type,
            content=_content(one.message),
            status=MessageStatus.RECEIVED.value,
            error=None,
            whatsapp_message_id=one.message.wamid,
            reply_to=_quoted(one, ids) or _quoted(one, known),
            created_at=one.said_at,
            sent_at=None,
            delivered_at=None,
            read_at=None,
        )
        for one, contact_id, conversation_id in placed
    ]


def _quoted(one: Said, names: _Names) -> UUID | None:
    return names.get((one.channel_id, one.answers)) if one.answers else None


def _content(message: InboundMessage) -> dict[str, Any]:
    """What this house can show so far is text; everything else is kept whole, for those who can."""
    if message.type == "text" and message.text is not None:
        return {"text": message.text}
    return {"raw": msgspec.json.decode(message.raw)}


def _news(views: Sequence[MessageView]) -> list[News]:
    """Per conversation, in the order of ids: how many, and the last."""
    found: dict[UUID, News] = {}
    for view in views:
        before = found.get(view.conversation_id)
        found[view.conversation_id] = News(view.conversation_id, before.many + 1 if before else 1, view.id, view.created_at)
    return [found[conversation_id] for conversation_id in sorted(found)]
