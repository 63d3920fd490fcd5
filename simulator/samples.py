"""Small files of every kind that a guest may attach, made when first asked for: no binaries lie in the tree."""

import struct
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from simulator.sample_video import video

VOICE_S: Final = 3
VOICE_TYPE: Final = "audio/ogg; codecs=opus"
_OPUS_SILENCE: Final = b"\xf8\xff\xfe"
_OPUS_RATE, _OPUS_FRAME, _OPUS_SKIP = 48_000, 960, 312
# MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono: 104 bytes are 1,152 samples, and zeros are silence.
_MP3_FRAME: Final = bytes.fromhex("fffb10c4") + bytes(100)
_SIDE: Final = 320


class Sample(NamedTuple):
    content: bytes
    mime_type: str
    filename: str | None = None


@cache
def of(name: str) -> Sample:
    """By the names of `NAMES`."""
    return NAMES[name]()


def _scene(*, shift: int = 0, size: tuple[int, int] = (_SIDE, _SIDE * 3 // 4), mode: str = "RGB") -> Image.Image:
    """A beach by day: sky, sea, sand and a sun."""
    width, height = size
    picture = Image.new(mode, size, (120, 190, 235))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, height * 3 // 5, width, height), fill=(30, 110, 160))
    pen.rectangle((0, height * 4 // 5, width, height), fill=(236, 212, 160))
    left = width // 5 + shift
    pen.ellipse((left, height // 8, left + height // 4, height // 8 + height // 4), fill=(255, 214, 80))
    return picture


def _jpeg() -> Sample:
    saved = BytesIO()
    _scene().save(saved, "JPEG", quality=80)
    return Sample(saved.getvalue(), "image/jpeg")


def _png() -> Sample:
    saved = BytesIO()
    _scene().save(saved, "PNG")
    return Sample(saved.getvalue(), "image/png")


def _sticker() -> Sample:
    saved = BytesIO()
    _scene(size=(512, 512)).save(saved, "WEBP", quality=60)
    return Sample(saved.getvalue(), "image/webp")


def _animated_sticker() -> Sample:
    saved = BytesIO()
    frames = [_scene(size=(512, 512), shift=40 * step) for step in range(6)]
    frames[0].save(saved, "WEBP", save_all=True, append_images=frames[1:], duration=150, loop=0, quality=50)
    return Sample(saved.getvalue(), "image/webp")


def _voice() -> Sample:
    return Sample(b"".join(_ogg_pages()), VOICE_TYPE)


def _mp3() -> Sample:
    return Sample(_MP3_FRAME * 115, "audio/mpeg")


def _video() -> Sample:
    return Sample(video(), "video/mp4")


def _pdf() -> Sample:
    drawing = b"BT /F1 18 Tf 40 90 Td (Recibo da reserva 1042) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 160] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    said, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(said))
        said += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(said))
    return Sample(said + head + table + tail, "application/pdf", "recibo.pdf")


def _ogg_pages() -> Iterator[bytes]:
    """An Opus stream of `VOICE_S` seconds of silence, a second on each page."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, _OPUS_SKIP, _OPUS_RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 6) + b"recado" + struct.pack("<I", 0)
    yield _ogg_page([head], 0, flags=2, granule=0)
    yield _ogg_page([tags], 1, flags=0, granule=0)
    each = _OPUS_RATE // _OPUS_FRAME
    for second in range(1, VOICE_S + 1):
        yield _ogg_page([_OPUS_SILENCE] * each, second + 1, flags=4 * (second == VOICE_S), granule=_OPUS_SKIP + second * _OPUS_RATE)


def _ogg_page(packets: list[bytes], number: int, *, flags: int, granule: int) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    page = b"OggS" + struct.pack("<BBqIIIB", 0, flags, granule, 1, number, 0, len(packets)) + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", _ogg_sum(page)) + page[26:]


def _ogg_sum(page: bytes) -> int:
    """CRC-32 as Ogg counts it: not reflected, from zero."""
    told = 0
    for byte in page:
        told ^= byte << 24
        for _ in range(8):
            told = (told << 1 ^ 0x04C11DB7) & 0xFFFFFFFF if told & 0x80000000 else told << 1
    return told


NAMES: Final[dict[str, Callable[[], Sample]]] = {
    "image": _jpeg,
    "png": _png,
    "sticker": _sticker,
    "animated_sticker": _animated_sticker,
    "voice": _voice,
    "audio": _mp3,
    "video": _video,
    "document": _pdf,
}
