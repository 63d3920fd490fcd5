"""The files that a hotel's message carries: ids must be its number's own; what is wrong with a file shows later, as at Meta's."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from simulator.files import HostedFile
from simulator.graph import refusals, uploads
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta

KINDS = frozenset(("image", "video", "audio", "document", "sticker", "gif"))
CARRIERS = KINDS | {"interactive", "template"}
NOWHERE = ".invalid"
# How the bytes of each type begin (at which place): what a file claims to be is looked at, as Meta does.
_BEGINNINGS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/webp": ((8, b"WEBP"),),
    "video/mp4": ((4, b"ftyp"),),
    "video/3gpp": ((4, b"ftyp"),),
    "audio/mp4": ((4, b"ftyp"),),
    "audio/ogg": ((0, b"OggS"),),
    "audio/opus": ((0, b"OggS"),),
    "audio/amr": ((0, b"#!AMR"),),
    "audio/mpeg": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    "audio/aac": ((0, b"\xff\xf1"), (0, b"\xff\xf9")),
    "application/pdf": ((0, b"%PDF"),),
}


class Attached(NamedTuple):
    """`name` as refusals have it; `content` is Meta's object with `id` or `link`."""

    name: str
    kind: str
    content: dict[str, object]


def of(kind: str, content: object) -> list[Attached]:
    return list(_found(kind, kind, content)) if kind in CARRIERS else []


def check(meta: "Meta", number: Number, attached: list[Attached]) -> None:
    """Another number's id is as unknown as none."""
    for one in attached:
        if one.content.get("link"):
            continue
        file = meta.files.find(str(one.content.get("id")))
        if file is None or file.owner != number.phone_number_id:
            raise refusals.invalid(f"Param {one.name}['id'] is not a valid whatsapp business account media attachment ID")


def is_bad(meta: "Meta", attached: list[Attached]) -> bool:
    """Whether Meta will not be able to use one of them, which it finds out after it has accepted the message."""
    return any(_is_bad(meta, one) for one in attached)


def _is_bad(meta: "Meta", one: Attached) -> bool:
    link = one.content.get("link")
    if isinstance(link, str):
        is_nowhere = (urlsplit(link).hostname or "").endswith(NOWHERE)
        return is_nowhere or meta.dice.says(meta.faults.dead_links)
    file = meta.files.find(str(one.content.get("id")))
    return file is None or not _fits(file, one)


def _fits(file: HostedFile, one: Attached) -> bool:
    kind = "video" if one.kind == "gif" else one.kind
    mime_type = file.mime_type.partition(";")[0].strip().lower()
    is_animated = b"ANIM" in file.content[:64]
    if kind == "sticker" and not is_animated and len(file.content) > uploads.MOST_STILL_STICKER:
        return False
    if one.content.get("voice") is True and mime_type != "audio/ogg":
        return False
    beginnings = _BEGINNINGS.get(mime_type)
    looks_right = beginnings is None or any(file.content[place:].startswith(start) for place, start in beginnings)
    # Any file may go as a document; Meta's list of types was asked when it was put up.
    return looks_right and (kind == "document" or uploads.kind_of(mime_type) == kind)


def _found(name: str, key: object, content: object) -> Iterator[Attached]:
    if isinstance(content, list):
        for place, item in enumerate(content):
            yield from _found(f"{name}[{place}]", None, item)
    elif isinstance(content, dict):
        if key in KINDS and ("id" in content or "link" in content):
            yield Attached(name, str(key), content)
        else:
            for member, inner in content.items():
                if isinstance(inner, dict | list):
                    yield from _found(f"{name}['{member}']", member, inner)
