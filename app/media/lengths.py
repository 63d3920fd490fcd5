"""How long a recording is, and how large a video, without a player."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from mutagen import MutagenError
from mutagen.aac import AACInfo
from mutagen.mp3 import MPEGInfo

from app.media.types import CONTAINERS

LONGEST_MS: Final = 24 * 3600 * 1000
_AMR_FRAMES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WIDE_FRAMES: Final = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_INSIDE: Final = (b"moov", b"trak")
_MOST_BOXES: Final = 100
_OGG_HEAD: Final = 27
_LARGEST_PAGE: Final = 65_307
_OPUS_RATE: Final = 48_000


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
    while place < len(content) and frames * 20 <= LONGEST_MS:
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


def _by_frames(reader: Any) -> Callable[[Path], Recording]:  # noqa: ANN401 - mutagen has no types
    """By the sound's frames alone: tags may be packed, and 200 kB of them unfold to gigabytes (tried)."""

    def measure(path: Path) -> Recording:
        with path.open("rb") as file:
            return Recording(round(reader(file).length * 1000))

    return measure


def _ogg(path: Path) -> Recording:
    """The last page says how many samples there are until its end (RFC 3533), the first what a sample is."""
    with path.open("rb") as file:
        head = file.read(_LARGEST_PAGE)
        file.seek(max(0, path.stat().st_size - _LARGEST_PAGE))
        tail = file.read()
    (samples,) = struct.unpack_from("<q", tail, tail.rindex(b"OggS") + 6)
    start = _OGG_HEAD + head[_OGG_HEAD - 1]
    if head.startswith(b"OpusHead", start):
        (skipped,) = struct.unpack_from("<H", head, start + 10)
        return Recording((samples - skipped) * 1000 // _OPUS_RATE)
    if head.startswith(b"\x01vorbis", start):
        (rate,) = struct.unpack_from("<I", head, start + 12)
        return Recording(samples * 1000 // rate)
    return Recording()


def _wav(path: Path) -> Recording:
    """Bytes of sound by bytes a second; what stands between is stepped over, and so are its tags."""
    bytes_a_second, end = 0, path.stat().st_size
    with path.open("rb") as file:
        place = 12
        for _ in range(_MOST_BOXES):
            file.seek(place)
            name, size = struct.unpack("<4sI", file.read(8))
            if name == b"fmt ":
                (bytes_a_second,) = struct.unpack_from("<I", file.read(16), 8)
            elif name == b"data":
                return Recording(min(size, end - place - 8) * 1000 // bytes_a_second)
            place += 8 + size + size % 2
    return Recording()


_MEASURES: Final[dict[str, Callable[[Path], Recording]]] = {
    "ogg": _ogg,
    "mp3": _by_frames(MPEGInfo),
    "aac": _by_frames(AACInfo),
    "wav": _wav,
    "amr": _amr,
    "mp4": _mp4,
}
