"""Files as they travel: what a message says of its own, and where one may be fetched."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.media.models import MediaFault, MediaState

DOWNLOADING = "downloading"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out about a content. Lengths are milliseconds and pixels."""

    sha256: bytes
    size: int
    content_type: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    preview: str | None = None
    thumbnail_size: int | None = None
    is_voice: bool | None = None


class MediaView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`content.media` of a message. `preview` is a data URI of a few hundred bytes, to be shown blurred."""

    id: UUID
    state: str
    mime_type: str | None = None
    size: int | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    preview: str | None = None
    thumbnail_url: str | None = None
    error: str | None = None

    @classmethod
    def ready(cls, media_id: UUID, facts: Facts) -> "MediaView":
        return cls(
            id=media_id,
            state=MediaState.READY.value,
            mime_type=facts.content_type,
            size=facts.size,
            width=facts.width,
            height=facts.height,
            duration_ms=facts.duration_ms,
            preview=facts.preview,
            thumbnail_url=f"/api/media/{media_id}/thumbnail" if facts.thumbnail_size else None,
        )

    @classmethod
    def failed(cls, media_id: UUID, mime_type: str | None, fault: MediaFault) -> "MediaView":
        return cls(id=media_id, state=MediaState.FAILED.value, mime_type=mime_type, error=fault.value)

    @classmethod
    def awaited(cls, media_id: UUID, mime_type: str | None) -> "MediaView":
        return cls(id=media_id, state=DOWNLOADING, mime_type=mime_type)

    def stored(self) -> dict[str, Any]:
        """As the message's column keeps it."""
        kept: dict[str, Any] = msgspec.to_builtins(self)
        return kept


class SignedAddress(msgspec.Struct, frozen=True):
    """Where the bytes are until `expires_at`, for whoever holds the address."""

    url: str
    expires_at: datetime
