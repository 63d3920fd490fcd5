"""What a number that lives in the WhatsApp Business app too tells (coexistence): what staff write there, and what was before."""

from typing import Final, NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL, list_of
from app.whatsapp.fields import FieldEvent
from app.whatsapp.identities import guest_among
from app.whatsapp.payloads import InboundMessage, MetaContact, MetaError, Person, message_in, text_of
from app.whatsapp.reading import Identifier, Name, UnreadableLetterError, read, storable
from app.whatsapp.status import MessageStatus

DECLINED: Final = 2593109
PLACEHOLDER: Final = "media_placeholder"
"""The file itself comes later, as a message with the same id."""


class OnPhone(NamedTuple):
    """A message of the phone's. `guest` is whom it was said to, or who said it; `status` how far the hotel's own got."""

    guest: Person
    by_hotel: bool
    message: InboundMessage
    status: MessageStatus


class Chunk(NamedTuple):
    """A part of a number's past. `broken`: how many of its messages cannot be read."""

    phase: int | None
    progress: int | None
    messages: list[OnPhone]
    broken: int
    is_declined: bool


class _Echo(msgspec.Struct):
    sender: Identifier | None = msgspec.field(default=None, name="from")
    to: Identifier | None = None
    to_user_id: Name | None = None
    to_parent_user_id: Name | None = None


class _EchoValue(msgspec.Struct):
    contacts: Raw = RAW_NULL
    message_echoes: Raw = RAW_NULL


class _Metadata(msgspec.Struct):
    phase: int | None = None
    progress: int | None = None


class _Part(msgspec.Struct):
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)
    threads: Raw = RAW_NULL
    errors: tuple[MetaError, ...] = ()


class _HistoryValue(msgspec.Struct):
    contacts: Raw = RAW_NULL
    history: Raw = RAW_NULL


class _ThreadContext(msgspec.Struct):
    wa_id: Identifier | None = None
    user_id: Name | None = None
    username: str | None = None


class _Thread(msgspec.Struct):
    id: Identifier | None = None
    context: _ThreadContext = msgspec.field(default_factory=_ThreadContext)
    messages: Raw = RAW_NULL


class _Context(msgspec.Struct):
    status: str = ""
    from_me: bool | None = None


class _Told(msgspec.Struct):
    sender: Identifier | None = msgspec.field(default=None, name="from")
    to: Identifier | None = None
    history_context: _Context = msgspec.field(default_factory=_Context)


_REACHED: Final = {
    "READ": MessageStatus.READ,
    "PLAYED": MessageStatus.PLAYED,
    "DELIVERED": MessageStatus.DELIVERED,
    "SENT": MessageStatus.SENT,
    # Not off the phone yet when the past was shared; what became of it nobody tells.
    "PENDING": MessageStatus.SENT,
    "ERROR": MessageStatus.FAILED,
}


def read_echoes(event: FieldEvent) -> list[OnPhone]:
    """The messages in an `smb_message_echoes`; raises `UnreadableLetterError`."""
    value = read(storable(bytes(event.value)), _EchoValue)
    found = []
    for raw in _members(value.message_echoes):
        echo = read(raw, _Echo)
        guest = guest_among(value.contacts, MetaContact(echo.to, echo.to_user_id, echo.to_parent_user_id))
        found.append(OnPhone(guest, True, _message(raw, guest), MessageStatus.SENT))
    return found


def read_history(event: FieldEvent, *, own_number: str) -> list[Chunk]:
    """The parts in a `history`; `own_number` is the hotel's, digits alone. Raises `UnreadableLetterError`."""
    value = read(storable(bytes(event.value)), _HistoryValue)
    return [_chunk(read(raw, _Part), value.contacts, own_number) for raw in _members(value.history)]


def _chunk(part: _Part, contacts: Raw, own_number: str) -> Chunk:
    messages: list[OnPhone] = []
    broken = 0
    for raw in list_of(part.threads) or ():
        thread = read(raw, _Thread)
        for said in list_of(thread.messages) or ():
            try:
                messages.append(_said(said, thread, contacts, own_number))
            except UnreadableLetterError:
                broken += 1
    declined = any(error.code == DECLINED for error in part.errors)
    return Chunk(part.metadata.phase, part.metadata.progress, messages, broken, declined)


def _said(raw: Raw, thread: _Thread, contacts: Raw, own_number: str) -> OnPhone:
    told = read(raw, _Told)
    with_whom = MetaContact(thread.context.wa_id or thread.id, thread.context.user_id)
    guest = guest_among(contacts, with_whom)
    sender, context = text_of(told.sender), told.history_context
    by_hotel = context.from_me if context.from_me is not None else sender == own_number or (told.to is not None and sender != guest.wa_id)
    reached = _REACHED.get(context.status.upper(), MessageStatus.SENT)
    return OnPhone(guest, by_hotel, _message(raw, guest), reached if by_hotel else MessageStatus.RECEIVED)


def _message(raw: Raw, guest: Person) -> InboundMessage:
    """As if the guest had sent it, also where the letter names no sender."""
    return message_in(raw, MetaContact(guest.wa_id, guest.user_id))


def _members(raw: Raw) -> list[Raw]:
    members = list_of(raw)
    if not members:
        raise UnreadableLetterError("nothing in it")
    return members
