"""Claimed letters made ready for the wire: what to tell Meta, to whom, in answer to what."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.core.work import TenantWork
from app.messages import tries
from app.whatsapp import compose

# A guest may have several numbers; the last one that WhatsApp told us of is theirs. One that is retired may be a stranger's by now.
_PARCELS = text("""
SELECT m.id, m.conversation_id, m.channel_id, m.message_type, m.content, m.past, coalesce(m.context_wamid, said.wamid) AS reply_to,
       (SELECT i.value FROM contact_identities i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.contact_id
           AND i.kind = 'wa_id' AND i.retired_at IS NULL ORDER BY i.created_at DESC LIMIT 1) AS wa_id,
       (SELECT i.value FROM contact_identities i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.contact_id
           AND i.kind = 'user_id' AND i.retired_at IS NULL ORDER BY i.created_at DESC LIMIT 1) AS user_id
  FROM messages m
  JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
  LEFT JOIN messages said ON said.tenant_id = m.tenant_id AND said.id = m.reply_to
 WHERE m.tenant_id = :tenant_id AND m.id = ANY(cast(:ids AS uuid[]))
""")


class UnspeakableError(Exception):
    """A message that cannot be put into Meta's words; `code` is the one that Meta would refuse it with."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


async def make_ready(work: TenantWork, message_ids: Collection[UUID]) -> dict[UUID, bytes | UnspeakableError]:
    """The request body of each message, already encoded: nothing is left to do when its moment comes."""
    found = await work.session.execute(_PARCELS, {"tenant_id": work.tenant_id, "ids": list(message_ids)})
    return {row.id: _body(row) for row in found}


def _body(row: Row[Any]) -> bytes | UnspeakableError:
    if not row.wa_id and not row.user_id:
        return UnspeakableError(131026, "the guest has no WhatsApp identity")
    to = compose.Recipient(wa_id=row.wa_id, user_id=row.user_id)
    match row.message_type:
        case "text":
            payload = compose.text_payload(
                to,
                row.content["text"],
                preview_url=bool(row.content.get("preview_url")),
                reply_to=row.reply_to,
                opaque=tries.opaque(row.id, row.past),
            )
        case unknown:
            return UnspeakableError(131051, f"messages of type {unknown} are not sent yet")
    return msgspec.json.encode(payload)
