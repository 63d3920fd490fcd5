"""Which files we take: what the sender says they are, and what their first bytes say."""

from typing import Final

MIB: Final = 1 << 20
HEAD: Final = 4096
"""How many first bytes are looked at."""

# Meta hands over at most 100 MB (cloud-api, media); what phones make of pictures and stickers is far smaller.
LARGEST: Final = {"sticker": 2 * MIB, "image": 32 * MIB, "audio": 105 * MIB, "video": 105 * MIB, "document": 105 * MIB}

_OLE_TYPES: Final = ("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook")
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_ZIPPED: Final = (
    *(f"{_OPEN_XML}wordprocessingml.document", f"{_OPEN_XML}spreadsheetml.sheet", f"{_OPEN_XML}presentationml.presentation"),
    *("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"),
    *("application/zip", "application/x-zip-compressed", "application/vnd.apple.pkpass", "application/epub+zip"),
)
_TEXTS: Final = ("text/plain", "text/csv", "text/vcard", "text/x-vcard", "text/calendar", "application/json", "text/markdown")

# Each type we take, and the container that its bytes must be. Never HTML, SVG, XML, scripts or programs.
CONTAINERS: Final[dict[str, str]] = {
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/heif": "heic",
    "audio/ogg": "ogg",
    "audio/opus": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "video/mp4": "mp4",
    "audio/mp4": "mp4",
    "audio/m4a": "mp4",
    "audio/x-m4a": "mp4",
    "video/3gpp": "mp4",
    "video/quicktime": "mp4",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    **dict.fromkeys(_OLE_TYPES, "ole"),
    **dict.fromkeys(_ZIPPED, "zip"),
    **dict.fromkeys(_TEXTS, "text"),
}
NAMELESS: Final = "application/octet-stream"
# What such bytes are called when the sender's name for them is another's; of a container's types the first.
_PLAIN_NAMES: Final = {container: name for name, container in reversed(CONTAINERS.items()) if container not in {"ole", "zip", "text"}}
_OF_KIND: Final = {
    "image": frozenset({"jpeg", "png", "webp", "gif", "heic"}),
    "sticker": frozenset({"webp"}),
    "audio": frozenset({"ogg", "mp3", "aac", "amr", "wav", "mp4"}),
    "video": frozenset({"mp4"}),
    "document": frozenset(CONTAINERS.values()),
}
_MAGIC: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"OggS", "ogg"),
    (b"#!AMR", "amr"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"ID3", "mp3"),
)
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_MARKUP: Final = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe", b"<!--", b"<?php", b"#!")


def settled_type(kind: str, declared: str | None, head: bytes) -> str | None:
    """The type under which a file is kept and shown; None: we do not take it.

    Both the sender's word and the bytes must be of a type that this kind of message may carry. Where they
    differ within that, the bytes are right.
    """
    said = plain(declared)
    container = container_of(head)
    allowed = _OF_KIND.get(kind, frozenset())
    if container not in allowed or CONTAINERS.get(said) not in allowed:
        return None
    if CONTAINERS[said] == container:
        return said
    return "audio/mp4" if kind == "audio" and container == "mp4" else _PLAIN_NAMES.get(container, NAMELESS)


def plain(declared: str | None) -> str:
    """`audio/ogg; codecs=opus` without its parameters."""
    return (declared or "").partition(";")[0].strip().lower()


def container_of(head: bytes) -> str:
    """What the first bytes are; an empty word for what nobody here knows."""
    for magic, container in _MAGIC:
        if head.startswith(magic):
            return container
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIC_BRANDS else "mp4"
    return _frames(head) or ("text" if _is_text(head) else "")


def _frames(head: bytes) -> str:
    """MPEG audio has no magic but its frames' first bits: eleven ones, then which layer."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return ""
    layer = head[1] & 0b110
    if layer == 0:
        return "aac" if head[1] & 0xF0 == 0xF0 else ""
    return "mp3" if layer == 0b010 and head[2] & 0xF0 != 0xF0 else ""


def _is_text(head: bytes) -> bool:
    """Words, and nothing in them that a browser might take for a page or a shell for a program."""
    if not head or b"\0" in head:
        return False
    lowered = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return not lowered.startswith(_MARKUP) and not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
