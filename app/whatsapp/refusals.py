"""Looking up what to do about an error code of Meta's."""

from datetime import timedelta

from app.core import i18n
from app.whatsapp.refusal import Action, Refusal
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


def sentence(locale: str, code: int, subcode: int | None = None) -> str:
    """What happened and what to do, for people."""
    return i18n.text(locale, of(code, subcode).sentence, code=str(code))


def action(locale: str, code: int, subcode: int | None = None) -> str | None:
    """The label of the button beside the sentence, if there is something to be done at once."""
    wanted = of(code, subcode).action
    return None if wanted is Action.NONE else i18n.text(locale, f"action-{wanted}")
