"""Stickers as WhatsApp takes them: WebP of 512 by 512, 100 KB, or 500 KB when they move."""

from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, ImageSequence

from app.media.limits import LARGEST, LARGEST_MOVING_STICKER, Flaw, too_large
from app.media.photos import FORMATS, plain_colours
from app.media.pictures import MOST_PIXELS, HugePictureError

SIDE: Final = 512
MOST_FRAMES: Final = 120
_MOST_DRAWN: Final = 4 * MOST_PIXELS
_QUALITIES: Final = (90, 70, 50, 30, 10)
_KEPT_CHUNKS: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH"})


def developed(path: Path) -> bytes | Flaw | None:
    """The sticker anew; None when it may go as it is. Raises what `pictures.opened` names."""
    content = path.read_bytes()
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        frames = int(getattr(opened, "n_frames", 1))
        most = LARGEST_MOVING_STICKER if frames > 1 else LARGEST["sticker"]
        if opened.width * opened.height > MOST_PIXELS or opened.width * opened.height * frames > _MOST_DRAWN:
            raise HugePictureError
        is_fit = opened.format == "WEBP" and opened.size == (SIDE, SIDE) and len(content) <= most and _is_clean(content)
        if is_fit:
            opened.load()
            return None
        drawn = _moving(opened, most) if frames > 1 else _still(opened, most)
    return drawn or too_large("sticker", most)


def _still(opened: Image.Image, most: int) -> bytes | None:
    sheet = _fitted(opened)
    return next((drawn for quality in _QUALITIES if len(drawn := _webp([sheet], [0], quality)) <= most), None)


def _moving(opened: Image.Image, most: int) -> bytes | None:
    """Of very many frames every second or third, and so on."""
    step = -(-int(getattr(opened, "n_frames", 1)) // MOST_FRAMES)
    sheets: list[Image.Image] = []
    lasts: list[int] = []
    for place, frame in enumerate(ImageSequence.Iterator(opened)):
        shown = max(20, int(frame.info.get("duration", 100) or 100))
        if place % step == 0:
            sheets.append(_fitted(frame))
            lasts.append(shown)
        else:
            lasts[-1] += shown
    return next((drawn for quality in (70, 40, 15) if len(drawn := _webp(sheets, lasts, quality)) <= most), None)


def _fitted(frame: Image.Image) -> Image.Image:
    """All of it in the middle of a sheet that one sees through."""
    small = ImageOps.contain(plain_colours(frame).convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    sheet = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    sheet.paste(small, ((SIDE - small.width) // 2, (SIDE - small.height) // 2))
    return sheet


def _webp(sheets: list[Image.Image], lasts: list[int], quality: int) -> bytes:
    saved = BytesIO()
    if len(sheets) == 1:
        sheets[0].save(saved, "WEBP", quality=quality, method=6)
    else:
        sheets[0].save(saved, "WEBP", quality=quality, method=2, save_all=True, append_images=sheets[1:], duration=lasts, loop=0)
    return saved.getvalue()


def _is_clean(content: bytes) -> bool:
    """Pixels alone, and nothing behind their end."""
    place = 12
    while place + 8 <= len(content):
        name, length = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        if name not in _KEPT_CHUNKS:
            return False
        place += 8 + length + length % 2
    return place == len(content) == int.from_bytes(content[4:8], "little") + 8
