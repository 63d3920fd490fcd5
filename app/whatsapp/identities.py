"""What Meta says of guests outside their messages: other ids, wishes, and how the hotel's phone calls them."""

from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL, list_of
from app.whatsapp.fields import FieldEvent
from app.whatsapp.payloads import LONGEST_NAME, MetaContact, Person, Timestamp, person_of, text_of
from app.whatsapp.reading import Identifier, Name, UnreadableLetterError, moment, read

MARKETING = "marketing_messages"


class NewUserId(NamedTuple):
    """A guest's business-scoped user id is another one since `at`."""

    before: Person
    after: Person
    at: datetime


class Preference(NamedTuple):
    """Whether a guest wants a category of messages; `wanted` is None for a word that is not known."""

    who: Person
    category: str
    wanted: bool | None
    at: datetime


class Entry(NamedTuple):
    """A line of the phone's address book; `name` is None when it was taken out."""

    who: Person
    name: str | None
    at: datetime


class _Ids(msgspec.Struct):
    previous: Name | None = None
    current: Name | None = None


class _UserIdUpdate(msgspec.Struct):
    wa_id: Identifier | None = None
    user_id: _Ids = msgspec.field(default_factory=_Ids)
    parent_user_id: _Ids = msgspec.field(default_factory=_Ids)
    timestamp: Timestamp | None = None


class _Preference(msgspec.Struct):
    value: str
    wa_id: Identifier | None = None
    user_id: Name | None = None
    category: str = ""
    timestamp: Timestamp | None = None


class _BookContact(msgspec.Struct):
    full_name: str | None = None
    first_name: str | None = None
    phone_number: Identifier | None = None
    user_id: Name | None = None


class _Metadata(msgspec.Struct):
    timestamp: Timestamp | None = None


class _StateSync(msgspec.Struct):
    action: str
    type: str = ""
    contact: _BookContact = msgspec.field(default_factory=_BookContact)
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)


class _Value(msgspec.Struct):
    contacts: Raw = RAW_NULL
    user_id_update: Raw = RAW_NULL
    user_preferences: Raw = RAW_NULL
    state_sync: Raw = RAW_NULL


_WANTED = {"stop": False, "resume": True, "signup": True}


def read_new_user_ids(event: FieldEvent) -> list[NewUserId]:
    """The changes in a `user_id_update`; raises `UnreadableLetterError` when one names no id."""
    found = []
    for raw in _members(read(event.value, _Value).user_id_update):
        told = read(raw, _UserIdUpdate)
        ids, parents = told.user_id, told.parent_user_id
        if not ids.current or not (ids.previous or told.wa_id):
            raise UnreadableLetterError("a change of id without the ids")
        before = Person(wa_id=None if ids.previous else text_of(told.wa_id), user_id=ids.previous, parent_user_id=parents.previous)
        after = Person(wa_id=text_of(told.wa_id), user_id=ids.current, parent_user_id=parents.current)
        found.append(NewUserId(before, after, moment(told.timestamp, event.said_at)))
    return found


def read_preferences(event: FieldEvent) -> list[Preference]:
    """The wishes in a `user_preferences`; raises `UnreadableLetterError` for one of nobody's."""
    found = []
    value = read(event.value, _Value)
    for raw in _members(value.user_preferences):
        told = read(raw, _Preference)
        who = _who(value.contacts, MetaContact(told.wa_id, told.user_id))
        found.append(Preference(who, told.category, _WANTED.get(told.value), moment(told.timestamp, event.said_at)))
    return found


def read_address_book(event: FieldEvent) -> list[Entry]:
    """The lines in an `smb_app_state_sync` that are contacts; raises `UnreadableLetterError` for one that names nobody."""
    found = []
    for raw in _members(read(event.value, _Value).state_sync):
        told = read(raw, _StateSync)
        if told.type != "contact":
            raise UnreadableLetterError("of the phone's state only contacts are known")
        digits = "".join(filter(str.isdigit, text_of(told.contact.phone_number) or ""))
        who = _who(RAW_NULL, MetaContact(digits or None, told.contact.user_id))
        name = (told.contact.full_name or told.contact.first_name or "").strip()[:LONGEST_NAME]
        found.append(Entry(who, name if told.action == "add" and name else None, moment(told.metadata.timestamp, event.said_at)))
    return found


def guest_among(contacts: Raw, named: MetaContact) -> Person:
    """A guest by the names an item gives, with what the letter's contacts[] know of them; raises `UnreadableLetterError`."""
    return _who(contacts, named)


def _who(contacts: Raw, named: MetaContact) -> Person:
    known = [read(raw, MetaContact) for raw in list_of(contacts) or ()]
    same = (one for one in known if _is_same(one, named))
    person = person_of(next(same, MetaContact()), named)
    if person.wa_id is None and person.user_id is None:
        raise UnreadableLetterError("of nobody")
    return person


def _is_same(one: MetaContact, other: MetaContact) -> bool:
    if one.user_id and other.user_id:
        return one.user_id == other.user_id
    return one.wa_id is not None and text_of(one.wa_id) == text_of(other.wa_id)


def _members(raw: Raw) -> list[Raw]:
    members = list_of(raw)
    if not members:
        raise UnreadableLetterError("nothing in it")
    return members
