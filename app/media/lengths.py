"""How long a recording is, and how large a video, without a player."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from mutagen import MutagenError
from mutagen.aac import AAC
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from app.media.types import CONTAINERS

LONGEST_MS: Final = 24 * 3600 * 1000
_AMR_FRAMES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WIDE_FRAMES: Final = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_INSIDE: Final = (b"moov", b"trak")
_MOST_BOXES: Final = 100


class Recording(NamedTuple):
    """None: it does not say."""

    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None


def listen_to(path: Path, content_type: str) -> Recording:
    """Never raises for what a sender made: a recording without a length can still be played."""
    measure = _MEASURES.get(CONTAINERS.get(content_type, ""))
    if measure is None:
        return Recording()
    try:
        found = measure(path)
    except (MutagenError, OSError, ValueError, EOFError, IndexError, KeyError, TypeError, ArithmeticError, struct.error):
        return Recording()
    is_likely = found.duration_ms is not None and 0 < found.duration_ms <= LONGEST_MS
    return found if is_likely else found._replace(duration_ms=None)


def _amr(path: Path) -> Recording:
    """Frames of 20 ms; the first four bits after a spare one say how long each is."""
    content = path.read_bytes()
    is_wide = content.startswith(b"#!AMR-WB\n")
    sizes, place = (_AMR_WIDE_FRAMES, 9) if is_wide else (_AMR_FRAMES, 6)
    frames = 0
    while place < len(content):
        place += sizes[content[place] >> 3 & 15]
        frames += 1
    return Recording(frames * 20)


def _mp4(path: Path) -> Recording:
    duration_ms, width, height = None, None, None
    with path.open("rb") as file:
        for name, content in _boxes(file, 0, path.stat().st_size):
            if name == b"mvhd":
                duration_ms = _movie_length(content)
            elif name == b"tkhd" and (size := struct.unpack(">II", content[-8:])) > (0, 0) and width is None:
                width, height = size[0] >> 16, size[1] >> 16
    return Recording(duration_ms, width, height)


def _boxes(file: BinaryIO, start: int, end: int, *, depth: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """The movie's and its tracks' headers; the pictures are stepped over. A file may claim millions of boxes."""
    for _ in range(_MOST_BOXES):
        if start + 8 > end:
            return
        size, head, name = _head_of_box(file, start, end)
        if size < head:
            return
        if name in _INSIDE[depth : depth + 1]:
            yield from _boxes(file, start + head, min(start + size, end), depth=depth + 1)
        elif name in {b"mvhd", b"tkhd"}:
            file.seek(start + head)
            yield name, file.read(min(size - head, 256))
        start += size


def _head_of_box(file: BinaryIO, start: int, end: int) -> tuple[int, int, bytes]:
    """Size with the head, the head's own, name. A size of 1 stands for one of 64 bits, 0 for all that is left."""
    file.seek(start)
    size, name = struct.unpack(">I4s", file.read(8))
    if size == 1:
        return struct.unpack(">Q", file.read(8))[0], 16, name
    return size or end - start, 8, name


def _movie_length(content: bytes) -> int | None:
    """Version 1 counts in 64 bits."""
    shape, place = (">IQ", 20) if content[0] == 1 else (">II", 12)
    scale, length = struct.unpack_from(shape, content, place)
    return length * 1000 // scale if scale else None


def _by_tags(reader: Any) -> Callable[[Path], Recording]:  # noqa: ANN401 - mutagen has no types
    return lambda path: Recording(round(reader(path).info.length * 1000))


def _ogg(path: Path) -> Recording:
    try:
        return _by_tags(OggOpus)(path)
    except MutagenError:
        return _by_tags(OggVorbis)(path)


_MEASURES: Final[dict[str, Callable[[Path], Recording]]] = {
    "ogg": _ogg,
    "mp3": _by_tags(MP3),
    "aac": _by_tags(AAC),
    "wav": _by_tags(WAVE),
    "amr": _amr,
    "mp4": _mp4,
}
