"""What is wrong with something that was asked for: one flaw, and the checks that many shapes share."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

LONGEST: Final = 4096
"""Characters of a text that has no limit of its own."""

MOST_ENTRIES: Final = 300
# What no text has: PostgreSQL stores no NUL, and half a character is none.
NO_TEXT: Final = re.compile(r"[\x00\ud800-\udfff]")
# What a phone shows as nothing at all, alone or beside blanks: joiners, marks of direction, fillers, tags.
UNSEEN: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]*"
)


class Flaw(NamedTuple):
    """`path` is relative to the shape that tells of it; `sentence` a key of the locale files."""

    path: str
    type: str
    sentence: str = "detail-value"
    terms: Mapping[str, str | int] = {}


def check_text(said: str, path: str, *, least: int = 0, most: int = LONGEST) -> Iterator[Flaw]:
    """A character is a code point, as for Meta: an emoji of several counts as several (a family: seven)."""
    if len(said) > most:
        yield Flaw(path, "length", "detail-longest", {"most": most, "many": len(said)})
    elif NO_TEXT.search(said):
        yield Flaw(path, "value", "detail-characters")
    elif least and UNSEEN.fullmatch(said):
        yield Flaw(path, "length", "detail-empty")
    elif len(said) < least:
        yield Flaw(path, "length", "detail-shortest", {"least": least})


def doubles(told: Sequence[object], path: str) -> Iterator[Flaw]:
    """Those that were there before; `path` has a `{}` for the place."""
    for place, one in enumerate(told):
        if one in told[:place]:
            yield Flaw(path.format(place), "duplicate", "detail-duplicate")


def many(told: Sequence[object], path: str, *, least: int = 0, most: int = MOST_ENTRIES) -> Iterator[Flaw]:
    if len(told) > most:
        yield Flaw(path, "too_many", "detail-too-many", {"most": most, "many": len(told)})
    elif len(told) < least:
        yield Flaw(path, "too_few", "detail-too-few", {"least": least})
