"""What a letter of another field than messages says: of a number, a business account, a template, a phone's own app."""

from datetime import UTC, datetime

import msgspec
from msgspec import Raw

from app.whatsapp.reading import moment, read, storable


class FieldEvent(msgspec.Struct, frozen=True):
    """One change of one field. `value` is its JSON as it came, made storable; its reader knows the shape.

    `waba_id` is the entry's id; in account_update's PARTNER_ events that is the business portfolio (cloud-api 1.4).
    `said_at` is the entry's time, or when we got it: some fields carry one of their own inside.
    """

    field: str
    waba_id: str
    said_at: datetime
    value: Raw


class _FieldLetter(msgspec.Struct):
    field: str
    value: Raw
    entry_id: str = ""
    time: str | float | None = None


def read_field(body: bytes, received_at: datetime) -> FieldEvent:
    """The event in a letter of kind `field:…`; raises `UnreadableLetterError`."""
    letter = read(storable(body), _FieldLetter)
    return FieldEvent(letter.field, letter.entry_id, moment(letter.time, received_at), letter.value)


def when(seconds: float | str | None) -> datetime | None:
    """A time inside a value, which may well lie ahead; None for what is none."""
    try:
        return datetime.fromtimestamp(float(seconds), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None
