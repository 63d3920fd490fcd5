"""Looking up what to do about an error code of Meta's."""

from datetime import timedelta

from app.whatsapp.refusal import Refusal
from app.whatsapp.refusal_table import BY_SUBCODE, TABLE, UNKNOWN, UNKNOWN_PASSING


def of(code: int, subcode: int | None = None, *, is_transient: bool = False) -> Refusal:
    """The line for a code. One that Meta has not told us of fails the message, unless Meta says it passes."""
    found = BY_SUBCODE.get((code, subcode)) or TABLE.get(code)
    if found is None and 200 <= code <= 299:
        return TABLE[200]
    return found or (UNKNOWN_PASSING if is_transient else UNKNOWN)


def wait(code: int, attempt: int) -> timedelta | None:
    """`Refusal.wait` of a code alone."""
    return of(code).wait(attempt)
