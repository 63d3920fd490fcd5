"""Making a letter's bytes readable and storable, whatever a guest's phone put into them."""

import re
from datetime import UTC, datetime, timedelta
from types import UnionType
from typing import Annotated, Any, TypeVar, get_args

import msgspec
from msgspec import UNSET, Raw

from app.whatsapp.envelope import UNREADABLE, list_of
from app.whatsapp.letters import LONGEST_ID

T = TypeVar("T", bound=msgspec.Struct)

# What no index row holds would fail in the database, which is costly for the letters beside it.
Name = Annotated[str, msgspec.Meta(max_length=LONGEST_ID)]
Identifier = Name | int

_ESCAPE = re.compile(rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})")
_MEMBERS = msgspec.json.Decoder(dict[str, Raw])
_BIRTH_OF_WHATSAPP = datetime(2009, 1, 1, tzinfo=UTC)
_CLOCK_SKEW = timedelta(minutes=5)


class UnreadableLetterError(Exception):
    """A letter that the worker must set aside; its text says what is wrong, never what was said."""


def storable(body: bytes) -> bytes:
    """The same JSON without what PostgreSQL refuses: NUL, half surrogate pairs, bad UTF-8.

    A NUL becomes its visible picture (U+2400), the others the replacement character. The
    letter itself keeps what really came.
    """
    if b"\\u" in body:
        body = _ESCAPE.sub(_tamed, body)
    if body.isascii():
        return body
    return body.decode("utf-8", "replace").encode()


def read(body: bytes | Raw, wanted: type[T]) -> T:
    """The struct in these storable bytes, without those optional members that are misshapen.

    Meta changes shapes without notice, and a strange `pricing` must not cost a receipt. What is
    required and missing raises `UnreadableLetterError`.
    """
    try:
        return msgspec.json.decode(body, type=wanted)
    except msgspec.ValidationError:
        return _forgiving(body, wanted)
    except UNREADABLE as error:
        raise UnreadableLetterError(f"not JSON: {error}") from error


def read_each(raw: Raw, wanted: type[T]) -> list[T]:
    """Those members of a JSON array that can be read; none of what is no array."""
    found = []
    for member in list_of(raw) or ():
        try:
            found.append(read(member, wanted))
        except UnreadableLetterError:
            continue
    return found


def moment(timestamp: str | float | None, received_at: datetime) -> datetime:
    """When it was said by Meta's clock, or `received_at` if that clock cannot be meant.

    Seconds as a string is the rule; numbers and milliseconds are read too. What lies more than
    five minutes after its own receipt, or before there was a WhatsApp, was never said then.
    """
    said_at = instant(timestamp)
    return received_at if said_at is None or said_at > received_at + _CLOCK_SKEW else said_at


def instant(timestamp: str | float | None) -> datetime | None:
    """A time of Meta's that may lie ahead; None for what is none. Seconds, or milliseconds."""
    try:
        seconds = float(timestamp or 0)
        at = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at > _BIRTH_OF_WHATSAPP else None


def _tamed(found: re.Match[bytes]) -> bytes:
    if found[1] is None:
        return found[0]
    return rb"\u2400" if found[1] == b"0000" else rb"\ufffd"


def _forgiving(body: bytes | Raw, wanted: type[T]) -> T:
    try:
        members = _MEMBERS.decode(body)
    except UNREADABLE as error:
        raise UnreadableLetterError("not an object") from error
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(wanted):
        value = _value_of(field, members)
        if value is not UNSET:
            found[field.name] = value
    return wanted(**found)


def _value_of(field: msgspec.structs.FieldInfo, members: dict[str, Raw]) -> object:
    raw = members.get(field.encode_name)
    if raw is not None:
        try:
            struct = _struct_in(field.type)
            if struct is not None:
                return read(raw, struct)
            return msgspec.json.decode(raw, type=field.type)
        except (msgspec.ValidationError, UnreadableLetterError) as error:
            if field.required:
                raise UnreadableLetterError(f"{field.encode_name} is misshapen") from error
    if field.required:
        raise UnreadableLetterError(f"{field.encode_name} is missing")
    return UNSET


def _struct_in(kind: object) -> type[msgspec.Struct] | None:
    """The struct in `Struct` and `Struct | None`; None when the member is something else."""
    choices = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    for choice in choices:
        if isinstance(choice, type) and issubclass(choice, msgspec.Struct):
            return choice
    return None
