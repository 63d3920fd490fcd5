"""Conversations that go on elsewhere: what staff write on the phone, what was said before we came, who rang."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.conversations.service import Pair, Places
from app.core.clock import now
from app.core.work import TenantWork

_START = text("""
INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, unread_count, last_message_id, last_activity_at,
                           last_inbound_at, created_at, updated_at)
SELECT :tenant_id, new.id, new.channel_id, new.contact_id, CASE WHEN new.opens THEN 'open' ELSE 'closed' END, new.unread,
       new.message_id, new.said_at, new.rang_at, :at, :at
  FROM unnest(cast(:ids AS uuid[]), cast(:channels AS uuid[]), cast(:contacts AS uuid[]), cast(:opens AS bool[]), cast(:unread AS int[]),
              cast(:messages AS uuid[]), cast(:said AS timestamptz[]), cast(:rang AS timestamptz[]))
       AS new (id, channel_id, contact_id, opens, unread, message_id, said_at, rang_at)
""")
# Nothing but a guest's call moves their 24 hours here.
_TOUCH = text("""
UPDATE conversations
   SET status = CASE WHEN told.unread > 0 OR (told.opens AND status = 'closed') THEN 'open' ELSE status END,
       snoozed_until = CASE WHEN told.unread > 0 THEN NULL ELSE snoozed_until END, archived = archived AND NOT told.opens,
       unread_count = unread_count + told.unread, updated_at = :at,
       last_message_id = CASE WHEN last_message_id IS NULL OR (told.said_at, told.message_id) > (last_activity_at, last_message_id)
                              THEN told.message_id ELSE last_message_id END,
       last_activity_at = greatest(last_activity_at, told.said_at), last_inbound_at = greatest(last_inbound_at, told.rang_at)
  FROM unnest(cast(:ids AS uuid[]), cast(:opens AS bool[]), cast(:unread AS int[]), cast(:messages AS uuid[]), cast(:said AS timestamptz[]),
              cast(:rang AS timestamptz[]))
       AS told (id, opens, unread, message_id, said_at, rang_at)
 WHERE conversations.tenant_id = :tenant_id AND conversations.id = told.id
""")


class Overheard(NamedTuple):
    """What a conversation has got: its last message, how many nobody has read, whether it is open then.

    `rang_at`: the guest called, which opens Meta's 24 hours as a message does (cloud-api 4.1).
    """

    conversation_id: UUID
    message_id: UUID
    said_at: datetime
    opens: bool
    unread: int = 0
    rang_at: datetime | None = None


async def note_many(work: TenantWork, places: Places, heard: Mapping[UUID, Overheard]) -> None:
    """Starts what must be started, closed if it does not open; what stands moves on in time, and opens only if it must.

    `places` are of `conversations.service.find_many`: those that stand are locked.
    """
    begun = [(pair, heard[one]) for pair, one in places.to_start.items() if one in heard]
    if begun:
        await work.session.execute(_START, _pairs([pair for pair, _one in begun]) | _columns(work, [one for _pair, one in begun]))
    started = set(places.to_start.values())
    touched = [heard[one] for one in sorted(heard.keys() - started)]
    if touched:
        await work.session.execute(_TOUCH, _columns(work, touched))


def _pairs(pairs: Sequence[Pair]) -> dict[str, Any]:
    return {"channels": [pair.channel_id for pair in pairs], "contacts": [pair.contact_id for pair in pairs]}


def _columns(work: TenantWork, heard: Sequence[Overheard]) -> dict[str, Any]:
    names = ("ids", "messages", "said", "opens", "unread", "rang")
    told: dict[str, Any] = {name: list(column) for name, column in zip(names, zip(*heard, strict=True), strict=True)}
    return told | {"tenant_id": work.tenant_id, "at": now()}
