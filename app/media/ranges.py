"""Which bytes of a file a reader asks for (RFC 9110, section 14)."""

import re
from typing import Final, NamedTuple

# None of the blanks is tried twice: else a header of 16 kB of them costs the event loop half a second.
_ONE: Final = re.compile(r"\s*+bytes\s*+=\s*+(\d{0,15})\s*+-\s*+(\d{0,15})\s*+", re.IGNORECASE)


class Span(NamedTuple):
    """From `start` up to, not with, `end`."""

    start: int
    end: int


class UnsatisfiableError(Exception):
    """Nothing of what was asked for exists."""


def wanted(header: str | None, size: int) -> Span | None:
    """The one span asked for; None: the whole, also for several spans and for what is no range at all.

    Raises `UnsatisfiableError` for one that begins behind the end.
    """
    asked = _ONE.fullmatch(header or "")
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last or size), size - 1) + 1
        if last and int(last) < start:
            return None
    if start >= end:
        raise UnsatisfiableError
    return Span(start, end)
