"""The register of a set: which contact holds which name, as read, and as it is after what the letters say."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from app.contacts.grouping import Guest, Heard, Identity
from app.contacts.models import IdentityKind
from app.contacts.phones import are_one_number
from app.core.ids import new_id

_CHANGE_HANDS: Final = IdentityKind.WA_ID.value
_CERTAIN: Final = IdentityKind.USER_ID.value


class Holding:
    """One row: this contact is known by this name, since when, and until when if it is no more."""

    __slots__ = ("contact_id", "identity", "is_changed", "is_new", "since", "until")

    def __init__(self, identity: Identity, contact_id: UUID, since: datetime, until: datetime | None = None) -> None:
        self.identity, self.contact_id, self.since, self.until = identity, contact_id, since, until
        self.is_new = self.is_changed = False

    def retire(self, at: datetime) -> None:
        if self.until is None:
            self.until, self.is_changed = max(at, self.since), True

    def revive(self, at: datetime) -> None:
        self.since, self.until, self.is_changed = at, None, True

    def take_over(self, other: "Holding") -> None:
        """Both contacts, now one, were known by this name."""
        self.until = None if self.until is None or other.until is None else max(self.until, other.until)
        self.since, self.is_changed = min(self.since, other.since), True
        # Of the two rows one stands in the database already, and will be this contact's.
        self.is_new = self.is_new and other.is_new


class Register:
    """Decides in memory; whoever made it writes `holdings`, `foldings` and `renumbered` down."""

    def __init__(self) -> None:
        self._rows: dict[Identity, list[Holding]] = {}
        self._of: dict[UUID, list[Holding]] = {}
        self._kept: dict[UUID, UUID] = {}
        self._unborn: set[UUID] = set()
        self.met: dict[UUID, None] = {}
        self.has_retired = False
        self.renumbered: dict[UUID, None] = {}

    @property
    def holdings(self) -> Iterable[Holding]:
        return (row for rows in self._rows.values() for row in rows)

    @property
    def has_changed(self) -> bool:
        return bool(self.foldings) or any(row.is_new or row.is_changed for row in self.holdings)

    @property
    def foldings(self) -> list[tuple[UUID, UUID]]:
        """(kept, folded), the kept one being the last in its chain; without those who were only met in this set."""
        return sorted((self.final(kept), folded) for folded, kept in self._kept.items() if folded not in self._unborn)

    def learn(self, row: Holding) -> None:
        """Twice the same is once."""
        rows = self._rows.get(row.identity)
        if rows is None:
            self._rows[row.identity] = [row]
        elif all(known.contact_id != row.contact_id for known in rows):
            rows.append(row)
        else:
            return
        self._of.setdefault(row.contact_id, []).append(row)
        self.has_retired = self.has_retired or row.until is not None

    def final(self, contact_id: UUID) -> UUID:
        while contact_id in self._kept:
            contact_id = self._kept[contact_id]
        return contact_id

    def known(self, guest: Guest) -> UUID | None:
        """The contact, if there is nothing to decide: every name is known and is theirs alone."""
        contact_id = None
        for identity in guest.identities:
            rows = self._rows.get(identity)
            if rows is None or len(rows) != 1:
                return None
            row = rows[0]
            if row.until is not None or (contact_id is not None and row.contact_id != contact_id):
                return None
            contact_id = row.contact_id
        return contact_id

    def concerned(self, guest: Guest) -> set[UUID]:
        """Everybody who was ever known by one of these names."""
        return {row.contact_id for identity in (*guest.identities, *guest.spellings) for row in self._rows.get(identity, ())}

    def current(self, contact_id: UUID, kind: str) -> list[Holding]:
        return [row for row in self._of.get(contact_id, ()) if row.identity.kind == kind and row.until is None]

    def place(self, guest: Guest) -> UUID:
        """The contact of this guest, found, met, or made one of several; their names are theirs afterwards."""
        if self._rows.keys().isdisjoint(guest.identities) and self._rows.keys().isdisjoint(guest.spellings):
            return self._meet_whole(guest)
        certain = sorted({self.final(row.contact_id) for row in self._certain(guest)})
        contact_id = certain[0] if certain else None
        for folded in certain[1:]:
            self.fold(certain[0], folded)
        for identity, heard in guest.identities.items():
            if identity.kind == _CHANGE_HANDS:
                contact_id = self._with_number(contact_id, guest, identity, heard.last)
        contact_id = contact_id or self._by_spelling(guest) or self.meet()
        former = self._former_number(contact_id, guest)
        for identity, heard in guest.identities.items():
            self.attach(contact_id, identity, heard, until=former.until if former and identity.kind != _CHANGE_HANDS else None)
        return contact_id

    def held(self, identity: Identity, at: datetime) -> Holding | None:
        """Who was known by this name then; who has it now, if nobody is known to have had it at the time."""
        rows = self._rows.get(identity, ())
        then = [row for row in rows if row.until is not None and row.until >= at]
        now = next((row for row in rows if row.until is None), None)
        if now is not None and (at >= now.since or not then):
            return now
        return min(then, key=lambda row: row.until or at) if then else None

    def has_changed_hands(self, guest: Guest) -> bool:
        """Whether letters that give the number alone may be of several guests."""
        if not self.has_retired:
            return False
        numbers = (identity for identity in guest.identities if identity.kind == _CHANGE_HANDS)
        return any(row.until is not None for identity in numbers for row in self._rows.get(identity, ()))

    def held_by_then(self, identity: Identity, at: datetime) -> Holding | None:
        """Who was known by this name then; nobody, if whoever has it now has it only since later."""
        rows = [row for row in self._rows.get(identity, ()) if identity.kind != _CHANGE_HANDS or row.since <= at]
        held = [row for row in rows if row.until is None or row.until >= at]
        return min(held, key=lambda row: (row.until is None, row.until or at), default=None)

    def attach(self, contact_id: UUID, identity: Identity, heard: Heard, *, until: datetime | None = None) -> None:
        """The name is this contact's, unless a later letter has said otherwise. `until`: it ended before it was heard of."""
        mine = next((row for row in self._rows.get(identity, ()) if row.contact_id == contact_id), None)
        if mine is not None and (mine.until is None or heard.last <= mine.until):
            mine.is_changed, mine.since = mine.is_changed or heard.first < mine.since, min(mine.since, heard.first)
            return
        others = [row for row in self._rows.get(identity, ()) if row.contact_id != contact_id and row.until is None]
        later = next((row for row in others if row.since > heard.last), None)
        if later is None and identity.kind == _CHANGE_HANDS:
            later = self._step_back(contact_id, identity, heard.last)
        for row in others if later is None else ():
            row.retire(heard.last)
            self.renumbered[row.contact_id] = None
        if mine is not None and later is None:
            mine.revive(heard.last)
        elif mine is None:
            ended = min((at for at in (until, later.since if later else None) if at), default=None)
            row = Holding(identity, contact_id, heard.first, ended)
            row.is_new = True
            self.learn(row)
        self.renumbered[contact_id] = None

    def fold(self, one: UUID, other: UUID) -> UUID:
        """Two contacts are one: all names are the elder's. Ids grow with time."""
        kept, folded = sorted((one, other), key=lambda contact_id: (contact_id in self.met, contact_id))
        self._kept[folded] = kept
        if folded in self.met:
            self._unborn.add(folded)
        mine = {row.identity: row for row in self._of.get(kept, ())}
        for row in self._of.pop(folded, ()):
            twin = mine.get(row.identity)
            if twin is None:
                row.contact_id = kept
                self._of.setdefault(kept, []).append(row)
                continue
            self._rows[row.identity].remove(row)
            twin.take_over(row)
        self.met.pop(folded, None)
        self.renumbered.pop(folded, None)
        self.renumbered[kept] = None
        return kept

    def are_strangers(self, holding: Holding, user_ids: Iterable[Identity]) -> bool:
        """Both have a user id, and not the same: the number they share has changed hands.

        Of somebody who gave the number up the ids count that they had with it.
        """
        rows = [row for row in self._of.get(holding.contact_id, ()) if row.identity.kind == _CERTAIN]
        until = holding.until
        theirs = {row.identity for row in rows if (row.until is None if until is None else row.since < until)}
        return bool(theirs) and bool(ours := set(user_ids)) and not theirs & ours

    def meet(self) -> UUID:
        """A contact that is new."""
        contact_id = new_id()
        self.met[contact_id] = None
        return contact_id

    def _meet_whole(self, guest: Guest) -> UUID:
        """Somebody of whom nothing is known: most who are new."""
        contact_id = self.meet()
        self._of[contact_id] = held = []
        for identity, heard in guest.identities.items():
            row = Holding(identity, contact_id, heard.first)
            row.is_new = True
            self._rows[identity] = [row]
            held.append(row)
        return contact_id

    def _certain(self, guest: Guest) -> list[Holding]:
        return [row for identity in guest.identities if identity.kind != _CHANGE_HANDS for row in self._rows.get(identity, ())]

    def _with_number(self, contact_id: UUID | None, guest: Guest, identity: Identity, at: datetime) -> UUID | None:
        """Whoever holds the number is the same guest, unless user ids speak against it."""
        held = self.held(identity, at)
        if held is None or held.contact_id == contact_id:
            return contact_id
        ours = guest.user_ids + ([row.identity for row in self.current(contact_id, _CERTAIN)] if contact_id else [])
        if self.are_strangers(held, ours):
            return contact_id
        return self.fold(contact_id, held.contact_id) if contact_id else held.contact_id

    def _by_spelling(self, guest: Guest) -> UUID | None:
        """Another spelling of the number only counts for somebody who is not known otherwise."""
        for identity in guest.spellings:
            row = next((row for row in self._rows.get(identity, ()) if row.until is None), None)
            if row is not None and not self.are_strangers(row, guest.user_ids):
                return row.contact_id
        return None

    def _former_number(self, contact_id: UUID, guest: Guest) -> Holding | None:
        """By which a late letter found its guest: with a number that was given up, the ids that it came with were."""
        numbers = [(identity, heard) for identity, heard in guest.identities.items() if identity.kind == _CHANGE_HANDS]
        rows = (row for identity, heard in numbers if (row := self.held(identity, heard.last)))
        return next((row for row in rows if row.until is not None and row.contact_id == contact_id), None)

    def _step_back(self, contact_id: UUID, identity: Identity, at: datetime) -> Holding | None:
        """A guest's former numbers are retired by the new one; the other way round, if a former one is heard late."""
        numbers = [row for row in self.current(contact_id, _CHANGE_HANDS) if not are_one_number(row.identity.value, identity.value)]
        later = next((row for row in numbers if row.since > at), None)
        for row in numbers if later is None else ():
            row.retire(at)
        return later
