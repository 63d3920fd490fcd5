"""Looking at pictures: how large they are, a small one for lists, and a blur to show meanwhile."""

import struct
import warnings
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS: Final = 50_000_000
"""What a phone's best camera takes. A small file may claim any size, and decoding it would cost gigabytes."""
THUMBNAIL_SIDE: Final = 320
BLUR_SIDE: Final = 16
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class UnreadablePictureError(Exception):
    """The bytes are not the picture that they say they are."""


class HugePictureError(Exception):
    """More pixels than we decode."""


class Picture(msgspec.Struct, frozen=True):
    """As people see it: turned the way its camera says. `thumbnail` is WebP, `preview` a data URI."""

    width: int
    height: int
    thumbnail: bytes
    preview: str


def look_at(path: Path) -> Picture:
    """Decodes the first frame. What the camera wrote beside it (place, owner, device) stays out of the small ones.

    Raises `HugePictureError` before decoding, `UnreadablePictureError` for what cannot be decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as opened:
                return _seen(opened)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise HugePictureError from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error) as error:
        raise UnreadablePictureError(type(error).__name__) from error


def small(picture: Image.Image) -> Picture:
    """The same of a picture that stands decoded already, as the first one of a film does."""
    return _seen(picture)


def _seen(opened: Image.Image) -> Picture:
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise HugePictureError
    if opened.getexif().get(0x0112) in {5, 6, 7, 8}:
        width, height = height, width
    opened.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
    opened.thumbnail((THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2), Image.Resampling.BOX)
    small = ImageOps.exif_transpose(opened)
    small = small.convert("RGBA" if small.has_transparency_data else "RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    blur = small.copy()
    blur.thumbnail((BLUR_SIDE, BLUR_SIDE), Image.Resampling.BOX)
    preview = b64encode(_webp(blur, 30)).decode()
    return Picture(width, height, _webp(small, 75), f"data:image/webp;base64,{preview}")


def _webp(picture: Image.Image, quality: int) -> bytes:
    """Only the pixels: what else an image object carries is not handed on."""
    saved = BytesIO()
    picture.save(saved, "WEBP", quality=quality, exif=b"", icc_profile=None, method=4)
    return saved.getvalue()
