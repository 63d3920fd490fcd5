"""Messages that wait for their files to be at Meta's: let go when they are, failed when they never will be, renewed when Meta forgot."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.conversations import events as conversation_events
from app.core.clock import now
from app.core.work import TenantWork
from app.media import at_meta, outgoing
from app.media.at_meta import Claimed, Declined, Given, Outcome
from app.messages import events
from app.messages.schemas import Step
from app.outbox import service as outbox
from app.whatsapp.status import MessageStatus

RENEWABLE: Final = frozenset({100, 131009, 131053})
"""What Meta says of a file that it does not know, or no longer (cloud-api 4.2, 5 and 6.3)."""
MOST_RENEWALS: Final = 2

_WAITING = text("""
SELECT DISTINCT m.message_id FROM media m
  JOIN outbox o ON o.tenant_id = m.tenant_id AND o.id = m.message_id AND o.state = 'held' AND o.held_for = 'files'
 WHERE m.tenant_id = :tenant_id AND m.channel_id = :channel_id AND m.file_id = :file_id
""")
_COMPLETE = text("""
SELECT asked.id FROM unnest(cast(:ids AS uuid[])) AS asked (id)
 WHERE NOT EXISTS (
     SELECT FROM media m
      WHERE m.tenant_id = :tenant_id AND m.message_id = asked.id AND m.file_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM media_at_meta a
                         WHERE a.tenant_id = m.tenant_id AND a.channel_id = m.channel_id AND a.file_id = m.file_id AND a.state = 'known'))
""")
_LOCK = text("SELECT id FROM messages WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE")
_FAIL = text("""
UPDATE messages SET status = 'failed', failed_at = :at, error = cast(:error AS jsonb)
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND status = 'pending'
RETURNING id, conversation_id, channel_id, status, error
""")
# Once for each try of a message: what a person sends again may be renewed again.
_SPEND = text("""
UPDATE media m SET attempts = m.attempts + 1
  FROM messages s
 WHERE m.tenant_id = :tenant_id AND m.message_id = ANY(cast(:ids AS uuid[])) AND m.channel_id = :channel_id AND m.file_id IS NOT NULL
   AND s.tenant_id = m.tenant_id AND s.id = m.message_id AND s.direction = 'outbound'
   AND m.attempts <= jsonb_array_length(coalesce(s.past, '[]')) AND m.attempts < :most
RETURNING m.message_id, m.file_id
""")


async def settle(work: TenantWork, claimed: Claimed, outcome: Outcome) -> None:
    """The media worker's report: the file's row and all messages that wait for it in one commit."""
    settled = await at_meta.settle(work, claimed, outcome)
    if settled is None:
        return
    asked = {"tenant_id": work.tenant_id, "channel_id": claimed.channel_id, "file_id": claimed.file_id}
    waiting = sorted(await work.session.scalars(_WAITING, asked))
    match settled:
        case Given():
            await _let_go(work, waiting)
        case Declined():
            await _fail(work, waiting, settled)


async def renew(work: TenantWork, channel_id: UUID, message_ids: Collection[UUID]) -> set[UUID]:
    """Of messages that Meta refused for what they name, those that carry files of ours and were not renewed yet: their files are
    uploaded anew, and they wait for that in their place. Their rows must be locked, and their letters stand as `calling` or `done`.
    """
    told = {"tenant_id": work.tenant_id, "channel_id": channel_id, "ids": sorted(message_ids), "most": MOST_RENEWALS}
    rows = (await work.session.execute(_SPEND, told)).all()
    if not rows:
        return set()
    await outgoing.forget(work, channel_id, {row.file_id for row in rows})
    kept_back = await outbox.keep_back(work, {row.message_id for row in rows})
    await _let_go(work, sorted(kept_back))
    return kept_back


async def _let_go(work: TenantWork, message_ids: Sequence[UUID]) -> None:
    """Those that have all they need."""
    if message_ids:
        complete = await work.session.scalars(_COMPLETE, {"tenant_id": work.tenant_id, "ids": list(message_ids)})
        await outbox.release(work, list(complete))


async def _fail(work: TenantWork, message_ids: Sequence[UUID], declined: Declined) -> None:
    """Nothing of them has left; so they may be sent again by hand."""
    if not message_ids:
        return
    # Messages come before their letters in the order of locks.
    await work.session.execute(_LOCK, {"tenant_id": work.tenant_id, "ids": list(message_ids)})
    taken = sorted(await outbox.withdraw(work, message_ids))
    error = msgspec.json.encode({"code": declined.code, "details": declined.details}).decode()
    moment = now()
    told = {"tenant_id": work.tenant_id, "ids": taken, "error": error, "at": moment}
    rows: Sequence[Row[Any]] = (await work.session.execute(_FAIL, told)).all()
    ordered = sorted(rows, key=lambda row: row.id)
    events.moved(
        work, [Step(row.id, row.conversation_id, row.channel_id, MessageStatus.FAILED.value, moment, row.error) for row in ordered]
    )
    await conversation_events.updated(work, sorted({row.conversation_id for row in ordered}))
