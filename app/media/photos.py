"""Pictures as WhatsApp takes them: JPEG or PNG of 8 bits, upright, in the web's colours, and without what the camera wrote beside them."""

from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps

from app.media.limits import LARGEST
from app.media.pictures import MOST_PIXELS, HugePictureError

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
LONGEST_SIDE: Final = 4096
_STEPS: Final = ((LONGEST_SIDE, 90), (LONGEST_SIDE, 80), (2560, 82), (1600, 80), (1280, 70))
_JPEG_SEGMENTS: Final = frozenset({0xE0, 0xEE, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD})
_PNG_CHUNKS: Final = frozenset({b"IHDR", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"pHYs"})


def developed(path: Path) -> tuple[bytes, str] | None:
    """The picture anew with its type; None when it may go as it is. Raises what `pictures.opened` names."""
    content = path.read_bytes()
    if len(content) <= LARGEST["image"] and (_is_clean_jpeg(content) or _is_clean_png(content)):
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as kept:
            _check(kept)
            kept.load()
        return None
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        _check(opened)
        is_drawn = opened.format in {"PNG", "GIF"}
        upright = plain_colours(opened)
    has_holes = upright.mode == "RGBA"
    if (is_drawn or has_holes) and len(content) <= LARGEST["image"]:
        drawn = _png(_shrunk(upright, LONGEST_SIDE))
        if len(drawn) <= LARGEST["image"]:
            return drawn, "image/png"
    return _jpeg(_on_white(upright) if has_holes else upright), "image/jpeg"


def plain_colours(opened: Image.Image) -> Image.Image:
    """The first frame as RGB or RGBA of 8 bits, turned as its camera says."""
    turned = _in_web_colours(ImageOps.exif_transpose(opened))
    if turned.mode.startswith("I"):
        # Greys of 16 bits: the upper eight of them.
        turned = turned.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    plain.info = {}
    return plain


def _check(opened: Image.Image) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise HugePictureError


def _in_web_colours(picture: Image.Image) -> Image.Image:
    """A phone's own colours, or a printer's, would be dull or garish without the profile that is left out."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        inks = picture.convert("RGB") if picture.mode == "RGBA" else picture
        found = ImageCms.profileToProfile(inks, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    if found is None:
        return picture
    if alpha:
        found.putalpha(alpha)
    return found


def _jpeg(picture: Image.Image) -> bytes:
    """The best that fits; the last step always does."""
    said = b""
    for side, quality in _STEPS:
        saved = BytesIO()
        _shrunk(picture, side).save(saved, "JPEG", quality=quality, optimize=True, progressive=True)
        said = saved.getvalue()
        if len(said) <= LARGEST["image"]:
            break
    return said


def _png(picture: Image.Image) -> bytes:
    saved = BytesIO()
    picture.save(saved, "PNG")
    return saved.getvalue()


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    return ImageOps.contain(picture, (side, side), Image.Resampling.LANCZOS)


def _on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _is_clean_jpeg(content: bytes) -> bool:
    """Three colours of 8 bits, nothing written beside them, and nothing behind their end."""
    if not content.startswith(b"\xff\xd8\xff"):
        return False
    place, has_colours = 2, False
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == 0xDA:
            # Within the picture's own bytes 0xFF is never followed by 0xD9.
            return has_colours and content.find(b"\xff\xd9", place) == len(content) - 2
        if marker not in _JPEG_SEGMENTS:
            return False
        if marker in {0xC0, 0xC2}:
            has_colours = content[place + 4] == 8 and content[place + 9] == 3
        place += 2 + length
    return False


def _is_clean_png(content: bytes) -> bool:
    """RGB or RGBA of 8 bits, no words and no place in it, and nothing behind its end."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[24:26] not in {b"\x08\x02", b"\x08\x06"}:
        return False
    place = 8
    while place + 12 <= len(content):
        length, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        place += 12 + length
        if name not in _PNG_CHUNKS:
            return False
        if name == b"IEND":
            return place == len(content)
    return False
