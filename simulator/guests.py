"""The people on WhatsApp: their numbers, names, business-scoped user ids, and who keeps the phone number hidden."""

import hashlib
import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

_BSUID = re.compile(r"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$")
_BRAZIL_WITH_NINE = re.compile(r"^55[1-9]\d9\d{8}$")
_BRAZIL_WITHOUT_NINE = re.compile(r"^55[1-9]\d\d{8}$")
_COUNTRIES = {"55": "BR", "1": "US", "54": "AR", "52": "MX", "34": "ES", "351": "PT", "44": "GB", "49": "DE", "33": "FR"}


class Guest(msgspec.Struct, kw_only=True):
    """`key` is the number (or, of a guest who never had one, the user id) under which the control API speaks of them."""

    key: str
    name: str | None = None
    user_id: str | None = None
    username: str | None = None
    parent_user_id: str | None = None
    identity_key_hash: str | None = None
    phone_hidden: bool = False
    on_whatsapp: bool = True
    stopped_marketing: bool = False
    ready_made: bool = False

    @property
    def wa_id(self) -> str | None:
        """The number as businesses see it, if they do."""
        return None if self.phone_hidden or is_bsuid(self.key) else self.key

    def user_id_at(self, business_account_id: str) -> str:
        """Meta gives each business portfolio another id of the same person."""
        if self.user_id is not None:
            return self.user_id
        if is_bsuid(self.key):
            return self.key
        told = hashlib.blake2s(f"{business_account_id}:{self.key}".encode(), digest_size=8).digest()
        return f"{_country(self.key)}.{10**17 + int.from_bytes(told) % (9 * 10**17)}"


class GuestDetails(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What may be told of a guest; what is not named stays as it is."""

    name: Annotated[str, msgspec.Meta(max_length=200)] | msgspec.UnsetType = msgspec.UNSET
    user_id: Annotated[str, msgspec.Meta(pattern=_BSUID.pattern)] | msgspec.UnsetType = msgspec.UNSET
    username: str | msgspec.UnsetType | None = msgspec.UNSET
    parent_user_id: str | msgspec.UnsetType | None = msgspec.UNSET
    identity_key_hash: str | msgspec.UnsetType | None = msgspec.UNSET
    phone_hidden: bool | msgspec.UnsetType = msgspec.UNSET
    on_whatsapp: bool | msgspec.UnsetType = msgspec.UNSET
    stopped_marketing: bool | msgspec.UnsetType = msgspec.UNSET


READY_MADE = (
    Guest(key="5511900000001", name="Ana Souza"),
    Guest(key="5521900000002", name="Bruno Carvalho"),
    Guest(key="5531900000003", name="Camila Ferreira"),
    Guest(key="5548900000004", name="Diego Martins"),
    Guest(key="5571900000005", name="Elisa Nascimento"),
    Guest(key="5585900000006", name="Fábio Araújo", username="fabioaraujo", phone_hidden=True),
)


class Guests:
    """The directory. A guest nobody has heard of comes into being when somebody writes to or as them."""

    def __init__(self) -> None:
        self._by_key: dict[str, Guest] = {}
        self._by_user_id: dict[str, Guest] = {}
        self.reset()

    def __iter__(self) -> Iterator[Guest]:
        return iter(self._by_key.values())

    def reset(self) -> None:
        self._by_key.clear()
        self._by_user_id.clear()
        for guest in READY_MADE:
            self._by_key[guest.key] = msgspec.structs.replace(guest, ready_made=True)

    def find(self, key: str) -> Guest | None:
        return self._by_key.get(key)

    def add(self, guest: Guest) -> None:
        self._by_key[guest.key] = guest

    def get(self, key: str) -> Guest:
        """The guest of this number, also when it is written with or without Brazil's ninth digit."""
        found = self._by_key.get(key) or self._by_key.get(other_brazilian_form(key) or "")
        if found is None:
            found = self._by_key[key] = Guest(key=key)
        return found

    def tell(self, guest: Guest, details: GuestDetails) -> None:
        for field in details.__struct_fields__:
            told = getattr(details, field)
            if told is not msgspec.UNSET:
                setattr(guest, field, told)

    def move(self, guest: Guest, key: str) -> None:
        """The guest has another number; whoever writes to the old one meets a stranger."""
        del self._by_key[guest.key]
        guest.key = key
        self._by_key[key] = guest

    def forget_user_id(self, guest: Guest) -> None:
        """Meta makes a new id when the number changes; the old one finds nobody any more."""
        guest.user_id = None
        for user_id in [user_id for user_id, known in self._by_user_id.items() if known is guest]:
            del self._by_user_id[user_id]

    def known_as(self, guest: Guest, business_account_id: str) -> str:
        """The guest's user id at this business, remembered so that a message sent to it finds them."""
        user_id = guest.user_id_at(business_account_id)
        self._by_user_id.setdefault(user_id, guest)
        return user_id

    def find_by_user_id(self, user_id: str, business_account_id: str) -> Guest | None:
        known = self._by_user_id.get(user_id)
        if known is not None:
            return known
        return next((guest for guest in self if self.known_as(guest, business_account_id) == user_id), None)


def is_bsuid(text: str) -> bool:
    return _BSUID.match(text) is not None


def other_brazilian_form(digits: str) -> str | None:
    """The same Brazilian mobile with the ninth digit taken away or added."""
    if _BRAZIL_WITH_NINE.match(digits):
        return digits[:4] + digits[5:]
    if _BRAZIL_WITHOUT_NINE.match(digits):
        return digits[:4] + "9" + digits[4:]
    return None


def as_whatsapp_writes(digits: str) -> str:
    """WhatsApp leaves the ninth digit out of mobiles of area codes from 31 on, whatever one typed."""
    if _BRAZIL_WITH_NINE.match(digits) and int(digits[2:4]) > 30:
        return digits[:4] + digits[5:]
    return digits


def _country(digits: str) -> str:
    return next((_COUNTRIES[digits[:size]] for size in (3, 2, 1) if digits[:size] in _COUNTRIES), "US")
