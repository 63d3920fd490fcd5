"""Who in a set of letters is the same guest, going by the names they share."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from app.contacts.models import IdentityKind
from app.contacts.phones import spellings
from app.whatsapp.letters import LONGEST_ID
from app.whatsapp.payloads import Person

_NUMBER = IdentityKind.WA_ID.value
_USER = IdentityKind.USER_ID.value
_PARENT = IdentityKind.PARENT_USER_ID.value
_GROUP = IdentityKind.GROUP_ID.value


class Identity(NamedTuple):
    """One of a guest's names, as its row is keyed."""

    kind: str
    value: str


class Heard(NamedTuple):
    """When a name was first and last used in a set of letters."""

    first: datetime
    last: datetime


class Guest:
    """All that a set of letters says of one guest; the last word counts."""

    def __init__(self) -> None:
        self.identities: dict[Identity, Heard] = {}
        self.name: str | None = None
        self.username: str | None = None
        self.at: datetime | None = None
        self.became: Guest | None = None

    @property
    def final(self) -> "Guest":
        """This one, or whoever it turned out to be."""
        guest = self
        while guest.became is not None:
            guest = guest.became
        return guest

    @property
    def user_ids(self) -> list[Identity]:
        return [identity for identity in self.identities if identity.kind == _USER]

    @property
    def spellings(self) -> list[Identity]:
        """Other ways of writing the same number, under which an older letter may have come."""
        return [
            Identity(_NUMBER, spelled)
            for identity in self.identities
            if identity.kind == _NUMBER
            for spelled in spellings(identity.value)[1:]
        ]

    def hear(self, person: Person, identities: Sequence[Identity], at: datetime) -> None:
        once = Heard(at, at)
        for identity in identities:
            heard = self.identities.setdefault(identity, once)
            if heard is not once:
                self.identities[identity] = Heard(min(heard.first, at), max(heard.last, at))
        self.tell(person.name, _plain(person.username) if person.username else None, at)

    def tell(self, name: str | None, username: str | None, at: datetime) -> None:
        """What it is called; an older word only fills a gap."""
        if self.at is None or at >= self.at:
            self.name, self.username, self.at = name or self.name, username or self.username, at
        else:
            self.name, self.username = self.name or name, self.username or username

    def absorb(self, other: "Guest") -> None:
        for identity, heard in other.identities.items():
            mine = self.identities.get(identity, heard)
            self.identities[identity] = Heard(min(mine.first, heard.first), max(mine.last, heard.last))
        if other.at is not None:
            self.tell(other.name, other.username, other.at)
        other.became = self


def identities_of(person: Person) -> list[Identity]:
    """At least one; what names the guest for certain before what may change hands."""
    named = []
    if person.group_id:
        named.append(Identity(_GROUP, _column(person.group_id)))
    if person.user_id:
        named.append(Identity(_USER, _column(person.user_id)))
    if person.parent_user_id:
        named.append(Identity(_PARENT, _column(person.parent_user_id)))
    if person.wa_id:
        named.append(Identity(_NUMBER, _column(person.wa_id)))
    return named


def guests_of(people: Sequence[Person], said_at: Sequence[datetime]) -> list[Guest]:
    """The guest of each person: those who are the same have the same `final`.

    A number belongs to whoever used it last: with another user id it is somebody else's, and those who are named by
    the number alone are the one who had it before them in the set.
    """
    met: dict[Identity, Guest] = {}
    guests = []
    for person, at in zip(people, said_at, strict=True):
        identities = identities_of(person)
        # Most are met once in a set.
        guest = Guest() if met.keys().isdisjoint(identities) else _met(identities, met) or Guest()
        guest.hear(person, identities, at)
        for identity in identities:
            met[identity] = guest
        guests.append(guest)
    return guests


def _met(identities: Sequence[Identity], met: dict[Identity, Guest]) -> Guest | None:
    guest: Guest | None = None
    names_user = any(identity.kind == _USER for identity in identities)
    for identity in identities:
        other = met[identity].final if identity in met else None
        if other is None or other is guest:
            continue
        if identity.kind == _NUMBER and names_user and other.user_ids:
            continue
        if guest is None:
            guest = other
        else:
            guest.absorb(other)
    return guest


def _plain(username: str | None) -> str | None:
    """Meta's text shows it with an @, its examples without (cloud-api D4); case says nothing."""
    plain = (username or "").removeprefix("@").lower()
    return plain if 0 < len(plain) <= LONGEST_ID else None


def _column(value: str) -> str:
    """No id of Meta's is that long; an index row holds no more."""
    return value if len(value) <= LONGEST_ID else "sha256:" + hashlib.sha256(value.encode()).hexdigest()
