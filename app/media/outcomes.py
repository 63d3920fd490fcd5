"""How an attempt to fetch a file ends: in a value that says what to do with its row."""

import msgspec

from app.media.models import MediaFault
from app.media.schemas import Facts


class Got(msgspec.Struct, frozen=True):
    """It is in the store."""

    facts: Facts


class Lost(msgspec.Struct, frozen=True):
    """It will never come, or we do not take it."""

    fault: MediaFault
    details: str = ""


class Later(msgspec.Struct, frozen=True):
    """Not now. `wait` seconds at least; `fault` is what it was if no later attempt goes better.

    `most` attempts are made, else as many as the id's life gives room for.
    """

    details: str
    fault: MediaFault = MediaFault.UNREACHABLE
    wait: float = 0
    most: int | None = None


class Barred(msgspec.Struct, frozen=True):
    """The number's token is dead: the file waits for another, and the number is stopped."""

    code: int
    subcode: int | None = None


Outcome = Got | Lost | Later | Barred
