"""A playable MP4 made by hand: H.264 whose macroblocks are plain samples, so that nothing needs an encoder."""

import struct
from typing import Final

SIDE: Final = 48
FRAMES: Final = 6
FRAME_MS: Final = 500
_TIMESCALE: Final = 1000
_BLOCKS: Final = SIDE // 16
_MATRIX: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


class _Bits:
    """Bits in H.264's order, with its Exp-Golomb numbers."""

    def __init__(self) -> None:
        self._said: list[int] = []

    def plain(self, value: int, size: int) -> "_Bits":
        self._said += [value >> place & 1 for place in range(size - 1, -1, -1)]
        return self

    def coded(self, *values: int) -> "_Bits":
        for value in values:
            size = (value + 1).bit_length()
            self.plain(value + 1, 2 * size - 1)
        return self

    def aligned(self, first: int) -> bytes:
        """Filled up to a whole byte with `first` and zeros."""
        if first or len(self._said) % 8:
            self._said.append(first)
        self._said += [0] * (-len(self._said) % 8)
        return bytes(int("".join(map(str, self._said[place : place + 8])), 2) for place in range(0, len(self._said), 8))


def video() -> bytes:
    """`FRAMES` pictures of `FRAME_MS` each, square, a colour that drifts."""
    pictures = [struct.pack(">I", len(one)) + one for one in (_picture(step) for step in range(FRAMES))]
    file_type = _box(b"ftyp", b"isom" + struct.pack(">I", 512) + b"isomavc1mp42")
    place = len(file_type) + len(_movie(pictures, 0)) + 8
    return file_type + _movie(pictures, place) + _box(b"mdat", b"".join(pictures))


def _sequence() -> bytes:
    told = _Bits().coded(0, 0, 2, 0).plain(0, 1).coded(_BLOCKS - 1, _BLOCKS - 1).plain(0b1000, 4)
    return bytes([0x67, 66, 0xC0, 10]) + told.aligned(1)


def _settings() -> bytes:
    told = _Bits().coded(0, 0).plain(0, 2).coded(0, 0, 0).plain(0, 3).coded(0, 0, 0).plain(0b100, 3)
    return b"\x68" + told.aligned(1)


def _picture(step: int) -> bytes:
    """One picture that stands alone: a header, then each block's 256 + 2 * 64 samples as they are."""
    head = _Bits().coded(0, 7, 0).plain(0, 4).coded(step % 2).plain(0, 2).coded(0, 1)
    samples = bytes(40 + (15 * step + 5 * row + 3 * column) % 180 for row in range(16) for column in range(16))
    block = samples + bytes([90 + 12 * step] * 64) + bytes([170 - 9 * step] * 64)
    said = head.coded(25).aligned(0) + block
    said += (_Bits().coded(25).aligned(0) + block) * (_BLOCKS**2 - 1)
    return b"\x65" + _escaped(said + b"\x80")


def _escaped(said: bytes) -> bytes:
    """Two zeros may not be followed by anything that looks like a start code."""
    for tail in range(4):
        said = said.replace(bytes([0, 0, tail]), bytes([0, 0, 3, tail]))
    return said


def _movie(pictures: list[bytes], place: int) -> bytes:
    length = FRAMES * FRAME_MS
    movie = _box(b"mvhd", struct.pack(">6IH", 0, 0, 0, _TIMESCALE, length, 0x10000, 0x100) + bytes(10) + _MATRIX + bytes(24), b"\0\0\0\2")
    shown = struct.pack(">2I", SIDE << 16, SIDE << 16)
    track = _box(b"tkhd", struct.pack(">6I", 3, 0, 0, 1, 0, length) + bytes(16) + _MATRIX + shown)
    media = _box(b"mdhd", struct.pack(">5IHH", 0, 0, 0, _TIMESCALE, length, 0x55C4, 0))
    handler = _box(b"hdlr", struct.pack(">II4s", 0, 0, b"vide") + bytes(12) + b"guest\0")
    where = _box(b"dinf", _box(b"dref", struct.pack(">II", 0, 1) + _box(b"url ", struct.pack(">I", 1))))
    info = _box(b"minf", _box(b"vmhd", struct.pack(">I", 1) + bytes(8)) + where + _samples(pictures, place))
    return _box(b"moov", movie + _box(b"trak", track + _box(b"mdia", media + handler + info)))


def _samples(pictures: list[bytes], place: int) -> bytes:
    sequence, settings = _sequence(), _settings()
    parameters = struct.pack(">BH", 0xE1, len(sequence)) + sequence + struct.pack(">BH", 1, len(settings)) + settings
    config = _box(b"avcC", bytes([1, 66, 0xC0, 10, 0xFF]) + parameters)
    picture = bytes(6) + struct.pack(">H", 1) + bytes(16) + struct.pack(">HHIIIH", SIDE, SIDE, 0x480000, 0x480000, 0, 1) + bytes(32)
    entry = _box(b"avc1", picture + struct.pack(">Hh", 24, -1) + config)
    tables = (
        _box(b"stsd", struct.pack(">II", 0, 1) + entry),
        _box(b"stts", struct.pack(">4I", 0, 1, FRAMES, FRAME_MS)),
        _box(b"stsc", struct.pack(">5I", 0, 1, 1, FRAMES, 1)),
        _box(b"stsz", struct.pack(">3I", 0, 0, FRAMES) + b"".join(struct.pack(">I", len(one)) for one in pictures)),
        _box(b"stco", struct.pack(">3I", 0, 1, place)),
    )
    return _box(b"stbl", b"".join(tables))


def _box(name: bytes, content: bytes, tail: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content) + len(tail)) + name + content + tail
