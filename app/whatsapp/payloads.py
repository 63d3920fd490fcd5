"""What a letter says: a guest's message, who wrote it, in answer to what."""

from datetime import datetime

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL
from app.whatsapp.reading import Identifier, Name, UnreadableLetterError, moment, read, storable

Timestamp = str | float
LONGEST_NAME = 255
"""Of a guest; WhatsApp lets nobody have one of a hundred. A list shows a hundred of them."""


class Profile(msgspec.Struct, frozen=True):
    name: str | None = None
    username: str | None = None


class MetaContact(msgspec.Struct, frozen=True):
    """An item of contacts[]; since 2026 every member can be absent (cloud-api 2.5)."""

    wa_id: Identifier | None = None
    user_id: Name | None = None
    parent_user_id: str | None = None
    identity_key_hash: str | None = None
    profile: Profile = Profile()


class Person(msgspec.Struct, frozen=True):
    """A guest by all the names that this letter gives. At least one of wa_id and user_id is set; of a group, only `group_id`.

    `phone` is the number that wrote, which can differ from `wa_id` in its prefix (Brazil's ninth digit).
    """

    wa_id: str | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    phone: str | None = None
    name: str | None = None
    username: str | None = None
    group_id: str | None = None


class MetaErrorData(msgspec.Struct, frozen=True):
    details: str | None = None


class MetaError(msgspec.Struct, frozen=True):
    """One of errors[]; decide on `code`, never on the titles, which Meta will drop."""

    code: int = 0
    title: str | None = None
    message: str | None = None
    error_data: MetaErrorData = MetaErrorData()

    @property
    def details(self) -> str | None:
        return self.error_data.details


class ReferredProduct(msgspec.Struct, frozen=True):
    """The product from whose page a guest asks."""

    catalog_id: Identifier | None = None
    product_retailer_id: Identifier | None = None


class Context(msgspec.Struct, frozen=True):
    """What a message answers or forwards; `id` is the wamid of the quoted message."""

    id: str | None = None
    forwarded: bool = False
    frequently_forwarded: bool = False
    referred_product: ReferredProduct | None = None


class InboundMessage(msgspec.Struct, frozen=True):
    """A guest's message, its own content still unread (`contents`); `referral` and `raw` are JSON.

    All strings, and the JSON texts, can be stored in PostgreSQL. In a group the sender is the participant.
    """

    wamid: str
    type: str
    sender: Person
    timestamp: Timestamp | None
    text: str | None
    context: Context | None
    group_id: str | None
    referral: Raw
    errors: tuple[MetaError, ...]
    raw: Raw

    @property
    def content(self) -> Raw:
        """The JSON under the name of its type."""
        return self.member(self.type)

    def member(self, name: str) -> Raw:
        """The JSON under any name; null when there is none."""
        return _MEMBERS.decode(self.raw).get(name, RAW_NULL)

    def said_at(self, received_at: datetime) -> datetime:
        """When the guest wrote it, by Meta's clock of whole seconds."""
        return moment(self.timestamp, received_at)


class _Text(msgspec.Struct):
    body: str | None = None


class _Message(msgspec.Struct):
    id: Identifier
    type: str = "unknown"
    phone: Identifier | None = msgspec.field(default=None, name="from")
    user_id: Name | None = msgspec.field(default=None, name="from_user_id")
    parent_user_id: str | None = msgspec.field(default=None, name="from_parent_user_id")
    timestamp: Timestamp | None = None
    text: _Text | None = None
    context: Context | None = None
    group_id: str | None = None
    referral: Raw = RAW_NULL
    errors: tuple[MetaError, ...] = ()


class _MessageLetter(msgspec.Struct):
    message: Raw
    contact: MetaContact | None = None


class _ErrorLetter(msgspec.Struct):
    error: Raw


_MEMBERS = msgspec.json.Decoder(dict[str, Raw])


def read_message(body: bytes) -> InboundMessage:
    """The message in a letter of kind `message`; raises `UnreadableLetterError`."""
    letter = read(storable(body), _MessageLetter)
    return message_in(letter.message, letter.contact or MetaContact())


def message_in(raw: Raw, contact: MetaContact) -> InboundMessage:
    """The message in this storable JSON, from whoever it and `contact` name; raises `UnreadableLetterError`."""
    message = read(raw, _Message)
    sender = person_of(contact, MetaContact(message.phone, message.user_id, message.parent_user_id))
    if sender.wa_id is None and sender.user_id is None:
        raise UnreadableLetterError("message without a sender")
    return InboundMessage(
        wamid=required(message.id, "message without an id"),
        type=message.type,
        sender=sender,
        timestamp=message.timestamp,
        text=message.text.body if message.text else None,
        context=message.context,
        group_id=message.group_id or None,
        referral=message.referral,
        errors=message.errors,
        raw=raw,
    )


def read_error(body: bytes) -> MetaError:
    """The error in a letter of kind `error` (the number's own, of no message)."""
    return read(read(storable(body), _ErrorLetter).error, MetaError)


def person_of(contact: MetaContact, named: MetaContact) -> Person:
    """Both sources together: contacts[] knows the WhatsApp id and the name, the item the ids."""
    username = contact.profile.username
    return Person(
        wa_id=text_of(contact.wa_id) or text_of(named.wa_id),
        user_id=named.user_id or contact.user_id or None,
        parent_user_id=named.parent_user_id or contact.parent_user_id or None,
        phone=text_of(named.wa_id) or text_of(contact.wa_id),
        name=(contact.profile.name or "")[:LONGEST_NAME] or None,
        # Meta's text shows it with an @, its examples without (cloud-api D4).
        username=(username or "").removeprefix("@") or None,
    )


def required(identifier: Identifier, complaint: str) -> str:
    text = text_of(identifier)
    if text is None:
        raise UnreadableLetterError(complaint)
    return text


def text_of(identifier: Identifier | None) -> str | None:
    return None if identifier is None or identifier == "" else str(identifier)
