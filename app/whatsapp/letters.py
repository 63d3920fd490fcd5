"""Cutting an opened webhook into letters: one for each message, receipt, error and event."""

import hashlib
from collections.abc import Collection
from typing import NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL, UNREADABLE, Change, Envelope, Origin, list_of

LONGEST_ID = 255
"""Longer (or not printable) ids become hashes: an index row of PostgreSQL holds no 3 MB, and a
text column no NUL; one strange letter must not spoil the INSERT of those beside it."""


class Letter(msgspec.Struct, frozen=True, gc=False):
    """One row of the inbox; the first three are unique together, and safe in any text column.

    `body` is JSON of its own, its parts verbatim from the webhook:
    message, status, error, user_action: {entry_id, time, metadata, contact, <kind>},
    field:<name>: {entry_id, time, field, value}, entry: {entry}, raw: the whole webhook.
    """

    source_id: str
    kind: str
    key: str
    body: bytes


class Split(NamedTuple):
    """What is ours to keep, and the origins of what is not (one for each change set aside)."""

    letters: list[Letter]
    foreign: list[Origin]


class _MessageKeys(msgspec.Struct):
    id: str | int | None = None
    phone: str | int | None = msgspec.field(default=None, name="from")
    user_id: str | int | None = msgspec.field(default=None, name="from_user_id")


class _StatusKeys(msgspec.Struct):
    id: str | int | None = None
    status: str | None = None
    recipient_id: str | int | None = None
    recipient_user_id: str | int | None = None
    recipient_participant_id: str | int | None = None
    # Meta's spelling in texts before 2026-05-05 (cloud-api 2.5).
    participant_recipient_id: str | int | None = None
    recipient_participant_user_id: str | int | None = None

    @property
    def participant(self) -> str | int:
        phone = self.recipient_participant_id or self.participant_recipient_id
        return phone or self.recipient_participant_user_id or ""


class _ContactKeys(msgspec.Struct):
    wa_id: str | int | None = None
    user_id: str | int | None = None


class _Who(NamedTuple):
    phone: str
    user_id: str


_MESSAGE_KEYS = msgspec.json.Decoder(_MessageKeys)
_STATUS_KEYS = msgspec.json.Decoder(_StatusKeys)
_CONTACT_KEYS = msgspec.json.Decoder(_ContactKeys)
_NOBODY = _Who("", "")
_SPLIT_KINDS = (
    ("messages", "message", b',"message":'),
    ("statuses", "status", b',"status":'),
    ("errors", "error", b',"error":'),
    ("user_actions", "user_action", b',"user_action":'),
)
_PASSED_ALONG = frozenset({"messaging_product", "metadata", "contacts"})
_KNOWN = _PASSED_ALONG.union(name for name, _, _ in _SPLIT_KINDS)


def split(envelope: Envelope, genuine: Collection[Origin]) -> Split:
    """One letter for each item of the genuine origins, in the order they came.

    `genuine` are those of `envelope.origins` whose own Meta app signed the body; what is
    not among them comes back as foreign, unopened. The same letter may come twice.
    """
    kept = Split([], [])
    for change in envelope.changes:
        if change.origin in genuine:
            kept.letters.extend(_letters_of(change))
        else:
            kept.foreign.append(change.origin)
    if envelope.mark is None:
        return kept
    return Split([_unmasked(letter, envelope.mark) for letter in kept.letters], kept.foreign)


def raw_letter(raw: bytes) -> Letter:
    """A genuine body that cannot be split, kept whole; twice the same is one letter."""
    return Letter("app", "raw", _hash(raw), raw)


def _letters_of(change: Change) -> list[Letter]:
    if change.field is None:
        return [_entry_letter(change)]
    if change.field != "messages" or not change.members:
        return [_field_letter(change, change.whole)]
    letters = _items_of(change)
    if not letters:
        return [_field_letter(change, change.whole)]
    if not _KNOWN.issuperset(change.members):
        letters.append(_field_letter(change, _leftover(change.members)))
    return letters


def _items_of(change: Change) -> list[Letter]:
    members = change.members
    entry_id = msgspec.json.encode(change.entry_id)
    metadata = members.get("metadata", RAW_NULL)
    head = b"".join((b'{"entry_id":', entry_id, b',"time":', change.time, b',"metadata":', metadata))
    source_id = _source_of(change.origin)
    contacts = _Contacts(members.get("contacts", RAW_NULL))
    letters = []
    for name, kind, label in _SPLIT_KINDS:
        if name not in members:
            continue
        for item in _members_of(members[name]):
            key, who = _key_and_who(kind, item)
            body = b"".join((head, b',"contact":', contacts.of(who), label, item, b"}"))
            letters.append(Letter(source_id, kind, key or _hash(body), body))
    return letters


def _members_of(raw: Raw) -> list[Raw]:
    """An array's members; what should be an array and is something else is its own only member."""
    members = list_of(raw)
    if members is not None:
        return members
    return [] if bytes(raw) == b"null" else [raw]


def _key_and_who(kind: str, item: Raw) -> tuple[str, _Who]:
    """Its own id and whom it is about; an empty key when it has no id that tells it apart."""
    try:
        if kind == "message":
            message = _MESSAGE_KEYS.decode(item)
            return _column(_text(message.id)), _Who(_text(message.phone), _text(message.user_id))
        if kind == "status":
            return _status_key_and_who(_STATUS_KEYS.decode(item))
    except UNREADABLE:
        pass
    return "", _NOBODY


def _status_key_and_who(status: _StatusKeys) -> tuple[str, _Who]:
    participant = _text(status.participant)
    who = _Who(
        participant or _text(status.recipient_id),
        _text(status.recipient_participant_user_id or status.recipient_user_id),
    )
    if not status.id or not status.status:
        return "", who
    return _column(f"{status.id} {status.status} {participant}".rstrip()), who


class _Contacts:
    """The contacts[] of a value, to find whom a message or a receipt is about."""

    def __init__(self, raw: Raw) -> None:
        self._all = list_of(raw) or []
        self._by_user: dict[str, Raw] = {}
        self._by_phone: dict[str, Raw] = {}
        self._only = _NOBODY
        for contact in self._all:
            self._learn(contact)

    def of(self, who: _Who) -> Raw:
        found = self._by_user.get(who.user_id) or self._by_phone.get(who.phone)
        if found is None and len(self._all) == 1 and self._may_be(who):
            found = self._all[0]
        return RAW_NULL if found is None else found

    def _learn(self, contact: Raw) -> None:
        try:
            keys = _CONTACT_KEYS.decode(contact)
        except UNREADABLE:
            return
        self._only = _Who(_text(keys.wa_id), _text(keys.user_id))
        if self._only.user_id:
            self._by_user[self._only.user_id] = contact
        if self._only.phone:
            self._by_phone[self._only.phone] = contact

    def _may_be(self, who: _Who) -> bool:
        """Whether the only contact can be this one, though neither id is the same.

        A wa_id may differ from the number that wrote in its prefix (Brazil's ninth
        digit, Mexico, Argentina), hardly in its last eight digits.
        """
        if who.user_id and self._only.user_id:
            return False
        phones = (who.phone, self._only.phone)
        return not all(phones) or phones[0][-8:] == phones[1][-8:]


def _entry_letter(change: Change) -> Letter:
    body = b"".join((b'{"entry":', change.whole, b"}"))
    return Letter(_source_of(change.origin), "entry", _hash(body), body)


def _field_letter(change: Change, value: Raw | bytes) -> Letter:
    name = change.field or "unnamed"
    entry_id, field = msgspec.json.encode(change.entry_id), msgspec.json.encode(name)
    head = (b'{"entry_id":', entry_id, b',"time":', change.time, b',"field":', field)
    body = b"".join((*head, b',"value":', value, b"}"))
    return Letter(_source_of(change.origin), f"field:{_column(name, 64)}", _hash(body), body)


def _leftover(members: dict[str, Raw]) -> bytes:
    """What Meta put beside messages and statuses and we do not know yet, with its metadata."""
    kept = [name for name in members if name == "metadata" or name not in _KNOWN]
    parts = (msgspec.json.encode(name) + b":" + bytes(members[name]) for name in kept)
    return b"{" + b",".join(parts) + b"}"


def _source_of(origin: Origin) -> str:
    return _column(origin.phone_number_id or origin.waba_id or "app")


def _column(text: str, longest: int = LONGEST_ID) -> str:
    if len(text) <= longest and text.isascii() and text.isprintable():
        return text
    return _hash(text.encode("utf-8", "surrogatepass"))


def _hash(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()


def _unmasked(letter: Letter, mark: bytes) -> Letter:
    body = letter.body.replace(mark, b"\\u")
    key = _hash(body) if letter.key == _hash(letter.body) else letter.key
    return Letter(letter.source_id, letter.kind, key, body)


def _text(identifier: str | int | None) -> str:
    return "" if identifier is None else str(identifier)
