"""Making what strangers' phones say fit to be shown: names of files, addresses of pages, members that are there."""

import re
import unicodedata
from typing import Any, Final
from urllib.parse import urlsplit

LONGEST_NAME: Final = 200
LONGEST_SUFFIX: Final = 16

# Control characters, and those that turn the direction of writing: with them "exe.pdf" can stand for what ends in ".exe".
_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_BLANKS: Final = re.compile(r"\s+")


def present(**members: object) -> dict[str, Any]:
    """Those members that say something: neither absent nor an empty text, list or object."""
    return {name: value for name, value in members.items() if value is not None and value not in ("", [], {})}


def filename(said: str | None) -> str | None:
    """A file's name as its sender gave it: one line, without its folders, not too long, its ending kept."""
    if not said:
        return None
    last = re.split(r"[/\\]", _INVISIBLE.sub("", unicodedata.normalize("NFC", said)))[-1]
    shown = _BLANKS.sub(" ", last).strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    if len(shown) > LONGEST_NAME and dot and len(suffix) <= LONGEST_SUFFIX:
        return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
    return shown[:LONGEST_NAME] or None


def page(said: str | None) -> str | None:
    """The address of a page that may become a link; None for every other scheme, and for what is no address."""
    try:
        parts = urlsplit(said or "")
    except ValueError:
        return None
    return said if parts.scheme in {"http", "https"} and parts.netloc else None
