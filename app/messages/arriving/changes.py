"""What becomes of messages after they were said: reactions, edits, revocations, whenever they come and however often."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.conversations import events as conversation_events
from app.core.work import TenantWork
from app.messages import events, queries
from app.messages.arriving import merging, rewording, storing
from app.messages.arriving.rewording import Wording
from app.messages.arriving.storing import Said
from app.messages.models import Direction, SenderType
from app.messages.schemas import MessageView
from app.whatsapp.changes import Edit, Reaction, Revoke
from app.whatsapp.contents import MEDIA, Content, read_content
from app.whatsapp.payloads import Person

_NAMED = """
SELECT named.id FROM unnest(cast(:channels AS uuid[]), cast(:wamids AS text[])) AS told (channel_id, wamid)
 CROSS JOIN LATERAL (
       SELECT id FROM messages WHERE tenant_id = :tenant_id AND channel_id = told.channel_id AND wamid = told.wamid LIMIT 1) AS named
"""
_ARE_HERE = text(f"SELECT channel_id, wamid FROM messages WHERE tenant_id = :tenant_id AND id IN ({_NAMED})")  # noqa: S608 - our own words
# Locked in the order of their ids, as everybody does.
_LOCK = text(f"""
SELECT id, conversation_id, channel_id, wamid, direction, sender_id, message_type, content, said_at, reactions, edited_at, revoked_at,
       (SELECT contact_id FROM conversations
         WHERE conversations.tenant_id = :tenant_id AND conversations.id = messages.conversation_id) AS contact_id
  FROM messages WHERE tenant_id = :tenant_id AND id IN ({_NAMED}) ORDER BY id FOR NO KEY UPDATE
""")  # noqa: S608 - as above
_WRITE = text("""
UPDATE messages
   SET message_type = told.message_type, content = cast(told.content AS jsonb), reactions = cast(told.reactions AS jsonb),
       edited_at = told.edited_at, revoked_at = told.revoked_at
  FROM unnest(cast(:ids AS uuid[]), cast(:message_type AS text[]), cast(:content AS text[]), cast(:reactions AS text[]),
              cast(:edited_at AS timestamptz[]), cast(:revoked_at AS timestamptz[]))
       AS told (id, message_type, content, reactions, edited_at, revoked_at)
 WHERE messages.tenant_id = :tenant_id AND messages.id = told.id
""")
_FIRST_SAID = text("UPDATE messages SET said_at = :said_at WHERE tenant_id = :tenant_id AND id = :id")
_LAST_LINES = text("""
SELECT id FROM conversations
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:conversations AS uuid[])) AND last_message_id = ANY(cast(:ids AS uuid[]))
""")
MOST_REACTIONS: Final = 1_024
"""As many as WhatsApp lets into a group: they stand in one row, and in each view of it."""
_COLUMNS: Final = ("message_type", "content", "reactions", "edited_at", "revoked_at")
_LASTING: Final = frozenset({"participant", "referral", "referred_product", "forwarded", "frequently_forwarded"})
_OF_FILES: Final = frozenset({"media", "media_url", "filename", "voice"})


class Change(NamedTuple):
    """Something done to a message. `author` is the guest who did it; None for the hotel, on its phone.

    These sort in the order in which they were done: Meta's time, then the inbox's.
    """

    said_at: datetime
    item_id: int
    channel_id: UUID
    author: Person | None
    wamid: str
    what: Reaction | Edit | Revoke

    @property
    def target(self) -> tuple[UUID, str]:
        return self.channel_id, self.what.target


class Outcome(NamedTuple):
    """What could not be done: `early` changes have no message yet, `foreign` ones are to somebody else's words."""

    early: list[Change]
    foreign: list[Change]


async def apply(work: TenantWork, changes: Sequence[Change]) -> Outcome:
    """Writes and announces a set of changes, in the order in which they were done. A change that was written before does nothing."""
    if not changes:
        return Outcome([], [])
    here = await _here(work, changes)
    known = sorted((change for change in changes if change.target in here), key=lambda one: one[:2])
    outcome = Outcome([change for change in changes if change.target not in here], [])
    if not known:
        return outcome
    # People before messages: so does everybody who locks both.
    authors = await _authors(work, known)
    ledgers = await _ledgers(work, known)
    worded = await rewording.known(work, [ledgers[change.target].row.id for change in known if isinstance(change.what, Edit)])
    for change in known:
        if not ledgers[change.target].note(change, authors.get(change.item_id), worded):
            outcome.foreign.append(change)
    await _write(work, [ledger for ledger in ledgers.values() if ledger.has_changed])
    return outcome


async def show_unfounded(work: TenantWork, edits: Sequence[Change]) -> None:
    """Shows edits whose message never came as messages of their own, under that message's name: it may still come."""
    in_order = sorted(edits, key=lambda one: one[:2])
    founding = list({change.target: change for change in reversed(in_order)}.values())
    await storing.store(work, [_as_said(change, change.what) for change in founding if isinstance(change.what, Edit)])
    ledgers = await _ledgers(work, founding)
    for change in founding:
        ledgers[change.target].begin_with(change)
    await _write(work, list(ledgers.values()))
    await apply(work, [change for change in in_order if change not in founding])


async def first_wordings(work: TenantWork, said: Sequence[Said]) -> None:
    """These were edited before they came: what they said first goes into their history, and their time is the time they were said."""
    columns = {"channels": [one.channel_id for one in said], "wamids": [one.message.wamid for one in said]}
    rows = (await work.session.execute(_LOCK, columns | {"tenant_id": work.tenant_id})).all()
    by_name = {(row.channel_id, row.wamid): row for row in rows}
    firsts = [(by_name[one.name], one) for one in said if one.name in by_name]
    wordings = [Wording(row.id, row.wamid, _kept(row, read_content(one.message)), one.said_at) for row, one in firsts]
    new = await rewording.keep(work, wordings)
    for row, one in firsts:
        if row.id in new:
            await work.session.execute(_FIRST_SAID, {"tenant_id": work.tenant_id, "id": row.id, "said_at": one.said_at})
    await _announce(work, new)


class _Ledger:
    """One message while it is being changed: what its row was, and what it will be."""

    def __init__(self, row: Row[Any]) -> None:
        self.row = row
        self.now: dict[str, Any] = {name: getattr(row, name) for name in _COLUMNS}
        self.wordings: list[Wording] = []

    @property
    def has_changed(self) -> bool:
        return bool(self.wordings) or any(self.now[name] != getattr(self.row, name) for name in _COLUMNS)

    def note(self, change: Change, author_id: UUID | None, worded: set[tuple[UUID, str]]) -> bool:
        """False: only who said something may change or withdraw it."""
        match change.what:
            case Reaction() as reaction:
                self.now["reactions"] = _with(self.now["reactions"] or [], _reaction(change, reaction, author_id))
            case _ if not self._is_by(author_id):
                return False
            case Revoke():
                self.now["revoked_at"] = min(self.now["revoked_at"] or change.said_at, change.said_at)
            case Edit() as edit:
                if (self.row.id, change.wamid) not in worded:
                    worded.add((self.row.id, change.wamid))
                    self._reword(change, edit)
        return True

    def begin_with(self, change: Change) -> None:
        """What stands in the row is this edit's wording."""
        self.wordings.append(Wording(self.row.id, change.wamid, self.row.content, change.said_at))
        self.now["edited_at"] = change.said_at

    def _is_by(self, author_id: UUID | None) -> bool:
        if author_id is None:
            return bool(self.row.direction == Direction.OUTBOUND)
        return self.row.direction == Direction.INBOUND and author_id in {self.row.sender_id, self.row.contact_id}

    def _reword(self, change: Change, edit: Edit) -> None:
        if self.now["edited_at"] is None:
            self.wordings.append(Wording(self.row.id, self.row.wamid, self.row.content, self.row.said_at))
        read = read_content(edit.wording)
        content = _kept(self.row, read)
        self.wordings.append(Wording(self.row.id, change.wamid, content, change.said_at))
        if self.now["edited_at"] is None or change.said_at >= self.now["edited_at"]:
            self.now |= {"message_type": read.kind, "content": content, "edited_at": change.said_at}


def _as_said(change: Change, edit: Edit) -> Said:
    return Said(change.said_at, change.item_id, change.channel_id, msgspec.structs.replace(edit.wording, wamid=edit.target))


def _kept(row: Row[Any], read: Content) -> dict[str, Any]:
    """A wording with what no edit touches: the file itself, who of a group wrote, and what brought the guest to it."""
    lasting = _LASTING | (_OF_FILES if read.kind in MEDIA else set())
    return {name: value for name, value in row.content.items() if name in lasting} | read.said


def _reaction(change: Change, reaction: Reaction, author_id: UUID | None) -> dict[str, Any]:
    sender = SenderType.AGENT if author_id is None else SenderType.CONTACT
    return {
        "sender_type": sender.value,
        "sender_id": str(author_id) if author_id else None,
        "emoji": reaction.emoji,
        "at": change.said_at.isoformat().replace("+00:00", "Z"),
        "letter": change.item_id,
    }


def _with(reactions: Sequence[Mapping[str, Any]], told: dict[str, Any]) -> list[Mapping[str, Any]]:
    """Each person's last reaction. Times are all written alike, so they sort as they are."""
    of_same = [one for one in reactions if (one["sender_type"], one["sender_id"]) == (told["sender_type"], told["sender_id"])]
    if not of_same and len(reactions) >= MOST_REACTIONS:
        return list(reactions)
    if any((one["at"], one["letter"]) >= (told["at"], told["letter"]) for one in of_same):
        return list(reactions)
    return [one for one in reactions if one not in of_same] + [told]


async def _here(work: TenantWork, changes: Sequence[Change]) -> set[tuple[UUID, str]]:
    rows = await work.session.execute(_ARE_HERE, _targets(changes) | {"tenant_id": work.tenant_id})
    return {(row.channel_id, row.wamid) for row in rows}


async def _authors(work: TenantWork, changes: Sequence[Change]) -> dict[int, UUID]:
    """The contact of each guest, by the letter."""
    people = [(change.item_id, change.author, change.said_at) for change in changes if change.author is not None]
    if not people:
        return {}
    items, authors, said_at = zip(*people, strict=True)
    return dict(zip(items, await merging.meet(work, authors, said_at), strict=True))


async def _ledgers(work: TenantWork, changes: Sequence[Change]) -> dict[tuple[UUID, str], _Ledger]:
    rows = await work.session.execute(_LOCK, _targets(changes) | {"tenant_id": work.tenant_id})
    return {(row.channel_id, row.wamid): _Ledger(row) for row in rows}


def _targets(changes: Sequence[Change]) -> dict[str, Any]:
    named = list({change.target for change in changes})
    return {"channels": [channel_id for channel_id, _wamid in named], "wamids": [wamid for _channel_id, wamid in named]}


async def _write(work: TenantWork, ledgers: Sequence[_Ledger]) -> None:
    if not ledgers:
        return
    columns: dict[str, Any] = {name: [ledger.now[name] for ledger in ledgers] for name in _COLUMNS}
    for name in ("content", "reactions"):
        columns[name] = [None if value is None else msgspec.json.encode(value).decode() for value in columns[name]]
    ids = [ledger.row.id for ledger in ledgers]
    await work.session.execute(_WRITE, columns | {"tenant_id": work.tenant_id, "ids": ids})
    await rewording.keep(work, [wording for ledger in ledgers for wording in ledger.wordings])
    await _announce(work, ids)


async def _announce(work: TenantWork, message_ids: Sequence[UUID] | set[UUID]) -> None:
    if not message_ids:
        return
    rows = await queries.named(work, message_ids)
    events.changed(work, [MessageView.of(row) for row in rows])
    # A list shows the last line of each thread.
    named = {"ids": [row.id for row in rows], "conversations": sorted({row.conversation_id for row in rows})}
    await conversation_events.updated(work, sorted(await work.session.scalars(_LAST_LINES, named | {"tenant_id": work.tenant_id})))
