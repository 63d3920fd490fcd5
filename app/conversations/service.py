"""Finding or starting the conversations that guests' letters belong to, a whole set at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Row, text

from app.conversations.models import ConversationStatus
from app.core.clock import now
from app.core.ids import new_id
from app.core.work import TenantWork

REOPENED_FOR: Final = timedelta(days=7)
"""A guest who writes again within this goes on in the closed conversation; `reopen_days` of a hotel's settings outweighs it."""

# The one that is not closed, else the latest; locked in the order of ids, as everybody does.
_STANDING = text("""
WITH standing AS (
    SELECT found.id FROM unnest(cast(:channels AS uuid[]), cast(:contacts AS uuid[])) AS wanted (channel_id, contact_id)
     CROSS JOIN LATERAL (
           SELECT id FROM conversations
            WHERE tenant_id = :tenant_id AND contact_id = wanted.contact_id AND channel_id = wanted.channel_id
            ORDER BY status = 'closed', last_activity_at DESC LIMIT 1) AS found
)
SELECT id, channel_id, contact_id, status, last_activity_at,
       (SELECT CASE WHEN jsonb_typeof(settings -> 'reopen_days') = 'number' THEN cast(settings ->> 'reopen_days' AS float8) END
          FROM tenants WHERE id = :tenant_id) AS reopen_days
  FROM conversations WHERE tenant_id = :tenant_id AND id IN (SELECT id FROM standing)
 ORDER BY id FOR NO KEY UPDATE OF conversations
""")
_START = text("""
INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, last_activity_at, created_at, updated_at)
SELECT :tenant_id, new.id, new.channel_id, new.contact_id, 'open', new.said_at, :at, :at
  FROM unnest(cast(:ids AS uuid[]), cast(:channels AS uuid[]), cast(:contacts AS uuid[]), cast(:said AS timestamptz[]))
       AS new (id, channel_id, contact_id, said_at)
    ON CONFLICT (tenant_id, channel_id, contact_id) WHERE status <> 'closed' DO NOTHING
RETURNING id, channel_id, contact_id
""")
_TOUCH = text("""
UPDATE conversations
   SET status = 'open', snoozed_until = NULL, archived = false, updated_at = :at, unread_count = unread_count + told.many,
       last_message_id = CASE WHEN last_message_id IS NULL OR (told.said_at, told.message_id) > (last_activity_at, last_message_id)
                              THEN told.message_id ELSE last_message_id END,
       last_activity_at = greatest(last_activity_at, told.said_at), last_inbound_at = greatest(last_inbound_at, told.said_at)
  FROM unnest(cast(:ids AS uuid[]), cast(:many AS int[]), cast(:messages AS uuid[]), cast(:said AS timestamptz[]))
       AS told (id, many, message_id, said_at)
 WHERE conversations.tenant_id = :tenant_id AND conversations.id = told.id
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
    message_id: UUID
    said_at: datetime


async def open_many(work: TenantWork, meetings: Sequence[Meeting]) -> dict[Pair, UUID]:
    """The conversation of each pair, found or started; none for those who have none and whose letters open none.

    Those that are found are locked, so nobody closes them before `touch_many`.
    """
    found = await _standing(work, {meeting.pair: None for meeting in meetings})
    wanted = _to_start(meetings, found)
    started = await _start(work, wanted)
    if len(started) < len(wanted):
        # Somebody was faster: the partial unique index let one of us start it, and both read it here.
        found |= await _standing(work, {pair: None for pair in wanted if pair not in started})
    return {pair: row.id for pair, row in found.items()} | started


async def touch_many(work: TenantWork, news: Sequence[News]) -> None:
    """Counts what is new, and opens what was closed, asleep or in the archive. Times only go forward."""
    told: dict[str, Any] = {
        "ids": [one.conversation_id for one in news],
        "many": [one.many for one in news],
        "messages": [one.message_id for one in news],
        "said": [one.said_at for one in news],
    }
    await work.session.execute(_TOUCH, told | {"tenant_id": work.tenant_id, "at": now()})


def _to_start(meetings: Sequence[Meeting], found: dict[Pair, Row[Any]]) -> dict[Pair, datetime]:
    """The pairs that need a new conversation, each with the time of its first letter."""
    wanted: dict[Pair, datetime] = {}
    for meeting in meetings:
        row = found.get(meeting.pair)
        if meeting.opens and meeting.pair not in wanted and (row is None or _is_over(row, meeting.said_at)):
            wanted[meeting.pair] = meeting.said_at
    return wanted


def _is_over(row: Row[Any], said_at: datetime) -> bool:
    if row.status != ConversationStatus.CLOSED:
        return False
    reopened_for = REOPENED_FOR if row.reopen_days is None else timedelta(days=max(0.0, min(row.reopen_days, 3650.0)))
    return bool(said_at - row.last_activity_at > reopened_for)


async def _standing(work: TenantWork, pairs: dict[Pair, None]) -> dict[Pair, Row[Any]]:
    columns = {"channels": [pair.channel_id for pair in pairs], "contacts": [pair.contact_id for pair in pairs]}
    rows = await work.session.execute(_STANDING, columns | {"tenant_id": work.tenant_id})
    return {Pair(row.channel_id, row.contact_id): row for row in rows}


async def _start(work: TenantWork, wanted: dict[Pair, datetime]) -> dict[Pair, UUID]:
    if not wanted:
        return {}
    columns: dict[str, Any] = {
        "ids": [new_id() for _ in wanted],
        "channels": [pair.channel_id for pair in wanted],
        "contacts": [pair.contact_id for pair in wanted],
        "said": list(wanted.values()),
    }
    rows = await work.session.execute(_START, columns | {"tenant_id": work.tenant_id, "at": now()})
    return {Pair(row.channel_id, row.contact_id): row.id for row in rows}
