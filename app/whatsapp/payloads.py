"""What a letter says: a guest's message, or Meta's receipt for one of ours."""

from datetime import datetime

import msgspec
from msgspec import Raw

from app.whatsapp.reading import Identifier, Name, UnreadableLetterError, moment, read, storable

Timestamp = str | float


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
    """A guest by all the names that this letter gives. At least one of wa_id and user_id is set.

    `phone` is the number that wrote, which can differ from `wa_id` in its prefix (Brazil's ninth digit).
    """

    wa_id: str | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    phone: str | None = None
    name: str | None = None
    username: str | None = None


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


class Context(msgspec.Struct, frozen=True):
    """What a message answers or forwards; `id` is the wamid of the quoted message."""

    id: str | None = None
    forwarded: bool = False
    frequently_forwarded: bool = False


class Pricing(msgspec.Struct, frozen=True):
    """What Meta charges; all open enums. Decide by type and category, `billable` will go."""

    type: str | None = None
    category: str | None = None
    pricing_model: str | None = None
    billable: bool | None = None


class InboundMessage(msgspec.Struct, frozen=True):
    """A guest's message. `content` is the JSON under the name of its type, `raw` all of it.

    All strings, and both JSON texts, can be stored in PostgreSQL.
    """

    wamid: str
    type: str
    sender: Person
    timestamp: Timestamp | None
    text: str | None
    context: Context | None
    group_id: str | None
    errors: tuple[MetaError, ...]
    content: bytes | None
    raw: bytes

    def said_at(self, received_at: datetime) -> datetime:
        """When the guest wrote it, by Meta's clock of whole seconds."""
        return moment(self.timestamp, received_at)


class StatusReceipt(msgspec.Struct, frozen=True):
    """Meta's word on a message of ours; `status` is an open enum (`status.climb` knows which count).

    `opaque` is what we sent as biz_opaque_callback_data: our own message id. `recipient` may be
    empty; in a group it is the participant.
    """

    wamid: str
    status: str
    recipient: Person
    timestamp: Timestamp | None
    opaque: str | None
    errors: tuple[MetaError, ...]
    pricing: Pricing | None
    group_id: str | None

    def said_at(self, received_at: datetime) -> datetime:
        return moment(self.timestamp, received_at)


class _Text(msgspec.Struct):
    body: str = ""


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
    errors: tuple[MetaError, ...] = ()


class _Status(msgspec.Struct):
    id: Identifier
    status: str
    timestamp: Timestamp | None = None
    recipient_id: Identifier | None = None
    recipient_type: str | None = None
    recipient_user_id: str | None = None
    recipient_parent_user_id: str | None = None
    recipient_participant_id: Identifier | None = None
    participant_recipient_id: Identifier | None = None
    recipient_participant_user_id: str | None = None
    biz_opaque_callback_data: str | None = None
    errors: tuple[MetaError, ...] = ()
    pricing: Pricing | None = None


class _MessageLetter(msgspec.Struct):
    message: Raw
    contact: MetaContact | None = None


class _StatusLetter(msgspec.Struct):
    status: Raw
    contact: MetaContact | None = None


class _ErrorLetter(msgspec.Struct):
    error: Raw


_CONTENT = msgspec.json.Decoder(dict[str, Raw])


def read_message(body: bytes) -> InboundMessage:
    """The message in a letter of kind `message`; raises `UnreadableLetterError`."""
    letter = read(storable(body), _MessageLetter)
    message = read(letter.message, _Message)
    sender = _person(
        letter.contact or MetaContact(),
        MetaContact(message.phone, message.user_id, message.parent_user_id),
    )
    if sender.wa_id is None and sender.user_id is None:
        raise UnreadableLetterError("message without a sender")
    return InboundMessage(
        wamid=_required(message.id, "message without an id"),
        type=message.type,
        sender=sender,
        timestamp=message.timestamp,
        text=message.text.body if message.text else None,
        context=message.context,
        group_id=message.group_id,
        errors=message.errors,
        content=_content(letter.message, message.type),
        raw=bytes(letter.message),
    )


def read_status(body: bytes) -> StatusReceipt:
    """The receipt in a letter of kind `status`; raises `UnreadableLetterError`."""
    letter = read(storable(body), _StatusLetter)
    status = read(letter.status, _Status)
    in_group = status.recipient_type == "group"
    participant = status.recipient_participant_id or status.participant_recipient_id
    recipient = MetaContact(
        participant or (None if in_group else status.recipient_id),
        status.recipient_participant_user_id or status.recipient_user_id,
        status.recipient_parent_user_id,
    )
    return StatusReceipt(
        wamid=_required(status.id, "status without an id"),
        status=status.status,
        recipient=_person(letter.contact or MetaContact(), recipient),
        timestamp=status.timestamp,
        opaque=status.biz_opaque_callback_data,
        errors=status.errors,
        pricing=status.pricing,
        group_id=_text(status.recipient_id) if in_group else None,
    )


def read_error(body: bytes) -> MetaError:
    """The error in a letter of kind `error` (the number's own, of no message)."""
    return read(read(storable(body), _ErrorLetter).error, MetaError)


def _person(contact: MetaContact, named: MetaContact) -> Person:
    """Both sources together: contacts[] knows the WhatsApp id and the name, the item the ids."""
    username = contact.profile.username
    return Person(
        wa_id=_text(contact.wa_id) or _text(named.wa_id),
        user_id=named.user_id or contact.user_id or None,
        parent_user_id=named.parent_user_id or contact.parent_user_id or None,
        phone=_text(named.wa_id) or _text(contact.wa_id),
        name=contact.profile.name or None,
        # Meta's text shows it with an @, its examples without (cloud-api D4).
        username=(username or "").removeprefix("@") or None,
    )


def _content(message: Raw, type_: str) -> bytes | None:
    content = _CONTENT.decode(message).get(type_)
    return None if content is None else bytes(content)


def _required(identifier: Identifier, complaint: str) -> str:
    text = _text(identifier)
    if text is None:
        raise UnreadableLetterError(complaint)
    return text


def _text(identifier: Identifier | None) -> str | None:
    return None if identifier is None or identifier == "" else str(identifier)
