"""Finding or starting the conversations that guests' letters belong to, a whole set at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.conversations.models import ConversationStatus
from app.core.clock import now
from app.core.ids import new_id
from app.core.statements import Statement
from app.core.work import TenantWork

REOPENED_FOR: Final = timedelta(days=7)
"""A guest who writes again within this goes on in the closed conversation; `reopen_days` of a hotel's settings outweighs it."""

# The one that is not closed, else the latest; locked in the order of ids, as everybody does.
_STANDING = Statement("""
WITH standing AS (
    SELECT found.id FROM unnest(cast(:channels AS uuid[]), cast(:contacts AS uuid[])) AS wanted (channel_id, contact_id)
     CROSS JOIN LATERAL (
           SELECT id FROM conversations
            WHERE tenant_id = cast(:tenant_id AS uuid) AND contact_id = wanted.contact_id AND channel_id = wanted.channel_id
            ORDER BY status = 'closed', last_activity_at DESC LIMIT 1) AS found
)
SELECT id, channel_id, contact_id, status, last_activity_at, awaits_guest,
       (SELECT CASE WHEN jsonb_typeof(settings -> 'reopen_days') = 'number' THEN cast(settings ->> 'reopen_days' AS float8) END
          FROM tenants WHERE id = cast(:tenant_id AS uuid)) AS reopen_days
  FROM conversations WHERE tenant_id = cast(:tenant_id AS uuid) AND id IN (SELECT id FROM standing)
 ORDER BY id FOR NO KEY UPDATE OF conversations
""")
_BEGIN = """
INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, unread_count, last_message_id, last_activity_at,
                           last_inbound_at, created_at, updated_at)
SELECT cast(:tenant_id AS uuid), new.id, new.channel_id, new.contact_id, 'open', new.many, new.message_id, new.said_at,
       CASE WHEN new.many > 0 THEN new.said_at END, cast(:at AS timestamptz), cast(:at AS timestamptz)
  FROM unnest(cast(:ids AS uuid[]), cast(:channels AS uuid[]), cast(:contacts AS uuid[]), cast(:many AS int[]),
              cast(:messages AS uuid[]), cast(:said AS timestamptz[]))
       AS new (id, channel_id, contact_id, many, message_id, said_at)
"""
_START = Statement(_BEGIN)
_START_OR_LEAVE = Statement(_BEGIN + " ON CONFLICT (tenant_id, channel_id, contact_id) WHERE status <> 'closed' DO NOTHING")
_TOUCH = Statement("""
UPDATE conversations
   SET status = 'open', snoozed_until = NULL, archived = false, updated_at = cast(:at AS timestamptz),
       unread_count = unread_count + told.many,
       last_message_id = CASE WHEN last_message_id IS NULL OR (told.said_at, told.message_id) > (last_activity_at, last_message_id)
                              THEN told.message_id ELSE last_message_id END,
       last_activity_at = greatest(last_activity_at, told.said_at), last_inbound_at = greatest(last_inbound_at, told.said_at)
  FROM unnest(cast(:ids AS uuid[]), cast(:many AS int[]), cast(:messages AS uuid[]), cast(:said AS timestamptz[]))
       AS told (id, many, message_id, said_at)
 WHERE conversations.tenant_id = cast(:tenant_id AS uuid) AND conversations.id = told.id
""")
_FREE_UNTIL = text("""
UPDATE conversations SET free_entry_until = told.until, updated_at = :at
  FROM unnest(cast(:ids AS uuid[]), cast(:untils AS timestamptz[])) AS told (id, until)
 WHERE conversations.tenant_id = :tenant_id AND conversations.id = told.id AND told.until > coalesce(free_entry_until, '-infinity')
RETURNING conversations.id
""")


class Pair(NamedTuple):
    """A number and a guest."""

    channel_id: UUID
    contact_id: UUID


class Meeting(NamedTuple):
    """A letter of a guest to a number. Statuses, reactions and edits do not open a conversation."""

    pair: Pair
    said_at: datetime
    opens: bool


class News(NamedTuple):
    """What a conversation has got: how many new messages of the guest's, and the last of them."""

    conversation_id: UUID
    many: int
    message_id: UUID | None
    said_at: datetime


class Places(NamedTuple):
    """The conversation of each pair: `standing` ones, and those that `note_many` must start.

    `awaiting` are the standing ones in which something may be scheduled for when the guest writes.
    """

    standing: dict[Pair, UUID]
    to_start: dict[Pair, UUID]
    awaiting: Mapping[Pair, UUID] = MappingProxyType({})

    def of(self, pair: Pair) -> UUID | None:
        return self.to_start.get(pair) or self.standing.get(pair)


async def open_many(work: TenantWork, meetings: Sequence[Meeting]) -> dict[Pair, UUID]:
    """The conversation of each pair, found or started, when it is the hotel that speaks."""
    places = await find_many(work, meetings)
    if not places.to_start:
        return places.standing
    said_at = {meeting.pair: meeting.said_at for meeting in meetings}
    begun = [(pair, News(conversation_id, 0, None, said_at[pair])) for pair, conversation_id in places.to_start.items()]
    await work.ask(_START_OR_LEAVE, **_begun(begun), tenant_id=work.tenant_id, at=now())
    # Somebody may have been faster: the partial unique index let one of us start it, and both read it here.
    return places.standing | {pair: row.id for pair, row in (await _standing(work, dict.fromkeys(places.to_start))).items()}


async def find_many(work: TenantWork, meetings: Sequence[Meeting]) -> Places:
    """Where each letter belongs; nowhere, when its pair has no conversation and it opens none.

    Those that stand are locked, so nobody closes them before `note_many`.
    """
    standing = await _standing(work, {meeting.pair: None for meeting in meetings})
    to_start: dict[Pair, UUID] = {}
    for meeting in meetings:
        row = standing.get(meeting.pair)
        if meeting.opens and meeting.pair not in to_start and (row is None or _is_over(row, meeting.said_at)):
            to_start[meeting.pair] = new_id()
    awaiting = {pair: row.id for pair, row in standing.items() if row.awaits_guest}
    return Places({pair: row.id for pair, row in standing.items()}, to_start, awaiting)


async def note_many(work: TenantWork, places: Places, news: Mapping[UUID, News]) -> None:
    """Starts what must be started; counts what is new, and opens what was closed, asleep or in the archive.

    Times only go forward. Who starts the same conversation at the same moment is met as a broken key, and
    the set is tried again.
    """
    await _start(work, [(pair, news[conversation_id]) for pair, conversation_id in places.to_start.items()])
    started = set(places.to_start.values())
    touched = [news[conversation_id] for conversation_id in sorted(news.keys() - started)]
    if touched:
        await work.ask(_TOUCH, **_columns(touched), tenant_id=work.tenant_id, at=now())


async def free_until(work: TenantWork, untils: Mapping[UUID, datetime]) -> list[UUID]:
    """Until when Meta charges nothing in these conversations; those for which that is new."""
    ids = sorted(untils)
    told = {"ids": ids, "untils": [untils[one] for one in ids], "tenant_id": work.tenant_id, "at": now()}
    return sorted(await work.session.scalars(_FREE_UNTIL, told))


def _is_over(row: Any, said_at: datetime) -> bool:  # noqa: ANN401 - a row of `_STANDING`
    if row.status != ConversationStatus.CLOSED:
        return False
    reopened_for = REOPENED_FOR if row.reopen_days is None else timedelta(days=max(0.0, min(row.reopen_days, 3650.0)))
    return bool(said_at - row.last_activity_at > reopened_for)


async def _standing(work: TenantWork, pairs: dict[Pair, None]) -> dict[Pair, Any]:
    columns = {"channels": [pair.channel_id for pair in pairs], "contacts": [pair.contact_id for pair in pairs]}
    rows = await work.ask(_STANDING, tenant_id=work.tenant_id, **columns)
    return {Pair(row.channel_id, row.contact_id): row for row in rows}


async def _start(work: TenantWork, begun: Sequence[tuple[Pair, News]]) -> None:
    if begun:
        await work.ask(_START, **_begun(begun), tenant_id=work.tenant_id, at=now())


def _begun(begun: Sequence[tuple[Pair, News]]) -> dict[str, Any]:
    pairs = {"channels": [pair.channel_id for pair, _news in begun], "contacts": [pair.contact_id for pair, _news in begun]}
    return pairs | _columns([news for _pair, news in begun])


def _columns(news: Sequence[News]) -> dict[str, Any]:
    ids, many, messages, said = zip(*news, strict=True)
    return {"ids": list(ids), "many": list(many), "messages": list(messages), "said": list(said)}
