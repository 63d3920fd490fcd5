"""Files that people hand in: kept once by their content, to be sent until their day is over."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.clock import now
from app.core.errors import Detail, RateLimitedError, ValidationFailedError
from app.core.ids import new_id
from app.core.permissions import Can
from app.core.work import Office, TenantWork
from app.media import claims
from app.media.darkroom import Developed
from app.media.limits import MB, Flaw
from app.media.models import MediaKind, MediaUpload
from app.media.receiving import FIELD
from app.media.schemas import Facts
from app.media.storage import Storage, key_of, thumbnail_of

KEPT: Final = timedelta(hours=24)
"""After it was handed in, or was last sent."""
MOST_UNSENT: Final = 2_000 * MB
"""Bytes that one hotel has here and has not sent."""
LATER_S: Final = 600

_UNSENT = text("""
SELECT coalesce(sum(f.size), 0) FROM media_uploads u JOIN media_files f ON f.tenant_id = u.tenant_id AND f.id = u.file_id
 WHERE u.tenant_id = :tenant_id AND u.used_at IS NULL AND u.kept_until > statement_timestamp()
""")
_TENANTS = text("SELECT id FROM tenants ORDER BY id")
_OVER = text("DELETE FROM media_uploads WHERE tenant_id = :tenant_id AND kept_until < statement_timestamp()")


class UploadView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that may be sent now: by `media_id`, as a message of this `kind`. Lengths are milliseconds and pixels.

    `mime_type`, `size` and the rest are of what will be sent, which may be made anew. `voice`: it can be sent with
    `voice: true`. `preview` is a data URI of a few hundred bytes.
    """

    media_id: UUID
    kind: Annotated[str, msgspec.Meta(examples=["image"])]
    mime_type: Annotated[str, msgspec.Meta(examples=["image/jpeg"])]
    size: Annotated[int, msgspec.Meta(examples=[184_320])]
    filename: Annotated[str | None, msgspec.Meta(examples=["vista-do-mar.jpg"])] = None
    width: Annotated[int | None, msgspec.Meta(examples=[1600])] = None
    height: Annotated[int | None, msgspec.Meta(examples=[1200])] = None
    duration_ms: int | None = None
    preview: Annotated[str | None, msgspec.Meta(examples=["data:image/webp;base64,UklGRi…"])] = None
    voice: bool = False


async def check_may_upload(work: TenantWork) -> None:
    """Before a byte is taken. Raises `RateLimitedError` when the hotel has very much here that it never sent."""
    work.actor.must(Can.CHAT)
    if await work.session.scalar(_UNSENT, {"tenant_id": work.tenant_id}) > MOST_UNSENT:
        raise RateLimitedError(LATER_S)


async def store(storage: Storage, tenant_id: UUID, made: Developed) -> None:
    """Into the store before its row is written: what nobody comes to point to is cleared by itself."""
    sha256 = bytes.fromhex(made.sha256)
    if made.thumbnail:
        await storage.put(thumbnail_of(tenant_id, sha256), Path(made.thumbnail))
    await storage.put(key_of(tenant_id, sha256), Path(made.path))


async def keep(work: TenantWork, made: Developed) -> UploadView:
    """The row of what lies in the store."""
    work.actor.must(Can.CHAT)
    file_id = await claims.keep(work, _facts(made))
    moment = now()
    row = MediaUpload(
        tenant_id=work.tenant_id,
        id=new_id(),
        file_id=file_id,
        user_id=work.actor.user_id,
        kind=MediaKind(made.kind).value,
        filename=made.filename,
        created_at=moment,
        kept_until=moment + KEPT,
    )
    work.session.add(row)
    return UploadView(
        media_id=row.id,
        kind=made.kind,
        mime_type=made.content_type,
        size=made.size,
        filename=made.filename,
        width=made.width,
        height=made.height,
        duration_ms=made.duration_ms,
        preview=made.preview,
        voice=bool(made.is_voice),
    )


async def expire(office: Office) -> None:
    """What was handed in and never sent. Its bytes go with the other orphans."""
    async with office.for_house() as house:
        tenant_ids: Sequence[UUID] = (await house.session.scalars(_TENANTS)).all()
    for tenant_id in tenant_ids:
        async with office.for_tenant(tenant_id) as work:
            await work.session.execute(_OVER, {"tenant_id": tenant_id})


def refusal(flaw: Flaw) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail(FIELD, flaw.sentence, flaw.type, flaw.terms),))


def _facts(made: Developed) -> Facts:
    return Facts(
        sha256=bytes.fromhex(made.sha256),
        size=made.size,
        content_type=made.content_type,
        width=made.width,
        height=made.height,
        duration_ms=made.duration_ms,
        preview=made.preview,
        thumbnail_size=Path(made.thumbnail).stat().st_size if made.thumbnail else None,
        is_voice=made.is_voice,
    )
