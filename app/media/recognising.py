"""What a handed-in file is: its bytes decide, and a name or a type that says something else is told so."""

from typing import Final, NamedTuple

from app.media.limits import Flaw
from app.media.types import CONTAINERS, container_of, plain

EBML: Final = b"\x1a\x45\xdf\xa3"
_AVIF: Final = frozenset({b"avif", b"avis"})
_MATTERS: Final[dict[str, frozenset[str]]] = {
    "picture": frozenset({"jpeg", "png", "webp", "gif", "heic", "avif"}),
    "sound": frozenset({"ogg", "mp3", "aac", "amr", "wav", "mp4", "webm"}),
    "film": frozenset({"mp4", "webm"}),
    "pdf": frozenset({"pdf"}),
    "paper": frozenset({"ole", "zip", "text", "rtf"}),
}
_ENDINGS: Final = {
    "picture": "png jpg jpeg jpe jfif gif webp heic heif avif bmp tif tiff svg ico",
    "sound": "mp3 ogg opus oga m4a aac amr wav weba flac",
    "film": "mp4 m4v mov 3gp webm avi mkv",
    "pdf": "pdf",
    "paper": "doc docx xls xlsx ppt pptx txt csv rtf odt ods vcf ics",
}
_SAID_BY_ENDING: Final = {ending: matter for matter, endings in _ENDINGS.items() for ending in endings.split()}
_SAID_BY_TYPE: Final = {"image": "picture", "audio": "sound", "video": "film"}
PICTURES: Final = _MATTERS["picture"]
_KINDS: Final = {"picture": "image", "sound": "audio", "pdf": "document", "paper": "document"}


class Claims(NamedTuple):
    """What the sender says of a file."""

    kind: str | None
    filename: str | None
    declared: str | None


def container(head: bytes) -> str:
    """As `types.container_of`, with those that only browsers make and that we turn into something else."""
    if head.startswith(EBML):
        return "webm"
    if head[4:8] == b"ftyp" and head[8:12] in _AVIF:
        return "avif"
    return container_of(head)


def mismatch(found: str, claims: Claims) -> Flaw | None:
    """A zip that is called photo.png is a mistake or a trick, and no guest shall wonder which."""
    for said, matter in (_by_name(claims.filename), _by_type(claims.declared)):
        if matter is not None and found not in _MATTERS[matter]:
            return Flaw("file_mismatch", "file-mismatch", {"said": said.upper(), "found": found.upper() or "?"})
    return None


def kind_of(found: str) -> str | None:
    """The message that would carry it, when nobody says which; None where one must look closer, and for what nobody knows."""
    matters = [matter for matter, containers in _MATTERS.items() if found in containers]
    return _KINDS.get(matters[0]) if len(matters) == 1 else None


def ending_of(filename: str | None) -> str:
    name, dot, ending = (filename or "").rpartition(".")
    return ending.strip().lower() if name and dot else ""


def is_known_ending(filename: str) -> bool:
    return ending_of(filename) in _SAID_BY_ENDING


def _by_name(filename: str | None) -> tuple[str, str | None]:
    ending = ending_of(filename)
    return ending, _SAID_BY_ENDING.get(ending)


def _by_type(declared: str | None) -> tuple[str, str | None]:
    """Of types that nobody knows, and of `application/octet-stream`, nothing is claimed."""
    said = plain(declared)
    family, _, name = said.partition("/")
    if family in _SAID_BY_TYPE:
        return name, _SAID_BY_TYPE[family]
    matter = next((one for one in ("pdf", "paper") if CONTAINERS.get(said) in _MATTERS[one]), None)
    return name, matter
