"""The fields that templates may be filled from. Each room that has some joins here; nobody else knows where a value comes from."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.channels.models import Channel
from app.contacts.models import Contact
from app.core.work import TenantWork
from app.templates.names import first_name, spoken_name
from app.tenants import queries as tenants


class About(NamedTuple):
    """Whom a message is for, and which number says it. A new guest has no conversation yet.

    `language` is the one the guest writes in, where somebody knows it; else the country of their number decides.
    """

    channel_id: UUID
    contact_id: UUID | None = None
    conversation_id: UUID | None = None
    language: str | None = None


Facts = Mapping[str, str | None]
Read = Callable[[TenantWork, About], Awaitable[Facts]]


class Family(NamedTuple):
    """Fields of one kind: what comes before the point, the names after it, and who reads them, all at once."""

    names: tuple[str, ...]
    read: Read


async def _of_contact(work: TenantWork, about: About) -> Facts:
    contact = await work.session.scalar(select(Contact).where(Contact.id == about.contact_id)) if about.contact_id else None
    if contact is None:
        return {}
    name = spoken_name(contact.name or contact.profile_name)
    return {"name": name, "first_name": first_name(name), "phone": contact.phone, "username": contact.username}


async def _of_tenant(work: TenantWork, _about: About) -> Facts:
    tenant = await tenants.own(work)
    told = tenant.settings.get("hotel")
    hotel = told if isinstance(told, dict) else {}
    own = {name: str(hotel[name]) for name in _HOTEL if isinstance(hotel.get(name), str | int)}
    return own | {"name": tenant.name, "email": tenant.email}


async def _of_number(work: TenantWork, about: About) -> Facts:
    channel = await work.session.scalar(select(Channel).where(Channel.id == about.channel_id))
    return {"name": channel.verified_name, "phone": channel.display_phone_number} if channel else {}


# What a hotel says of itself, in its settings under `hotel`.
_HOTEL: Final = ("phone", "website", "address", "check_in_time", "check_out_time", "breakfast_hours", "wifi_name", "review_link")

FAMILIES: Final[dict[str, Family]] = {
    "contact": Family(("name", "first_name", "phone", "username"), _of_contact),
    "tenant": Family(("name", "email", *_HOTEL), _of_tenant),
    "number": Family(("name", "phone"), _of_number),
}


# Families that have not joined yet, and the fields that our own templates name of them: until then the fallback is said.
_TO_COME: Final[Mapping[str, tuple[str, ...]]] = {
    "stay": ("check_in_date", "check_out_date", "room_type", "room_number", "guests", "booking_code", "wifi_password")
}


def join(prefix: str, family: Family) -> None:
    """A room above adds its own (a stay's dates and room, say), once, when it is assembled."""
    FAMILIES[prefix] = family


def every() -> dict[str, bool]:
    """All fields, as people choose them, and whether each can be read already."""
    there = {prefix: family.names for prefix, family in FAMILIES.items()}
    named = {prefix: names for prefix, names in _TO_COME.items() if prefix not in there}
    return {f"{prefix}.{name}": prefix in there for prefix, names in (there | named).items() for name in names}


def is_known(field: str) -> bool:
    prefix, _, name = field.partition(".")
    return prefix in FAMILIES and name in FAMILIES[prefix].names


def may_be(field: str) -> bool:
    """Whether there is such a field, or will be."""
    return field in every()


async def read(work: TenantWork, about: About, wanted: Collection[str]) -> dict[str, str]:
    """The values of these that there are; each family is read once, and only when it is asked for. One line, since Meta takes no more."""
    found: dict[str, str] = {}
    for prefix in sorted({field.partition(".")[0] for field in wanted} & set(FAMILIES)):
        facts = await FAMILIES[prefix].read(work, about)
        found |= {f"{prefix}.{name}": one_line for name, value in facts.items() if (one_line := " ".join((value or "").split()))}
    return {field: value for field, value in found.items() if field in wanted}
