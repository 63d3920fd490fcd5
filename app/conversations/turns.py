"""What guests see of us before we answer: that they were read, once for each turn of theirs, and that somebody is typing."""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from app.core.queue import Queue
from app.core.work import TenantWork

MARK: Final = "mark_read"
SHOW_TYPING: Final = "show_typing"

# The room of messages stands above this one, so its table is known here by name only. Lines of WhatsApp's own and calls cannot
# be marked, nor what is a month old or was never said to this number.
_READ = text("""
INSERT INTO read_marks (tenant_id, id, channel_id, wamid, due_at, asked_at)
SELECT read.tenant_id, read.id, read.channel_id, last.wamid, statement_timestamp(), statement_timestamp()
  FROM conversations AS read
 CROSS JOIN LATERAL (
       SELECT wamid, said_at FROM messages
        WHERE tenant_id = read.tenant_id AND conversation_id = read.id AND direction = 'inbound' AND wamid IS NOT NULL
          AND origin IS NULL AND message_type NOT IN ('system', 'call')
        ORDER BY said_at DESC, id DESC LIMIT 1) AS last
 WHERE read.tenant_id = :tenant_id AND read.id = :id AND last.said_at > statement_timestamp() - interval '30 days'
    ON CONFLICT (tenant_id, id) DO UPDATE
   SET wamid = excluded.wamid, due_at = excluded.due_at, attempts = 0, asked_at = excluded.asked_at
 WHERE read_marks.wamid <> excluded.wamid
RETURNING id
""")


async def read(work: TenantWork, conversation_id: UUID) -> None:
    """Somebody has read all that the guest wrote. Nothing happens when the guest knows already, or soon will."""
    told = {"tenant_id": work.tenant_id, "id": conversation_id}
    if await work.session.scalar(_READ, told):
        work.enqueue(Queue.OUTBOUND, MARK, tenant_id=work.tenant_id)
