"""Opening a webhook's envelope just far enough to see whose numbers it names."""

import re
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Raw

RAW_NULL = Raw(b"null")
MOST_CHANGES = 10_000
"""Meta puts at most 1,000 updates into a webhook; strangers would make us read a million."""


class NotALetterError(Exception):
    """These bytes are no webhook of Meta's: not JSON, no entries or far too many, or nested too deep to read.

    Whoever accepts them all the same (because the platform's secret signed them)
    keeps them whole, as `letters.raw_letter`.
    """


class Origin(NamedTuple):
    """Where an item says it comes from; whether that is true, the signature decides.

    Either may be empty. With a number it is the number that counts, whatever WABA the entry
    names: a change is genuine only when that number's own Meta app signed it.
    """

    waba_id: str
    phone_number_id: str


class Change(msgspec.Struct, frozen=True, gc=False):
    """One change of one entry, or an entry (field None) that holds no change we can read.

    `whole` is its value (or the entry) as it came, `members` what the value holds at its top,
    `entry_id` usually the WABA, `time` verbatim JSON.
    """

    origin: Origin
    entry_id: str
    time: Raw
    field: str | None
    whole: Raw
    members: dict[str, Raw]


class Envelope(msgspec.Struct, frozen=True, gc=False):
    """An opened webhook. Nothing in it is trusted until `letters.split` is told what is genuine."""

    changes: list[Change]
    origins: frozenset[Origin]
    mark: bytes | None = None
    """What stands for the backslash-u of each lone surrogate in here; see `_readable`."""


class _Change(msgspec.Struct):
    field: str
    value: Raw


class _Entry(msgspec.Struct):
    id: str
    changes: Annotated[list[_Change], msgspec.Meta(min_length=1)]
    time: Raw = RAW_NULL


class _Top(msgspec.Struct):
    entry: list[_Entry]


class _StrangeEntry(msgspec.Struct):
    id: Raw = RAW_NULL
    changes: Raw = RAW_NULL
    time: Raw = RAW_NULL


class _StrangeTop(msgspec.Struct):
    entry: list[Raw]


class _Metadata(msgspec.Struct):
    phone_number_id: str | int | None = None


class _WabaInfo(msgspec.Struct):
    waba_id: str | int | None = None


UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""All that msgspec raises on bytes: bad syntax or shape, bad UTF-8, too deep."""

_TOP = msgspec.json.Decoder(_Top)
_STRANGE_TOP = msgspec.json.Decoder(_StrangeTop)
_STRANGE_ENTRY = msgspec.json.Decoder(_StrangeEntry)
_CHANGE = msgspec.json.Decoder(_Change)
_METADATA = msgspec.json.Decoder(_Metadata)
_WABA_INFO = msgspec.json.Decoder(_WabaInfo)
_ID = msgspec.json.Decoder(str | int | None)
_OBJECT = msgspec.json.Decoder(dict[str, Raw])
_LIST = msgspec.json.Decoder(list[Raw])

_LONE = re.compile(rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(u)(?=[dD][89a-fA-F])")
_MARKS = tuple(b"\\u%x" % code for code in range(0xFDD0, 0xFDF0))


def read_envelope(raw: bytes) -> Envelope:
    """The changes of a webhook's body, each with the number (or WABA) it names.

    Raises `NotALetterError`, and for no bytes anything else. An entry or change of a strange
    shape does not spoil the others: it stays whole.
    """
    mark = None
    try:
        changes = _changes_of(raw)
    except UNREADABLE:
        readable, mark = _readable(raw)
        changes = _strange_changes_of(readable)
    if not 0 < len(changes) <= MOST_CHANGES:
        raise NotALetterError(f"{len(changes)} changes")
    return Envelope(changes, frozenset([change.origin for change in changes]), mark)


def list_of(raw: Raw) -> list[Raw] | None:
    """The members of a JSON array, unread; None when it is something else."""
    try:
        return _LIST.decode(raw)
    except UNREADABLE:
        return None


def _changes_of(raw: bytes) -> list[Change]:
    return [_change(change.field, change.value, entry.id, entry.time) for entry in _TOP.decode(raw).entry for change in entry.changes]


def _change(field: str, value: Raw, entry_id: str, time: Raw) -> Change:
    try:
        members = _OBJECT.decode(value)
    except UNREADABLE:
        members = {}
    return Change(_origin_of(members, entry_id), entry_id, time, field, value, members)


def _strange_changes_of(raw: bytes) -> list[Change]:
    """Like `_changes_of`, slower: what is misshapen stays whole and the others pass."""
    try:
        entries = _STRANGE_TOP.decode(raw).entry
    except UNREADABLE as error:
        raise NotALetterError(str(error)) from error
    if len(entries) > MOST_CHANGES:
        raise NotALetterError(f"{len(entries)} entries")
    return [change for entry in entries for change in _changes_of_strange(entry)]


def _changes_of_strange(raw: Raw) -> list[Change]:
    try:
        entry = _STRANGE_ENTRY.decode(raw)
    except UNREADABLE:
        return [Change(Origin("", ""), "", RAW_NULL, None, raw, {})]
    entry_id = _id_of(entry.id)
    changes = list_of(entry.changes)
    if not changes:
        return [Change(Origin(entry_id, ""), entry_id, entry.time, None, raw, {})]
    return [_strange_change(change, entry_id, entry.time) for change in changes]


def _strange_change(raw: Raw, entry_id: str, time: Raw) -> Change:
    try:
        change = _CHANGE.decode(raw)
    except UNREADABLE:
        return Change(Origin(entry_id, ""), entry_id, time, "", raw, {})
    return _change(change.field, change.value, entry_id, time)


def _readable(raw: bytes) -> tuple[bytes, bytes | None]:
    """The body with lone surrogates disguised, and the disguise; (raw, None) if there are none.

    JSON allows half of a surrogate pair, Meta cuts texts where one stands, and msgspec refuses the
    whole body for it. So each such backslash-u gets a noncharacter's escape that this body does
    not hold put in its place, and `letters.split` puts the backslash-u back.
    """
    if b"\\ud" not in raw and b"\\uD" not in raw:
        return raw, None
    mark = next((mark for mark in _MARKS if mark not in raw), None)
    if mark is None:
        return raw, None
    return _LONE.sub(lambda found: mark if found[1] else found[0], raw), mark


def _origin_of(members: dict[str, Raw], waba_id: str) -> Origin:
    if "metadata" in members:
        return Origin(waba_id, _phone_number_id_of(members["metadata"]))
    if "waba_info" in members:
        # In account_update's PARTNER_ events entry.id is the business portfolio (cloud-api 1.4).
        return Origin(_waba_id_of(members["waba_info"]) or waba_id, "")
    return Origin(waba_id, "")


def _phone_number_id_of(metadata: Raw) -> str:
    try:
        return _text(_METADATA.decode(metadata).phone_number_id)
    except UNREADABLE:
        return ""


def _waba_id_of(waba_info: Raw) -> str:
    try:
        return _text(_WABA_INFO.decode(waba_info).waba_id)
    except UNREADABLE:
        return ""


def _id_of(raw: Raw) -> str:
    try:
        return _text(_ID.decode(raw))
    except UNREADABLE:
        return ""


def _text(identifier: str | int | None) -> str:
    return "" if identifier is None else str(identifier)
