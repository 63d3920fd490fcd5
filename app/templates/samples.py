"""The files that show Meta's reviewers what a header will be like: found among the hotel's own, and handed in."""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.checks import Flaw
from app.core.work import TenantWork
from app.media.storage import FileMissingError, Storage, key_of
from app.whatsapp import template_calls
from app.whatsapp.client import GraphClient, Line
from app.whatsapp.outcomes import Refused, Unknown
from app.whatsapp.template_calls import Sample

LARGEST: Final = 16_000_000
# What Meta's upload takes (cloud-api 5).
TYPES: Final[Mapping[str, str]] = {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4", "application/pdf": "pdf"}

# An id from `POST /api/media`, or that of a file which the hotel has.
_FILES = text("""
SELECT asked.id AS asked, f.id, f.sha256, f.size, f.content_type, u.filename
  FROM unnest(cast(:ids AS uuid[])) AS asked (id)
  LEFT JOIN media_uploads u ON u.tenant_id = :tenant_id AND u.id = asked.id
  JOIN media_files f ON f.tenant_id = :tenant_id AND f.id = coalesce(u.file_id, asked.id)
""")


class Found(NamedTuple):
    """`id` is of the content itself, which stays as long as anything points to it."""

    id: UUID
    key: str
    size: int
    content_type: str
    filename: str | None


class HandedIn(msgspec.Struct, frozen=True):
    """Meta's handles, by the ids that were asked for; `trouble` when one was not taken."""

    handles: dict[str, str]
    trouble: Refused | Unknown | None = None


async def find(work: TenantWork, wanted: Collection[str]) -> dict[str, Found]:
    """By the ids that were asked for; what is no file of the hotel's is left out."""
    ids = [UUID(one) for one in wanted if _is_id(one)]
    if not ids:
        return {}
    rows = await work.session.execute(_FILES, {"tenant_id": work.tenant_id, "ids": ids})
    return {str(row.asked): Found(row.id, key_of(work.tenant_id, row.sha256), row.size, row.content_type, row.filename) for row in rows}


def flaw_of(path: str, found: Found | None) -> Flaw | None:
    if found is None:
        return Flaw(path, "value", "template-rule-no-file")
    if found.content_type not in TYPES:
        return Flaw(path, "value", "detail-choice", {"choices": ", ".join(TYPES)})
    return Flaw(path, "length", "template-rule-sample-size") if found.size > LARGEST else None


async def hand_in(client: GraphClient, line: Line, storage: Storage, files: Mapping[str, Found]) -> HandedIn:
    """One after the other; nothing is kept of those that came before a refusal."""
    handles: dict[str, str] = {}
    for asked, file in files.items():
        try:
            content = b"".join([piece async for piece in storage.read(file.key, 0, file.size)])
        except FileMissingError:
            return HandedIn(handles, Unknown("the file is not in the store"))
        name = file.filename or f"sample.{TYPES[file.content_type]}"
        handle = await template_calls.handle_of(client, line, Sample(name, file.content_type, content))
        if not isinstance(handle, str):
            return HandedIn(handles, handle)
        handles[asked] = handle
    return HandedIn(handles)


def _is_id(told: str) -> bool:
    try:
        UUID(told)
    except ValueError:
        return False
    return True
