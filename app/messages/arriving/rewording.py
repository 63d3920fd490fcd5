"""What a message said before it was edited: every wording, each with its time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.ids import new_id
from app.core.work import TenantWork

_KNOWN = text("SELECT message_id, wamid FROM message_edits WHERE tenant_id = :tenant_id AND message_id = ANY(cast(:ids AS uuid[]))")
_KEEP = text("""
INSERT INTO message_edits (tenant_id, id, message_id, wamid, content, said_at)
SELECT :tenant_id, new.id, new.message_id, new.wamid, cast(new.content AS jsonb), new.said_at
  FROM unnest(cast(:ids AS uuid[]), cast(:messages AS uuid[]), cast(:wamids AS text[]), cast(:contents AS text[]),
              cast(:said AS timestamptz[])) AS new (id, message_id, wamid, content, said_at)
    ON CONFLICT (tenant_id, message_id, wamid) DO NOTHING
RETURNING message_id
""")


class Wording(NamedTuple):
    """`wamid` is the edit's own, or the message's for its first wording."""

    message_id: UUID
    wamid: str
    content: dict[str, Any]
    said_at: datetime


async def known(work: TenantWork, message_ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    """The wordings that we have of these messages."""
    if not message_ids:
        return set()
    rows = await work.session.execute(_KNOWN, {"tenant_id": work.tenant_id, "ids": list(message_ids)})
    return {(row.message_id, row.wamid) for row in rows}


async def keep(work: TenantWork, wordings: Sequence[Wording]) -> set[UUID]:
    """The messages of which one was new."""
    if not wordings:
        return set()
    columns = {
        "ids": [new_id() for _ in wordings],
        "messages": [wording.message_id for wording in wordings],
        "wamids": [wording.wamid for wording in wordings],
        "contents": [msgspec.json.encode(wording.content).decode() for wording in wordings],
        "said": [wording.said_at for wording in wordings],
    }
    return set(await work.session.scalars(_KEEP, columns | {"tenant_id": work.tenant_id}))
