"""What files are, by their first bytes and by what is in them, whatever their senders say."""

import struct
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.media.lengths import Recording, listen_to
from app.media.pictures import UnreadablePictureError, look_at
from app.media.types import CONTAINERS, container_of, settled_type
from simulator import samples


@pytest.mark.parametrize(
    ("kind", "declared", "head", "claim"),
    [
        ("image", "image/jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("image", "IMAGE/JPEG ; q=1", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("image", "image/heic", b"\0\0\0\x18ftypheic", "image/heic"),
        ("image", None, b"\xff\xd8\xff\xe0", None),
        ("image", "application/pdf", b"%PDF-1.4", None),
        ("audio", "audio/ogg; codecs=opus", b"OggS\0", "audio/ogg"),
        ("audio", "audio/amr", b"#!AMR\n\x3c", "audio/amr"),
        ("audio", "audio/mp4", b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        ("audio", "audio/ogg", b"\0\0\0\x18ftypisom", "audio/mp4"),
        ("audio", "audio/aac", b"\xff\xf1\x50\x80", "audio/aac"),
        ("audio", "audio/mpeg", b"ID3\x04", "audio/mpeg"),
        ("video", "video/3gpp", b"\0\0\0\x18ftyp3gp5", "video/3gpp"),
        ("video", "audio/mp4", b"\0\0\0\x18ftypisom", "audio/mp4"),
        ("document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04", None),
        ("document", "application/msword", b"PK\x03\x04", "application/octet-stream"),
        ("document", "text/csv", "nome;preço\n".encode("latin-1"), "text/csv"),
        ("document", "text/plain", "\ufeffOlá".encode(), "text/plain"),
        ("document", "text/plain", "\ufeff <HTML>".encode(), None),
        ("document", "application/javascript", b"alert(1)", None),
        ("document", "image/svg+xml", b"<svg>", None),
        ("document", "application/xml", b"<?xml version='1.0'?>", None),
        ("reaction", "image/jpeg", b"\xff\xd8\xff\xe0", None),
    ],
)
def test_bytes_and_word_must_both_be_allowed(kind: str, declared: str | None, head: bytes, claim: str | None) -> None:
    if claim is None and declared in CONTAINERS and CONTAINERS[declared] == "zip":
        claim = declared

    assert settled_type(kind, declared, head) == claim


@given(st.binary(max_size=200), st.sampled_from(["image", "video", "audio", "document", "sticker"]), st.text(max_size=30))
def test_any_bytes_and_any_word_end_in_a_type_we_take(head: bytes, kind: str, declared: str) -> None:
    for word in (declared, *CONTAINERS):
        found = settled_type(kind, word, head)
        assert found is None or found in {*CONTAINERS, "application/octet-stream"}
    assert container_of(b"<svg " + head) == ""
    assert container_of(b"<!DOCTYPE html>" + head) == ""


def amr(*modes: int) -> bytes:
    sizes = (13, 14, 16, 18, 20, 21, 27, 32)
    return b"#!AMR\n" + b"".join(bytes([mode << 3 | 4]) + bytes(sizes[mode] - 1) for mode in modes)


def boxed(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def wav(bytes_a_second: int, many: int) -> bytes:
    sound = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8_000, bytes_a_second, 1, 8) + b"LIST\3\0\0\0abc\0"
    return b"RIFF\0\0\0\0WAVE" + sound + b"data" + struct.pack("<I", many) + bytes(many)


def vorbis(rate: int, samples: int) -> bytes:
    def page(at: int, packet: bytes) -> bytes:
        return b"OggS\0\0" + struct.pack("<qIIIBB", at, 1, 0, 0, 1, len(packet)) + packet

    return page(0, b"\x01vorbis\0\0\0\0\1" + struct.pack("<I", rate) + bytes(14)) + page(samples, bytes(9))


def packed_tag(unfolded: int) -> bytes:
    """An ID3 tag of a picture that is zeros, packed."""
    packed = zlib.compress(bytes(unfolded), 9)
    content = bytes(4) + packed
    sized = [bytes(size >> shift & 127 for shift in (21, 14, 7, 0)) for size in (len(content), len(content) + 10)]
    return b"ID3\4\0\0" + sized[1] + b"APIC" + sized[0] + b"\0\x09" + content


WIDE_MOVIE = boxed(b"mvhd", b"\1\0\0\0" + bytes(16) + struct.pack(">IQ", 600, 1500))


@pytest.mark.parametrize(
    ("content", "content_type", "claim"),
    [
        (amr(*[7] * 50), "audio/amr", Recording(1000)),
        (amr(0, 7, 3), "audio/amr", Recording(60)),
        (samples.of("voice").content, "audio/ogg", Recording(3000)),
        (samples.of("video").content, "video/mp4", Recording(3000, 48, 48)),
        (boxed(b"free", bytes(50)) + boxed(b"moov", WIDE_MOVIE), "audio/mp4", Recording(2500)),
        (boxed(b"ftyp", b"isom"), "video/mp4", Recording()),
        (struct.pack(">I4s", 4, b"moov"), "video/mp4", Recording()),
        (struct.pack(">I4sQ", 1, b"moov", 2**63), "video/mp4", Recording()),
        (b"\0\0\0\x08free" * 400_000, "video/mp4", Recording()),
        (b"\0\0\0\0moov" * 5000, "video/mp4", Recording()),
        (b"OggS" + bytes(500), "audio/ogg", Recording()),
        (wav(8_000, 12_000), "audio/wav", Recording(1500)),
        (wav(0, 12_000), "audio/wav", Recording()),
        (vorbis(44_100, 88_200), "audio/ogg", Recording(2000)),
        (b"", "audio/mpeg", Recording()),
        (b"%PDF-1.4", "application/pdf", Recording()),
    ],
)
def test_a_recording_says_how_long_it_is_or_nothing(tmp_path: Path, content: bytes, content_type: str, claim: Recording) -> None:
    file = tmp_path / "recording"
    file.write_bytes(content)

    assert listen_to(file, content_type) == claim


@pytest.mark.parametrize("content_type", ["audio/mpeg", "audio/wav"])
def test_nothing_that_is_packed_into_a_recording_is_unfolded(tmp_path: Path, content_type: str) -> None:
    tag, frames = packed_tag(64_000_000), (b"\xff\xfb\x90\0" + bytes(413)) * 10
    is_wav = content_type == "audio/wav"
    tagged = (
        b"RIFF\0\0\0\0WAVEid3 " + struct.pack("<I", len(tag)) + tag + bytes(len(tag) % 2) + wav(8_000, 2_000)[12:]
        if is_wav
        else tag + frames
    )
    file = tmp_path / "bomb"
    file.write_bytes(tagged)

    tracemalloc.start()
    heard, most = listen_to(file, content_type), tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert heard.duration_ms == (250 if is_wav else 261)
    assert most < 10_000_000


def test_no_recording_is_counted_longer_than_a_day(tmp_path: Path) -> None:
    file = tmp_path / "endless"
    file.write_bytes(b"#!AMR\n" + b"\x7c" * 30_000_000)
    started = time.thread_time()

    assert listen_to(file, "audio/amr") == Recording()
    assert time.thread_time() - started < 3


def test_wounded_files_raise_nothing_but_our_own(tmp_path: Path) -> None:
    file = tmp_path / "wounded"
    for name, content_type in (("voice", "audio/ogg"), ("audio", "audio/mpeg"), ("video", "video/mp4")):
        content = samples.of(name).content
        for place in range(0, min(len(content), 900), 29):
            file.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
            listen_to(file, content_type)
            file.write_bytes(content[:place])
            listen_to(file, content_type)
    for name in ("image", "png", "sticker", "animated_sticker"):
        content = samples.of(name).content
        for place in range(0, len(content), max(1, len(content) // 60)):
            file.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
            try:
                look_at(file)
            except UnreadablePictureError:
                continue


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK", "1", "LA", "I;16"])
def test_pictures_of_every_colour_can_be_shown_small(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "picture"
    Image.new(mode, (700, 500)).save(file, "JPEG" if mode == "CMYK" else "PNG")

    seen = look_at(file)

    assert (seen.width, seen.height) == (700, 500)
    assert seen.thumbnail[8:12] == b"WEBP"
