"""When two contacts turn out to be one guest: their conversations become one guest's."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, text

from app.contacts.service import Folding
from app.conversations.models import ConversationStatus
from app.core.clock import now
from app.core.work import TenantWork

_LOCK = text("""
SELECT id, channel_id, contact_id, status FROM conversations
 WHERE tenant_id = :tenant_id AND contact_id = ANY(cast(:contacts AS uuid[])) ORDER BY id FOR UPDATE
""")
_STEP_ASIDE = text("UPDATE conversations SET status = 'closed' WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))")
_HAND_OVER = text("UPDATE conversations SET contact_id = :kept, updated_at = :at WHERE tenant_id = :tenant_id AND contact_id = :folded")
_ABSORB = text("""
UPDATE conversations AS kept
   SET unread_count = kept.unread_count + folded.unread_count, assigned_to = coalesce(kept.assigned_to, folded.assigned_to),
       last_message_id = CASE WHEN kept.last_message_id IS NULL OR folded.last_activity_at > kept.last_activity_at
                              THEN coalesce(folded.last_message_id, kept.last_message_id) ELSE kept.last_message_id END,
       last_activity_at = greatest(kept.last_activity_at, folded.last_activity_at),
       last_inbound_at = greatest(kept.last_inbound_at, folded.last_inbound_at),
       free_entry_until = greatest(kept.free_entry_until, folded.free_entry_until), priority = coalesce(kept.priority, folded.priority),
       labels = ARRAY(SELECT DISTINCT unnest(kept.labels || folded.labels) ORDER BY 1), archived = kept.archived AND folded.archived,
       awaits_guest = kept.awaits_guest OR folded.awaits_guest,
       status = CASE WHEN folded.unread_count > 0 THEN 'open' ELSE kept.status END,
       snoozed_until = CASE WHEN folded.unread_count > 0 THEN NULL ELSE kept.snoozed_until END
  FROM conversations AS folded
 WHERE kept.tenant_id = :tenant_id AND kept.id = :kept AND folded.tenant_id = :tenant_id AND folded.id = :folded
""")
_DELETE = text("DELETE FROM conversations WHERE tenant_id = :tenant_id AND id = :folded")


class Merger(NamedTuple):
    """Two conversations of one number and one guest, neither closed; the younger one goes into the elder."""

    kept: UUID
    folded: UUID
    channel_id: UUID


async def hand_over(work: TenantWork, foldings: Sequence[Folding]) -> list[Merger]:
    """All conversations are the kept contact's now. Where two were open, what is in the younger must still be moved."""
    mergers = []
    for folding in foldings:
        ids = {"tenant_id": work.tenant_id}
        rows = await work.session.execute(_LOCK, ids | {"contacts": [folding.kept, folding.folded]})
        found = _mergers(rows.all())
        await work.session.execute(_STEP_ASIDE, ids | {"ids": [merger.folded for merger in found]})
        await work.session.execute(_HAND_OVER, ids | folding._asdict() | {"at": now()})
        mergers += found
    return mergers


async def absorb(work: TenantWork, merger: Merger) -> None:
    """Counts and times of the folded one go into the kept one; nothing is in it any more, and it goes."""
    ids = merger._asdict() | {"tenant_id": work.tenant_id}
    await work.session.execute(_ABSORB, ids)
    await work.session.execute(_DELETE, ids)


def _mergers(rows: Sequence[Row[Any]]) -> list[Merger]:
    standing: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        if row.status != ConversationStatus.CLOSED:
            standing[row.channel_id].append(row.id)
    return [Merger(elder, younger, number) for number, (elder, *others) in standing.items() for younger in others]
