"""Files in messages of the hotel's: which row says what, and whether Meta knows them yet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.core.errors import Detail, ValidationFailedError
from app.core.ids import new_id
from app.core.queue import Queue
from app.core.work import TenantWork
from app.media.limits import flaw_of
from app.media.schemas import Facts, MediaView
from app.media.uploads import KEPT

UPLOAD: Final = "upload_media"
LIVES: Final = timedelta(days=30)
"""How long Meta keeps what we upload (cloud-api, media)."""
MARGIN: Final = timedelta(days=2)
"""A letter may wait this long for its turn, and its file is still there."""
BRINK: Final = timedelta(minutes=10)
FRESH: Final = timedelta(minutes=2)
"""What was uploaded since then is not what a message was refused for."""


class Wanted(msgspec.Struct, frozen=True):
    """A file that a message shall carry: what `POST /api/media` named, or the id of a file that the hotel has.

    `path` is where the request asks for it, for those who must be told that it does not do.
    """

    file_id: UUID
    kind: str
    filename: str | None = None
    path: str = "body.content.media_id"
    voice: bool = False


_FILES = text("""
SELECT asked.id AS asked, u.filename, f.id, f.sha256, f.size, f.content_type, f.width, f.height, f.duration_ms, f.preview,
       f.thumbnail_size, f.is_voice
  FROM unnest(cast(:ids AS uuid[])) AS asked (id)
  LEFT JOIN media_uploads u ON u.tenant_id = :tenant_id AND u.id = asked.id AND u.kept_until > statement_timestamp()
  JOIN media_files f ON f.tenant_id = :tenant_id AND f.id = coalesce(u.file_id, asked.id)
""")
_USED = text("""
UPDATE media_uploads
   SET used_at = statement_timestamp(), kept_until = greatest(kept_until, statement_timestamp() + cast(:kept AS interval))
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))
""")
# What is reworded before it is said carries its new files alone.
_ATTACH = text("""
WITH gone AS (DELETE FROM media WHERE tenant_id = :tenant_id AND message_id = :message_id)
INSERT INTO media (tenant_id, id, message_id, channel_id, kind, meta_media_id, mime_type, filename, state, due_at, gives_up_at, file_id,
                   created_at, settled_at)
SELECT :tenant_id, new.id, :message_id, :channel_id, new.kind, '', new.mime_type, new.filename, 'ready', statement_timestamp(),
       statement_timestamp(), new.file_id, statement_timestamp(), statement_timestamp()
  FROM unnest(cast(:media AS uuid[]), cast(:kinds AS text[]), cast(:types AS text[]), cast(:names AS text[]), cast(:files AS uuid[]))
       AS new (id, kind, mime_type, filename, file_id)
""")

# A file that Meta is being given already stays as it is; one that is unknown, refused or about to be forgotten is due at once.
_ASK = text("""
INSERT INTO media_at_meta AS a (tenant_id, id, channel_id, file_id, due_at, created_at)
SELECT :tenant_id, new.id, :channel_id, new.file_id, statement_timestamp(), statement_timestamp()
  FROM unnest(cast(:ids AS uuid[]), cast(:files AS uuid[])) AS new (id, file_id)
ON CONFLICT (tenant_id, channel_id, file_id) DO UPDATE
   SET state = 'due', due_at = statement_timestamp(), attempts = 0, meta_media_id = NULL, known_until = NULL, code = NULL, details = NULL,
       created_at = statement_timestamp()
 WHERE a.state = 'failed' OR (a.state = 'known' AND a.known_until < statement_timestamp() + cast(:margin AS interval))
""")
_FORGET = text("""
UPDATE media_at_meta SET state = 'failed', meta_media_id = NULL, known_until = NULL
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND file_id = ANY(cast(:files AS uuid[]))
   AND state = 'known' AND settled_at < statement_timestamp() - cast(:fresh AS interval)
""")
_UNKNOWN = text("""
SELECT DISTINCT m.file_id FROM media m
 WHERE m.tenant_id = :tenant_id AND m.message_id = :message_id AND m.file_id IS NOT NULL
   AND NOT EXISTS (
       SELECT FROM media_at_meta a
        WHERE a.tenant_id = m.tenant_id AND a.channel_id = :channel_id AND a.file_id = m.file_id
          AND a.state = 'known' AND a.known_until > statement_timestamp() + cast(:margin AS interval))
""")
_IDS = text("""
SELECT m.id, a.meta_media_id FROM media m
  JOIN media_at_meta a ON a.tenant_id = m.tenant_id AND a.channel_id = :channel_id AND a.file_id = m.file_id
 WHERE m.tenant_id = :tenant_id AND m.id = ANY(cast(:rows AS uuid[]))
   AND a.state = 'known' AND a.known_until > statement_timestamp() + cast(:brink AS interval)
""")


async def attach(work: TenantWork, message_id: UUID, channel_id: UUID, wanted: Sequence[Wanted]) -> dict[UUID, MediaView]:
    """What the message says of each file, by the id that was asked for; its `id` is of the new row. The message's row must be there.

    Raises `ValidationFailedError` for files that are not there, or cannot be sent as what they are wanted for.
    """
    if not wanted:
        return {}
    ids = {"tenant_id": work.tenant_id, "ids": sorted({one.file_id for one in wanted})}
    found = {row.asked: row for row in await work.session.execute(_FILES, ids)}
    if flaws := [flaw for one in wanted if (flaw := _flaw(one, found.get(one.file_id)))]:
        raise ValidationFailedError(details=tuple(flaws))
    views: dict[UUID, MediaView] = {}
    for one in wanted:
        views.setdefault(one.file_id, MediaView.ready(new_id(), _facts(found[one.file_id])))
    await work.session.execute(_USED, ids | {"kept": KEPT})
    columns = _columns({one.file_id: one for one in reversed(wanted)}, found, views)
    await work.session.execute(_ATTACH, columns | {"tenant_id": work.tenant_id, "message_id": message_id, "channel_id": channel_id})
    return views


async def ensure_known(work: TenantWork, channel_id: UUID, message_id: UUID) -> bool:
    """Whether Meta has every file of this message for this number, and for long enough.

    False: they are being uploaded, and the letter must be held; who uploads lets it go.
    """
    asked = {"tenant_id": work.tenant_id, "channel_id": channel_id, "message_id": message_id, "margin": MARGIN}
    unknown = list(await work.session.scalars(_UNKNOWN, asked))
    if not unknown:
        return True
    await ask_for(work, channel_id, unknown)
    # Asking locks their rows: whoever was just about to be done with one has been waited for, or will see this message.
    return not list(await work.session.scalars(_UNKNOWN, asked))


async def forget(work: TenantWork, channel_id: UUID, file_ids: Collection[UUID]) -> None:
    """Meta does not know these any more, whatever it said when they were uploaded."""
    told = {"tenant_id": work.tenant_id, "channel_id": channel_id, "files": sorted(file_ids), "fresh": FRESH}
    await work.session.execute(_FORGET, told)
    await ask_for(work, channel_id, file_ids)


async def ask_for(work: TenantWork, channel_id: UUID, file_ids: Collection[UUID]) -> None:
    """Has these files uploaded, unless they are on their way."""
    if not file_ids:
        return
    files = sorted(file_ids)
    told = {"tenant_id": work.tenant_id, "channel_id": channel_id, "files": files, "ids": [new_id() for _ in files], "margin": MARGIN}
    await work.session.execute(_ASK, told)
    work.enqueue(Queue.MEDIA, UPLOAD, tenant_id=work.tenant_id)


async def meta_ids(work: TenantWork, channel_id: UUID, media_row_ids: Collection[UUID]) -> dict[UUID, str]:
    """What Meta calls these files of messages; one that it does not know, or is about to forget, is left out."""
    if not media_row_ids:
        return {}
    asked = {"tenant_id": work.tenant_id, "channel_id": channel_id, "rows": list(media_row_ids), "brink": BRINK}
    return {row.id: row.meta_media_id for row in await work.session.execute(_IDS, asked)}


def _flaw(wanted: Wanted, row: Row[Any] | None) -> Detail | None:
    if row is None:
        return Detail(wanted.path, "file-unknown", "value")
    if wanted.voice and not row.is_voice:
        return Detail(wanted.path, "file-not-voice", "file_type")
    flaw = flaw_of(wanted.kind, row.content_type, row.size)
    return Detail(wanted.path, flaw.sentence, flaw.type, flaw.terms) if flaw else None


def _facts(row: Row[Any]) -> Facts:
    return Facts(**{name: getattr(row, name) for name in Facts.__struct_fields__})


def _columns(wanted: Mapping[UUID, Wanted], found: Mapping[UUID, Row[Any]], views: Mapping[UUID, MediaView]) -> dict[str, Any]:
    asked = list(views)
    return {
        "media": [views[one].id for one in asked],
        "kinds": [wanted[one].kind for one in asked],
        "types": [found[one].content_type for one in asked],
        "names": [wanted[one].filename or found[one].filename for one in asked],
        "files": [found[one].id for one in asked],
    }
