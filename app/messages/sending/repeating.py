"""Sending a message once more: what became of the try before is kept, and its letter lies in the box anew."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from app.core.clock import now
from app.core.work import TenantWork
from app.media import outgoing
from app.messages.composing import reacting
from app.messages.schemas import Step
from app.outbox import service as outbox

_START_OVER = text("""
UPDATE messages
   SET status = 'pending', wamid = NULL, error = NULL, pricing = NULL, sent_at = NULL, failed_at = NULL, uncertain_since = NULL,
       past = coalesce(past, '[]') || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
           'status', status, 'wamid', wamid, 'error', error, 'sent_at', sent_at, 'at', coalesce(failed_at, uncertain_since))))
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND status IN ('failed', 'uncertain')
RETURNING id, conversation_id, channel_id, message_type, content -> 'template' ->> 'name' AS template,
          content -> 'template' ->> 'language' AS language
""")


async def start_over(work: TenantWork, waits: Mapping[UUID, float]) -> list[Step]:
    """Of failed or uncertain messages that the caller has locked: each goes again after so many seconds. Their steps, not announced.

    The caller answers for it that the try before is not on the wire any more.
    """
    if not waits:
        return []
    found: Sequence[Row[Any]] = (await work.session.execute(_START_OVER, {"tenant_id": work.tenant_id, "ids": sorted(waits)})).all()
    for row in sorted(found, key=lambda row: row.id):
        template = f"{row.template}/{row.language}" if row.template else None
        waits_for_files = not await outgoing.ensure_known(work, row.channel_id, row.id) and await outbox.keep_back(work, [row.id])
        if not waits_for_files:
            await outbox.repost(work, row.id, template=template, wait=waits[row.id])
    await reacting.put_on(work, [row.id for row in found if row.message_type == reacting.REACTION])
    moment = now()
    return [Step(row.id, row.conversation_id, row.channel_id, "pending", moment) for row in found]
