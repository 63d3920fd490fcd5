"""Expecting guests' files, and what becomes of each."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.core.queue import Queue
from app.core.work import TenantWork

FETCH: Final = "fetch_media"
LIVES: Final = timedelta(days=7)
"""How long Meta keeps what a guest attached (cloud-api, media)."""


class Attachment(NamedTuple):
    """What a message carries, as the webhook tells it: `sha256` is base64 there. The id is ours."""

    id: UUID
    message_id: UUID
    channel_id: UUID
    meta_media_id: str
    kind: str
    mime_type: str | None
    sha256: str | None
    filename: str | None


_EXPECT = text("""
INSERT INTO media (tenant_id, id, message_id, channel_id, kind, meta_media_id, mime_type, sha256, filename, due_at, gives_up_at, created_at)
SELECT :tenant_id, new.id, new.message_id, new.channel_id, new.kind, new.meta_media_id, new.mime_type, new.sha256, new.filename,
       statement_timestamp(), statement_timestamp() + cast(:lives AS interval), statement_timestamp()
  FROM unnest(cast(:ids AS uuid[]), cast(:messages AS uuid[]), cast(:channels AS uuid[]), cast(:metas AS text[]), cast(:kinds AS text[]),
              cast(:types AS text[]), cast(:sums AS text[]), cast(:names AS text[]))
       AS new (id, message_id, channel_id, meta_media_id, kind, mime_type, sha256, filename)
""")


async def expect_many(work: TenantWork, attachments: Sequence[Attachment]) -> None:
    """Has these files fetched, after the commit that stores their messages. Their rows must be there already."""
    if not attachments:
        return
    ids, messages, channels, metas, kinds, types, sums, names = (list(column) for column in zip(*attachments, strict=True))
    columns = {"ids": ids, "messages": messages, "channels": channels, "metas": metas, "kinds": kinds, "types": types}
    await work.session.execute(_EXPECT, columns | {"sums": sums, "names": names, "tenant_id": work.tenant_id, "lives": LIVES})
    work.enqueue(Queue.MEDIA, FETCH, tenant_id=work.tenant_id)
