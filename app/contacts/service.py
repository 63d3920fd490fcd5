"""Remembering guests: who wrote, by whichever of their names WhatsApp gave, a whole set at once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.contacts import ledger, profiles
from app.contacts.grouping import Guest, guests_of
from app.contacts.ledger import Met
from app.contacts.profiles import Told
from app.contacts.register import Register
from app.core.clock import now
from app.core.work import TenantWork
from app.whatsapp.payloads import Person

_FORGET = text("DELETE FROM contacts WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))")


class Folding(NamedTuple):
    """Two contacts that turned out to be one guest; all that is `folded`'s must become `kept`'s, the elder's."""

    kept: UUID
    folded: UUID


class Remembered(NamedTuple):
    """The contact of each person, in their order. Whoever keeps something by contact must follow the foldings."""

    contact_ids: list[UUID]
    foldings: list[Folding]


async def remember_many(work: TenantWork, people: Sequence[Person], said_at: Sequence[datetime] | None = None) -> Remembered:
    """Finds or makes the contact of each person; names and usernames follow what WhatsApp says last.

    One query when everybody is known and unchanged. `said_at` is Meta's time of each letter, by default now: a number
    belongs to whoever used it last, and an older letter changes no name.
    """
    times = said_at or [now()] * len(people)
    whose = [guest.final for guest in guests_of(people, times)]
    register, known = await ledger.read(work, dict.fromkeys(whose))
    for place, guest in enumerate(whose):
        if register.has_changed_hands(guest):
            (whose[place],) = guests_of([people[place]], [times[place]])
    guests = list(dict.fromkeys(whose))
    placed = {guest: contact_id for guest in guests if (contact_id := register.known(guest))}
    if len(placed) < len(guests):
        await _place(work, register, guests, placed)
    await profiles.follow(work, _told(placed), known)
    return Remembered([placed[guest] for guest in whose], [Folding(*pair) for pair in register.foldings])


async def forget_folded(work: TenantWork, foldings: Collection[Folding]) -> None:
    """The last step of folding, when nothing is theirs any more."""
    await work.session.execute(_FORGET, {"tenant_id": work.tenant_id, "ids": sorted(folding.folded for folding in foldings)})


async def _place(work: TenantWork, register: Register, guests: Sequence[Guest], placed: dict[Guest, UUID]) -> None:
    """Decides who those are of whom not every name is known to be theirs, and writes it down."""
    odd = [guest for guest in guests if guest not in placed]
    await ledger.read_more(work, register, {contact_id for guest in odd for contact_id in register.concerned(guest)})
    placed.update({guest: register.place(guest) for guest in odd})
    placed.update({guest: register.final(contact_id) for guest, contact_id in placed.items()})
    told = _told(placed)
    await ledger.write(
        work, register, {one: Met(told[one].name, told[one].said_at) if one in told else Met(None, None) for one in register.met}
    )


def _told(placed: dict[Guest, UUID]) -> dict[UUID, Told]:
    told: dict[UUID, Told] = {}
    for guest, contact_id in _in_order(placed):
        if guest.at and (guest.name or guest.username):
            before = told.get(contact_id, Told(None, None, guest.at))
            told[contact_id] = Told(guest.name or before.name, guest.username or before.username, guest.at)
    return told


def _in_order(placed: dict[Guest, UUID]) -> list[tuple[Guest, UUID]]:
    """As they spoke: of two guests who are one contact, the last word counts."""
    return sorted(placed.items(), key=lambda pair: pair[0].at.timestamp() if pair[0].at else 0.0)
