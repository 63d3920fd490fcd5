"""The address cards that a guest sends, and the one that answers when we ask for a phone number."""

from typing import Any

import msgspec
from msgspec import Raw

from app.whatsapp.display import page, present
from app.whatsapp.envelope import RAW_NULL
from app.whatsapp.payloads import text_of
from app.whatsapp.reading import Identifier, UnreadableLetterError, read_each


class _Name(msgspec.Struct):
    formatted_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class _Phone(msgspec.Struct):
    phone: Identifier | None = None
    wa_id: Identifier | None = None
    user_id: Identifier | None = None
    type: str | None = None


class _Email(msgspec.Struct):
    email: str | None = None
    type: str | None = None


class _Url(msgspec.Struct):
    url: str | None = None
    type: str | None = None


class _Address(msgspec.Struct):
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    country_code: str | None = None
    type: str | None = None


class _Org(msgspec.Struct):
    company: str | None = None
    department: str | None = None
    title: str | None = None


class _Card(msgspec.Struct):
    name: _Name | None = None
    phones: Raw = RAW_NULL
    emails: Raw = RAW_NULL
    urls: Raw = RAW_NULL
    addresses: Raw = RAW_NULL
    org: _Org | None = None
    birthday: str | None = None
    origin: str | None = None


def cards(raw: Raw) -> dict[str, Any]:
    """`{contacts: […]}`; raises `UnreadableLetterError` when there is no card that can be read."""
    found = [_card(card) for card in read_each(raw, _Card)]
    if not found:
        raise UnreadableLetterError("no contacts")
    return {"contacts": found}


def _card(card: _Card) -> dict[str, Any]:
    name, org = card.name or _Name(), card.org or _Org()
    phones = [_phone(phone) for phone in read_each(card.phones, _Phone)]
    both = " ".join(part for part in (name.first_name, name.last_name) if part)
    known = {"name": name.formatted_name or both or next((phone["phone"] for phone in phones if "phone" in phone), "")}
    return known | present(
        first_name=name.first_name,
        last_name=name.last_name,
        phones=[phone for phone in phones if phone],
        emails=[said for email in read_each(card.emails, _Email) if "email" in (said := present(email=email.email, type=email.type))],
        company=org.company,
        department=org.department,
        title=org.title,
        urls=[said for url in read_each(card.urls, _Url) if "url" in (said := present(url=page(url.url), type=url.type))],
        addresses=[said for address in read_each(card.addresses, _Address) if (said := present(**msgspec.structs.asdict(address)))],
        birthday=card.birthday,
        origin=card.origin,
    )


def _phone(phone: _Phone) -> dict[str, Any]:
    wa_id, said = text_of(phone.wa_id), text_of(phone.phone)
    return present(phone=said or (f"+{wa_id}" if wa_id else None), wa_id=wa_id, user_id=text_of(phone.user_id), type=phone.type)
