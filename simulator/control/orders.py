"""The shapes of what Meta is asked to tell beside what guests write."""

from typing import Annotated

import msgspec

from simulator.control.views import PhoneNumberId


class Example(msgspec.Struct, kw_only=True):
    """`send` is the request (method, path, body) that makes Meta tell it; `says` what it will be about."""

    name: str
    group: str
    field: str
    says: dict[str, object]
    send: dict[str, object]


class OtherUpdate(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Any value of any webhook field, as a business would get it about this number; or an example by its name."""

    phone_number_id: PhoneNumberId
    field: str | None = None
    value: dict[str, object] | None = None
    entry_id: str | None = None
    time: int | None = None
    example: str | None = None
    guest: str | None = None


class StatusOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Of the named message, else of the newest of the number's. `more` is put into the status as it is."""

    phone_number_id: PhoneNumberId
    status: Annotated[str, msgspec.Meta(min_length=1)]
    wamid: str | None = None
    guest: str | None = None
    code: int | None = None
    group_id: str | None = None
    timestamp: int | None = None
    more: dict[str, object] = {}


class GuestCalls(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Nobody answers unless it says so."""

    phone_number_id: PhoneNumberId
    answered: bool = False
    duration_s: Annotated[int, msgspec.Meta(ge=0)] = 42


class PhoneWrites(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the hotel writes in the WhatsApp Business app: Meta's message object without id and timestamp."""

    to: str
    message: dict[str, object]
    timestamp: int | None = None


class History(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A past to be synced: so many guests with so many messages each, in chunks. `declined`: the hotel did not share it."""

    guests: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 3
    messages: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 8
    days: Annotated[int, msgspec.Meta(ge=1, le=180)] = 30
    chunks: Annotated[int, msgspec.Meta(ge=1, le=100)] = 3
    declined: bool = False
    seed: int = 1


class PhoneContact(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    phone_number: str
    full_name: str | None = None
    first_name: str | None = None
    user_id: str | None = None


class PhoneContacts(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the hotel added to, or took out of, its phone's address book."""

    contacts: list[PhoneContact]
    action: str = "add"
