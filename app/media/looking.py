"""What a fetched file is, before anybody is shown it."""

from pathlib import Path
from typing import NamedTuple

from app.media import lengths, pictures
from app.media.models import MediaFault, MediaKind
from app.media.outcomes import Lost
from app.media.pictures import HugePictureError, Picture, UnreadablePictureError
from app.media.schemas import Facts
from app.media.types import HEAD, container_of, settled_type
from app.whatsapp.download import Fetched

_PICTURES = frozenset({MediaKind.IMAGE.value, MediaKind.STICKER.value})


class Seen(NamedTuple):
    """`thumbnail` is None where there is nothing to see."""

    facts: Facts
    thumbnail: bytes | None


def look_at(path: Path, fetched: Fetched, *, kind: str, declared: str | None) -> Seen | Lost:
    """Its type, and what people see and hear of it. Slow: not for the event loop."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    content_type = settled_type(kind, declared, head)
    if content_type is None:
        return Lost(MediaFault.FORBIDDEN_TYPE, f"{kind} told as {declared!r}, is {container_of(head) or 'unknown'}")
    picture = _picture(path, kind, content_type)
    if isinstance(picture, Lost):
        return picture
    heard = lengths.listen_to(path, content_type)
    facts = Facts(
        sha256=fetched.sha256,
        size=fetched.size,
        content_type=content_type,
        width=picture.width if picture else heard.width,
        height=picture.height if picture else heard.height,
        duration_ms=heard.duration_ms,
        preview=picture.preview if picture else None,
        thumbnail_size=len(picture.thumbnail) if picture else None,
    )
    return Seen(facts, picture.thumbnail if picture else None)


def _picture(path: Path, kind: str, content_type: str) -> Picture | Lost | None:
    """A document that happens to be a picture is taken also when it cannot be shown small."""
    if content_type not in pictures.TYPES:
        return None
    try:
        return pictures.look_at(path)
    except HugePictureError:
        return Lost(MediaFault.TOO_BIG, f"over {pictures.MOST_PIXELS} pixels") if kind in _PICTURES else None
    except UnreadablePictureError as error:
        return Lost(MediaFault.CORRUPT, f"cannot be decoded: {error}") if kind in _PICTURES else None
