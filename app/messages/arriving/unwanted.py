"""A guest who wants no marketing: whoever has not heard it from WhatsApp hears it when Meta refuses a message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.contacts import wishes
from app.contacts.wishes import Wish
from app.core.work import TenantWork

STOPPED: Final = 131050
"""Meta's code for it (cloud-api, errors)."""

_GUESTS = text("""
SELECT conversations.contact_id, told.at
  FROM unnest(cast(:channels AS uuid[]), cast(:ids AS uuid[]), cast(:wamids AS text[]), cast(:ats AS timestamptz[]))
       AS told (channel_id, id, wamid, at)
 CROSS JOIN LATERAL (
       SELECT conversation_id FROM messages WHERE tenant_id = :tenant_id AND channel_id = told.channel_id AND wamid = told.wamid
        UNION ALL
       SELECT conversation_id FROM messages WHERE tenant_id = :tenant_id AND channel_id = told.channel_id AND id = told.id
        LIMIT 1) AS refused
  JOIN conversations ON conversations.tenant_id = :tenant_id AND conversations.id = refused.conversation_id
""")


class Unwanted(NamedTuple):
    """A message that was refused for it: known by our id, by Meta's, or by both."""

    channel_id: UUID
    message_id: UUID | None
    wamid: str | None
    at: datetime


async def note(work: TenantWork, refused: Sequence[Unwanted]) -> list[UUID]:
    """The guests of whom that is news. To be called before their messages are locked: a guest comes first in the order of locks."""
    if not refused:
        return []
    channels, ids, wamids, ats = (list(column) for column in zip(*refused, strict=True))
    columns = {"tenant_id": work.tenant_id, "channels": channels, "ids": ids, "wamids": wamids, "ats": ats}
    guests = await work.session.execute(_GUESTS, columns)
    return await wishes.note_marketing(work, [Wish(guest.contact_id, False, guest.at) for guest in guests])
