"""What WhatsApp takes of each kind of file, in Meta's figures; a megabyte is a million bytes here, to be on the safe side."""

from typing import Final

import msgspec

from app.media.types import CONTAINERS, plain

MB: Final = 1_000_000
LARGEST: Final = {"image": 5 * MB, "video": 16 * MB, "audio": 16 * MB, "document": 100 * MB, "sticker": 100_000}
LARGEST_MOVING_STICKER: Final = 500_000
LARGEST_VOICE: Final = 512_000
"""A voice message that is larger is shown without its play button."""

MOST_TAKEN: Final = {"image": 40 * MB, "video": 16 * MB, "audio": 100 * MB, "voice": 100 * MB, "document": 100 * MB, "sticker": 20 * MB}
"""What we take in: pictures and recordings are made smaller."""
MOST_OF_ANY: Final = 100 * MB

OFFICE: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OLD_OFFICE: Final = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}

_SENT_AS: Final[dict[str, frozenset[str]]] = {
    "image": frozenset({"image/jpeg", "image/png"}),
    "sticker": frozenset({"image/webp"}),
    "audio": frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"}),
    "video": frozenset({"video/mp4", "video/3gpp"}),
    "document": frozenset({"text/plain", "application/pdf", *OFFICE.values(), *OLD_OFFICE.values()}),
}
_ALIASES: Final = {"audio/opus": "audio/ogg", "audio/mp3": "audio/mpeg", "audio/m4a": "audio/mp4", "audio/x-m4a": "audio/mp4"}
ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "video/mp4": ("mp4", "m4v"),
    "video/3gpp": ("3gp",),
    "audio/ogg": ("ogg", "opus", "oga"),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a", "mp4"),
    "audio/aac": ("aac",),
    "audio/amr": ("amr",),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "csv", "vcf", "ics", "md", "log", "json"),
    **{named: (ending,) for ending, named in (OFFICE | OLD_OFFICE).items()},
}


class Flaw(msgspec.Struct, frozen=True, tag_field="outcome"):
    """Why a file cannot be sent: a word for programs, a key of the locale files, and what fills its sentence."""

    type: str
    sentence: str
    terms: dict[str, str | int] = {}


def as_meta_says(content_type: str) -> str:
    """The name under which Meta takes this type; of texts it knows only one."""
    named = plain(content_type)
    return "text/plain" if CONTAINERS.get(named) == "text" else _ALIASES.get(named, named)


def flaw_of(kind: str, content_type: str, size: int) -> Flaw | None:
    """What keeps a file of ours from being sent as a message of this kind. Of stickers only those that move may be large."""
    if as_meta_says(content_type) not in _SENT_AS.get(kind, frozenset()):
        return Flaw("file_type", f"file-type-{kind}")
    most = LARGEST_MOVING_STICKER if kind == "sticker" else LARGEST[kind]
    return too_large(kind, most) if size > most else None


def too_large(kind: str, most: int) -> Flaw:
    said = f"{most // MB} MB" if most >= MB else f"{most // 1000} KB"
    return Flaw("file_too_large", "file-too-large", {"kind": kind, "most": said})


def damaged() -> Flaw:
    return Flaw("file_damaged", "file-damaged")
