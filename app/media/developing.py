"""A handed-in file made ready for WhatsApp: recognised, judged, and made anew where it must be. Only in the darkroom."""

import hashlib
import resource
import struct
import sys
import warnings
from pathlib import Path
from typing import Final

import av
import msgspec
import pi_heif
from PIL import Image, UnidentifiedImageError

from app.media import films, lengths, papers, photos, pictures, recognising, sounds, stickers
from app.media.darkroom import Developed, Order
from app.media.limits import ENDINGS, Flaw, as_meta_says, damaged, flaw_of
from app.media.pictures import HugePictureError, Picture, UnreadablePictureError
from app.media.recognising import Claims
from app.media.sounds import SilentError
from app.media.types import HEAD

MOST_CPU_S: Final = 90
MOST_MEMORY: Final = 3 << 30
"""Of addresses, of which the libraries alone take most of a gigabyte."""

_FLAWS: Final = (
    *(UnreadablePictureError, UnidentifiedImageError, av.error.FFmpegError, struct.error),
    *(OSError, SyntaxError, ValueError, EOFError, LookupError, ArithmeticError, TypeError, MemoryError),
)
"""What the libraries raise for files that lie; whatever else they do ends the process, see the darkroom."""

pi_heif.register_heif_opener()


class _Made(msgspec.Struct, frozen=True):
    """`content` None: the file as it was handed in."""

    kind: str
    content_type: str
    content: bytes | None = None
    duration_ms: int | None = None
    is_voice: bool | None = None


def develop(order: Order) -> Developed | Flaw:
    """Never raises for what is in the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _developed(Path(order.path), order)
    except (HugePictureError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Flaw("file_too_large", "file-too-many-pixels", {"most": pictures.MOST_PIXELS // 1_000_000})
    except SilentError:
        return Flaw("file_damaged", "file-silent")
    except _FLAWS:
        return damaged()


def _developed(path: Path, order: Order) -> Developed | Flaw:
    with path.open("rb") as file:
        found = recognising.container(head := file.read(HEAD))
    if not head:
        return Flaw("file_empty", "file-empty")
    flaw = recognising.mismatch(found, Claims(order.kind, order.filename, order.declared))
    made = flaw or _made(path, order, found)
    return made if isinstance(made, Flaw) else _finished(path, order, made)


def _made(path: Path, order: Order, found: str) -> _Made | Flaw:
    made: _Made | Flaw
    match order.kind or recognising.kind_of(found) or _kind_inside(path, found):
        case "image" | "sticker" as kind if found in recognising.PICTURES:
            made = _image(path, found) if kind == "image" else _sticker(path)
        case "audio" if found in sounds.READERS:
            made = _audio(path, found, as_voice=order.voice)
        case "video" if found == "mp4":
            made = films.flaw_in(path) or _Made("video", "video/mp4", films.bare(path))
        case "document":
            made = _document(path, found)
        case kind:
            made = Flaw("file_type", f"file-type-{kind or 'any'}")
    return made


def _document(path: Path, found: str) -> _Made | Flaw:
    content_type = papers.type_of(path, found)
    return content_type if isinstance(content_type, Flaw) else _Made("document", content_type)


def _kind_inside(path: Path, found: str) -> str | None:
    if found not in {"mp4", "webm"}:
        return None
    return "video" if films.has_film(path, found) else "audio"


def _image(path: Path, found: str) -> _Made:
    anew = photos.developed(path)
    return _Made("image", anew[1], anew[0]) if anew else _Made("image", f"image/{found}")


def _sticker(path: Path) -> _Made | Flaw:
    drawn = stickers.developed(path)
    return drawn if isinstance(drawn, Flaw) else _Made("sticker", "image/webp", drawn)


def _audio(path: Path, found: str, *, as_voice: bool) -> _Made:
    if sounds.is_voice(path, found):
        return _Made("audio", "audio/ogg", is_voice=True)
    if not as_voice and sounds.may_stay(path, found):
        return _Made("audio", sounds.TYPES[found], is_voice=False)
    voice = sounds.spoken(path, found)
    return _Made("audio", "audio/ogg", voice.content, voice.duration_ms, is_voice=True)


def _finished(path: Path, order: Order, made: _Made) -> Developed | Flaw:
    if made.content is not None:
        path = path.with_name("developed")
        path.write_bytes(made.content)
    size = path.stat().st_size
    if flaw := flaw_of(made.kind, made.content_type, size):
        return flaw
    heard = lengths.listen_to(path, made.content_type)
    seen, thumbnail = _seen(path, made.kind), None
    if seen:
        thumbnail = path.with_name("thumbnail")
        thumbnail.write_bytes(seen.thumbnail)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Developed(
        path=str(path),
        kind=made.kind,
        content_type=made.content_type,
        size=size,
        sha256=sha256,
        filename=fitting_name(order.filename, made.content_type),
        thumbnail=str(thumbnail) if thumbnail else None,
        preview=seen.preview if seen else None,
        width=seen.width if seen else heard.width,
        height=seen.height if seen else heard.height,
        duration_ms=made.duration_ms or heard.duration_ms,
        is_voice=made.is_voice,
    )


def _seen(path: Path, kind: str) -> Picture | None:
    """Of a film its first picture."""
    if kind in {"image", "sticker"}:
        return pictures.look_at(path)
    if kind != "video":
        return None
    first = films.first_picture(path)
    return pictures.small(first) if first else None


def fitting_name(filename: str | None, content_type: str) -> str | None:
    """The sender's name for it, with the ending of what it is: phones open files by their endings."""
    if not filename:
        return None
    endings = ENDINGS.get(as_meta_says(content_type), ())
    if not endings or recognising.ending_of(filename) in endings:
        return filename
    stem = filename.rpartition(".")[0] if recognising.is_known_ending(filename) else filename
    return f"{stem}.{endings[0]}"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    sys.stdout.buffer.write(msgspec.json.encode(develop(msgspec.json.decode(sys.stdin.buffer.read(), type=Order))))
