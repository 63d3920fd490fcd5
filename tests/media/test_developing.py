"""What becomes of a file before it may be sent: taken as it is, made anew, or refused by what it is."""

import asyncio
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from app.core.ids import new_id
from app.media import films
from app.media.darkroom import Darkroom, Developed, Order
from app.media.developing import develop
from app.media.limits import LARGEST, LARGEST_VOICE, Flaw
from simulator import samples
from tests.media.recordings import HEIC, filmed, recorded

Files = Callable[..., Developed | Flaw]
JPEG, PDF = samples.of("image").content, samples.of("document").content
PLACE = 0x8825
HOTEL = new_id()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def made(content: bytes, **told: object) -> Developed | Flaw:
        path = tmp_path / "file"
        path.write_bytes(content)
        return develop(Order(str(path), **told))  # type: ignore[arg-type]

    return made


def ready(made: Developed | Flaw) -> Developed:
    assert isinstance(made, Developed), made
    return made


def drawn(picture: Image.Image, kind: str = "PNG", **told: object) -> bytes:
    saved = BytesIO()
    picture.save(saved, kind, **told)
    return saved.getvalue()


def office(*names: str) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as parts:
        for name in ("[Content_Types].xml", *names):
            parts.writestr(name, "<x/>")
    return saved.getvalue()


def photographed() -> bytes:
    """Held upright, with the place where it was taken, in a phone's own colours."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(PLACE)[2] = (22.0, 59.0, 11.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return drawn(Image.new("RGB", (64, 48), "red"), "JPEG", exif=exif, icc_profile=profile)


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 by 60,000."""
    head = struct.pack(">II5B", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


PICTURES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a printer's colours": (lambda: drawn(Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG"), "image/jpeg", "RGB"),
    "grey of 8 bits": (lambda: drawn(Image.new("L", (9, 9), 77), "JPEG"), "image/jpeg", "RGB"),
    "grey of 16 bits": (lambda: drawn(Image.new("I;16", (9, 9), 40_000)), "image/png", "RGB"),
    "a palette": (lambda: drawn(Image.new("P", (9, 9), 3)), "image/png", "RGB"),
    "a GIF": (lambda: drawn(Image.new("P", (9, 9)), "GIF"), "image/png", "RGB"),
    "a WebP that one sees through": (lambda: drawn(Image.new("RGBA", (9, 9), (9, 9, 9, 9)), "WEBP"), "image/png", "RGBA"),
    "a phone's HEIC": (lambda: HEIC, "image/jpeg", "RGB"),
    "an AVIF": (lambda: drawn(Image.new("RGB", (16, 16), "blue"), "AVIF"), "image/jpeg", "RGB"),
    "a tail behind its end": (lambda: JPEG + b"PK\x05\x06 and more", "image/jpeg", "RGB"),
}


@pytest.mark.parametrize("what", PICTURES)
def test_pictures_become_what_whatsapp_shows(files: Files, what: str) -> None:
    made_by, content_type, mode = PICTURES[what]

    made = ready(files(made_by()))

    with Image.open(made.path) as shown:
        assert (made.kind, made.content_type, shown.mode) == ("image", content_type, mode)
        assert shown.info.get("exif") is None
    assert Path(made.path).read_bytes().endswith((b"\xff\xd9", b"IEND\xaeB`\x82"))


def test_a_photo_stands_upright_and_does_not_say_where_it_was_taken(files: Files) -> None:
    made = ready(files(photographed(), filename="IMG_0042.JPG"))

    with Image.open(made.path) as shown:
        assert shown.size == (made.width, made.height) == (48, 64)
        assert not shown.getexif()
        assert "icc_profile" not in shown.info
    assert made.filename == "IMG_0042.JPG"


def test_a_clean_picture_goes_as_it_is(files: Files) -> None:
    assert Path(ready(files(JPEG)).path).read_bytes() == JPEG


def test_what_is_too_large_is_made_smaller(files: Files) -> None:
    noise = drawn(Image.effect_noise((2400, 1800), 90).convert("RGB"))
    assert len(noise) > LARGEST["image"]

    made = ready(files(noise, filename="mapa.png"))

    assert made.size <= LARGEST["image"]
    assert (made.content_type, made.filename) == ("image/jpeg", "mapa.jpg")


@pytest.mark.parametrize("frames", [1, 5])
def test_any_picture_may_be_a_sticker(files: Files, frames: int) -> None:
    sheets = [Image.effect_noise((700, 300), 90 + place).convert("RGB") for place in range(frames)]
    content = drawn(sheets[0], "WEBP", save_all=frames > 1, append_images=sheets[1:], duration=80, lossless=True)

    made = ready(files(content, kind="sticker"))

    assert (made.content_type, made.width, made.height) == ("image/webp", 512, 512)
    assert made.size <= (100_000 if frames == 1 else 500_000)


@pytest.mark.parametrize(("container", "codec"), [("webm", "libopus"), ("mp4", "aac"), ("wav", "pcm_s16le"), ("adts", "aac")])
def test_what_is_recorded_becomes_a_voice(files: Files, container: str, codec: str) -> None:
    content = recorded(container, codec, seconds=1.5, layout="stereo" if container == "mp4" else "mono")

    made = ready(files(content, kind="audio", voice=True))

    assert (made.content_type, made.is_voice) == ("audio/ogg", True)
    assert 1400 <= (made.duration_ms or 0) <= 1600
    assert made.size < LARGEST_VOICE
    again = ready(files(Path(made.path).read_bytes(), kind="audio", voice=True))
    assert again.sha256 == made.sha256


def test_music_that_whatsapp_plays_stays_music(files: Files) -> None:
    song = recorded("mp3", "libmp3lame")

    assert (ready(files(song)).content_type, ready(files(song)).is_voice) == ("audio/mpeg", False)
    assert Path(ready(files(song)).path).read_bytes() == song
    assert ready(files(recorded("mp4", "aac"))).content_type == "audio/mp4"


def test_a_film_goes_without_its_place_and_shows_how_it_begins(files: Files) -> None:
    taken = filmed("mov", location="-22.9868-043.1729/")
    assert b"-22.9" in taken

    made = ready(files(taken, filename="IMG_1.MOV"))

    assert (made.kind, made.content_type, made.filename) == ("video", "video/mp4", "IMG_1.mp4")
    assert b"-22.9" not in Path(made.path).read_bytes()
    assert made.thumbnail
    assert films.flaw_in(Path(made.path)) is None


DOCUMENTS = {
    "PDF": (PDF, "conta", "application/pdf", "conta.pdf"),
    "Word": (office("word/document.xml"), "a.docx", "wordprocessingml.document", "a.docx"),
    "Excel": (office("xl/workbook.xml"), "a.xlsx", "spreadsheetml.sheet", "a.xlsx"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 9, "a.doc", "application/msword", "a.doc"),
    "text": ("Lista de preços\n".encode(), "lista.csv", "text/plain", "lista.csv"),
}


@pytest.mark.parametrize("what", DOCUMENTS)
def test_documents_are_known_by_what_is_in_them(files: Files, what: str) -> None:
    content, name, content_type, sent_as = DOCUMENTS[what]

    made = ready(files(content, filename=name))

    assert made.kind == "document"
    assert made.content_type.endswith(content_type)
    assert made.filename == sent_as


REFUSED: dict[str, tuple[bytes, dict[str, str], str]] = {
    "a zip that is called a picture": (office("word/x.xml"), {"filename": "foto.png"}, "file_mismatch"),
    "a zip that is said to be one": (office("word/x.xml"), {"declared": "image/png"}, "file_mismatch"),
    "a page that is called a PDF": (b"<html><script>alert(1)</script>", {"filename": "conta.pdf"}, "file_mismatch"),
    "a page": (b"<html><script>alert(1)</script>", {}, "file_type"),
    "a drawing that runs": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {"kind": "image"}, "file_type"),
    "a program": (b"MZ\x90\x00" + bytes(500), {"filename": "setup"}, "file_type"),
    "an archive": (office(), {"filename": "tudo.zip"}, "file_type"),
    "macros": (office("word/document.xml", "word/vbaProject.bin"), {"filename": "a.docx"}, "file_type"),
    "a PDF as a picture": (PDF, {"kind": "image"}, "file_type"),
    "a picture as a document": (JPEG, {"kind": "document"}, "file_type"),
    "nothing": (b"", {"filename": "vazio.pdf"}, "file_empty"),
    "a bomb": (bomb(), {}, "file_too_large"),
    "half a JPEG": (JPEG[: len(JPEG) // 2], {}, "file_damaged"),
    "half a PDF": (PDF[: len(PDF) // 2], {}, "file_damaged"),
    "half a Word document": (office("word/document.xml")[:90], {"filename": "a.docx"}, "file_damaged"),
    "half a film": (filmed()[:-900], {}, "file_damaged"),
    "a film for other players": (filmed("mp4", "mpeg4"), {}, "file_type"),
    "a recording of nothing": (recorded("webm", "libopus")[:300], {"kind": "audio"}, "file_damaged"),
    "a film as a recording": (samples.of("image").content, {"kind": "audio"}, "file_type"),
    "a play-list": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", {"kind": "audio"}, "file_type"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_whatsapp_does_not_take_is_refused_by_its_kind(files: Files, what: str) -> None:
    content, told, flaw = REFUSED[what]

    refused = files(content, **told)

    assert isinstance(refused, Flaw), refused
    assert refused.type == flaw


async def test_who_opens_a_file_for_too_long_is_stopped_and_nobody_waits(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(JPEG)

    assert await Darkroom(patience_s=0.01).develop(Order(str(path)), HOTEL) == Flaw("file_damaged", "file-damaged")
    assert isinstance(await Darkroom().develop(Order(str(path)), HOTEL), Developed)


async def test_one_hotels_endless_files_keep_no_other_hotel_waiting(tmp_path: Path) -> None:
    path, endless = tmp_path / "file", tmp_path / "endless"
    path.write_bytes(JPEG)
    os.mkfifo(endless)
    darkroom = Darkroom()
    stuck = [asyncio.create_task(darkroom.develop(Order(str(endless)), HOTEL)) for _ in range(3)]
    await asyncio.sleep(0.1)

    async with asyncio.timeout(20):
        made = await darkroom.develop(Order(str(path)), new_id())

    for one in stuck:
        one.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)
    assert isinstance(made, Developed)
