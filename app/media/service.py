"""Expecting guests' files, and what becomes of each."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.core.queue import Queue
from app.core.work import TenantWork
from app.media.schemas import MediaView
from app.media.storage import key_of, thumbnail_of

FETCH: Final = "fetch_media"
LIVES: Final = timedelta(days=7)
"""How long Meta keeps what a guest attached (cloud-api, media)."""
GRACE: Final = timedelta(hours=1)
"""How long it is tried anew when a person asks for it, however old it is."""


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

_UNPARK = text("""
UPDATE media m SET state = 'due', due_at = statement_timestamp()
  FROM channels c
 WHERE m.tenant_id = :tenant_id AND m.state = 'parked' AND c.tenant_id = m.tenant_id AND c.id = m.channel_id
   AND (c.status = 'connected' OR m.gives_up_at < statement_timestamp())
""")
_TRY_AGAIN = text("""
UPDATE media SET state = 'due', due_at = statement_timestamp(), attempts = 0, error = NULL, settled_at = NULL,
       gives_up_at = greatest(gives_up_at, statement_timestamp() + cast(:grace AS interval))
 WHERE tenant_id = :tenant_id AND id = :id AND state IN ('failed', 'due')
RETURNING mime_type
""")

_FORGET = text("""
WITH gone AS (DELETE FROM media WHERE tenant_id = :tenant_id AND message_id = ANY(cast(:messages AS uuid[])) RETURNING id, file_id)
DELETE FROM media_files f
 WHERE f.tenant_id = :tenant_id AND f.id IN (SELECT file_id FROM gone)
   AND NOT EXISTS (SELECT FROM media m WHERE m.tenant_id = f.tenant_id AND m.file_id = f.id AND m.id NOT IN (SELECT id FROM gone))
   AND NOT EXISTS (SELECT FROM media_uploads u WHERE u.tenant_id = f.tenant_id AND u.file_id = f.id)
   AND NOT EXISTS (SELECT FROM templates t WHERE t.tenant_id = f.tenant_id AND t.header_file_id = f.id)
RETURNING f.sha256
""")


async def expect_many(work: TenantWork, attachments: Sequence[Attachment]) -> None:
    """Has these files fetched, after the commit that stores their messages. Their rows must be there already."""
    if not attachments:
        return
    ids, messages, channels, metas, kinds, types, sums, names = (list(column) for column in zip(*attachments, strict=True))
    columns = {"ids": ids, "messages": messages, "channels": channels, "metas": metas, "kinds": kinds, "types": types}
    await work.session.execute(_EXPECT, columns | {"sums": sums, "names": names, "tenant_id": work.tenant_id, "lives": LIVES})
    work.enqueue(Queue.MEDIA, FETCH, tenant_id=work.tenant_id)


async def unpark(work: TenantWork) -> None:
    """Files whose number has a token that lives are due at once; so are those that can only be given up."""
    await work.session.execute(_UNPARK, {"tenant_id": work.tenant_id})


async def try_again(work: TenantWork, media_id: UUID) -> MediaView | None:
    """What failed is fetched anew, what waits at once. What the message shall say; None when there is nothing to try."""
    ids = {"tenant_id": work.tenant_id, "id": media_id}
    row = (await work.session.execute(_TRY_AGAIN, ids | {"grace": GRACE})).one_or_none()
    if row is None:
        return None
    work.enqueue(Queue.MEDIA, FETCH, tenant_id=work.tenant_id)
    return MediaView.awaited(media_id, row.mime_type)


async def forget(work: TenantWork, message_ids: Collection[UUID]) -> list[str]:
    """Erases what these messages carried. The keys that `Storage.delete` must be given once this is committed:
    contents that no other message of the hotel has.
    """
    told = {"tenant_id": work.tenant_id, "messages": list(message_ids)}
    sums = list(await work.session.scalars(_FORGET, told))
    return [key for one in sums for key in (key_of(work.tenant_id, one), thumbnail_of(work.tenant_id, one))]
