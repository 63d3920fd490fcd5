"""What Meta tells of calls: ringing, answered, ended. We do not take calls; a thread shows that there was one."""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL, list_of
from app.whatsapp.fields import FieldEvent
from app.whatsapp.identities import guest_among
from app.whatsapp.payloads import MetaContact, Person, Timestamp, required
from app.whatsapp.reading import Identifier, Name, UnreadableLetterError, instant, moment, read, storable

RINGING: Final = "ringing"
RANKS: Final = {RINGING: 0, "accepted": 1, "rejected": 2, "failed": 3, "completed": 3}
"""A call only goes on: what ranks lower came late. What is not known yet ends a call."""
ENDED: Final = 3
LONGEST_WORD: Final = 64


class CallEvent(NamedTuple):
    """One word on a call. `by_guest` is None where it does not say who rang."""

    id: str
    guest: Person
    by_guest: bool | None
    status: str
    at: datetime
    started_at: datetime | None = None
    duration_s: int | None = None


class _Call(msgspec.Struct):
    id: Identifier
    event: str = ""
    sender: Identifier | None = msgspec.field(default=None, name="from")
    from_user_id: Name | None = None
    to: Identifier | None = None
    to_user_id: Name | None = None
    direction: str = ""
    status: str | list[str] | None = None
    timestamp: Timestamp | None = None
    start_time: Timestamp | None = None
    duration: int | None = None


class _Status(msgspec.Struct):
    id: Identifier
    status: str
    recipient_id: Identifier | None = None
    recipient_user_id: Name | None = None
    timestamp: Timestamp | None = None


class _Value(msgspec.Struct):
    contacts: Raw = RAW_NULL
    calls: Raw = RAW_NULL
    statuses: Raw = RAW_NULL


def read_calls(event: FieldEvent) -> list[CallEvent]:
    """All that a letter of the field `calls` says; raises `UnreadableLetterError`."""
    value = read(storable(bytes(event.value)), _Value)
    found = [_call(raw, value.contacts, event.said_at) for raw in list_of(value.calls) or ()]
    found += [_status(raw, value.contacts, event.said_at) for raw in list_of(value.statuses) or ()]
    if not found:
        raise UnreadableLetterError("nothing in it")
    return found


def _call(raw: Raw, contacts: Raw, received_at: datetime) -> CallEvent:
    told = read(raw, _Call)
    by_guest = told.direction != "BUSINESS_INITIATED"
    named = MetaContact(told.sender, told.from_user_id) if by_guest else MetaContact(told.to, told.to_user_id)
    said = told.status if isinstance(told.status, str) else next(iter(told.status or ()), "")
    return CallEvent(
        id=required(told.id, "a call without an id"),
        guest=guest_among(contacts, named),
        by_guest=by_guest,
        status=RINGING if told.event == "connect" else (said.lower()[:LONGEST_WORD] or "completed"),
        at=moment(told.timestamp, received_at),
        started_at=instant(told.start_time),
        duration_s=told.duration,
    )


def _status(raw: Raw, contacts: Raw, received_at: datetime) -> CallEvent:
    """Only of calls that the hotel makes (cloud-api 1.8)."""
    told = read(raw, _Status)
    guest = guest_among(contacts, MetaContact(told.recipient_id, told.recipient_user_id))
    wacid = required(told.id, "a call without an id")
    return CallEvent(wacid, guest, False, told.status.lower()[:LONGEST_WORD], moment(told.timestamp, received_at))
