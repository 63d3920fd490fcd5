"""Who in a set of letters is the same guest, going by the names they share."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from app.contacts.models import IdentityKind
from app.contacts.phones import spellings
from app.whatsapp.payloads import Person


class Identity(NamedTuple):
    """One of a guest's names, as its row is keyed."""

    kind: str
    value: str


class Guest:
    """All that a set of letters says of one guest; the last word counts."""

    def __init__(self) -> None:
        self.identities: dict[Identity, None] = {}
        self.wa_id: str | None = None
        self.name: str | None = None
        self.username: str | None = None

    @cached_property
    def spellings(self) -> list[Identity]:
        """Other ways of writing the same number, under which an older letter may have come."""
        return [
            Identity(IdentityKind.WA_ID.value, spelled)
            for identity in self.identities
            if identity.kind == IdentityKind.WA_ID.value
            for spelled in spellings(identity.value)[1:]
        ]


def identities_of(person: Person) -> list[Identity]:
    """At least one."""
    named = ((IdentityKind.WA_ID.value, person.wa_id), (IdentityKind.USER_ID.value, person.user_id))
    return [Identity(kind, value) for kind, value in named if value]


def guests_of(people: Sequence[Person]) -> list[Guest]:
    """The guests of a set, each once, in the order of their first letter."""
    by_identity: dict[Identity, Guest] = {}
    for person in people:
        identities = identities_of(person)
        guest = by_identity.get(identities[0]) or Guest()
        for identity in identities:
            other = by_identity.get(identity)
            if other is not None and other is not guest:
                _join(guest, other, by_identity)
            guest.identities[identity] = None
            by_identity[identity] = guest
        guest.wa_id = person.wa_id or guest.wa_id
        guest.name = person.name or guest.name
        guest.username = person.username or guest.username
    return list({id(guest): guest for guest in by_identity.values()}.values())


def one_per_contact(guests: Sequence[Guest], contacts_of: Callable[[Guest], Sequence[UUID]]) -> list[Guest]:
    """The same guests, with those joined that we know to be one though this set does not say so."""
    by_contact: dict[UUID, Guest] = {}
    joined: dict[int, Guest] = {}
    for later in guests:
        guest = later
        for contact_id in contacts_of(later):
            earlier = by_contact.get(contact_id)
            if earlier is not None and earlier is not guest:
                _absorb(earlier, guest)
                by_contact.update({known: earlier for known, whose in by_contact.items() if whose is guest})
                joined.pop(id(guest), None)
                guest = earlier
            by_contact[contact_id] = guest
        joined[id(guest)] = guest
    return list(joined.values())


def _join(guest: Guest, other: Guest, by_identity: dict[Identity, Guest]) -> None:
    """One letter gave both names: what were two guests until then is one."""
    by_identity.update(dict.fromkeys(other.identities, guest))
    said = (guest.wa_id, guest.name, guest.username)
    _absorb(guest, other)
    guest.wa_id, guest.name, guest.username = (mine or theirs for mine, theirs in zip(said, _said(guest), strict=True))


def _absorb(guest: Guest, later: Guest) -> None:
    guest.identities.update(later.identities)
    guest.wa_id, guest.name, guest.username = (new or old for new, old in zip(_said(later), _said(guest), strict=True))


def _said(guest: Guest) -> tuple[str | None, str | None, str | None]:
    return guest.wa_id, guest.name, guest.username
