"""Remembering guests: who wrote, by whichever of their names WhatsApp gave, a whole set at once."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.contacts.grouping import Guest, Identity, guests_of, identities_of, one_per_contact
from app.contacts.phones import e164_of
from app.core.clock import now
from app.core.ids import new_id
from app.core.work import TenantWork
from app.whatsapp.payloads import Person

_KNOWN = text("""
SELECT identity.kind, identity.value, contacts.id, contacts.profile_name, contacts.username, contacts.phone
  FROM unnest(cast(:kinds AS text[]), cast(:values AS text[])) AS wanted (kind, value)
  JOIN contact_identities AS identity
    ON identity.tenant_id = :tenant_id AND identity.kind = wanted.kind AND identity.value = wanted.value
  JOIN contacts ON contacts.tenant_id = :tenant_id AND contacts.id = identity.contact_id
""")
# In the order of their names, so that two numbers that meet the same guests cannot wait for one another. No ON CONFLICT:
# whoever was faster is met as a broken key, and the set is tried again.
_MEET = text("""
WITH met AS (
    INSERT INTO contacts (tenant_id, id, profile_name, username, phone, created_at, updated_at)
    SELECT :tenant_id, new.*, :at, :at
      FROM unnest(cast(:ids AS uuid[]), cast(:profile_names AS text[]), cast(:usernames AS text[]), cast(:phones AS text[])) AS new
)
INSERT INTO contact_identities (tenant_id, kind, value, contact_id, created_at)
SELECT :tenant_id, new.*, :at FROM unnest(cast(:kinds AS text[]), cast(:values AS text[]), cast(:contacts AS uuid[])) AS new
""")
_PROFILES = text("""
WITH locked AS (SELECT id FROM contacts WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE)
UPDATE contacts SET profile_name = told.profile_name, username = told.username, phone = told.phone, updated_at = :at
  FROM unnest(cast(:ids AS uuid[]), cast(:profile_names AS text[]), cast(:usernames AS text[]), cast(:phones AS text[]))
       AS told (id, profile_name, username, phone)
  JOIN locked ON locked.id = told.id
 WHERE contacts.tenant_id = :tenant_id AND contacts.id = told.id
""")
_FOLD = text("UPDATE contact_identities SET contact_id = :kept WHERE tenant_id = :tenant_id AND contact_id = :folded")
_FORGET = text("DELETE FROM contacts WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))")


class Folding(NamedTuple):
    """Two contacts that turned out to be one guest; all that is `folded`'s must become `kept`'s, the elder's."""

    kept: UUID
    folded: UUID


class Remembered(NamedTuple):
    """The contact of each person, in their order. Whoever keeps something by contact must follow the foldings."""

    contact_ids: list[UUID]
    foldings: list[Folding]


class _Row(msgspec.Struct, frozen=True):
    id: UUID
    profile_name: str | None
    username: str | None
    phone: str | None


async def remember_many(work: TenantWork, people: Sequence[Person]) -> Remembered:
    """Finds or makes the contact of each person; names and usernames follow what WhatsApp says last.

    One query when everybody is known and unchanged.
    """
    guests = guests_of(people)
    known = await _known(work, guests)
    rows = [_rows_of(guest, known) for guest in guests]
    if _is_any_twice(rows):
        guests = one_per_contact(guests, lambda guest: [row.id for row in _rows_of(guest, known)])
        rows = [_rows_of(guest, known) for guest in guests]
    ids = [found[0].id if found else new_id() for found in rows]
    foldings = await _fold(work, rows)
    await _meet(work, [(guest, contact_id, not found) for guest, contact_id, found in zip(guests, ids, rows, strict=True)], known)
    await _follow(work, [(guest, found[0]) for guest, found in zip(guests, rows, strict=True) if found])
    by_identity = {identity: contact_id for guest, contact_id in zip(guests, ids, strict=True) for identity in guest.identities}
    return Remembered([by_identity[identities_of(person)[0]] for person in people], foldings)


async def forget_folded(work: TenantWork, foldings: Collection[Folding]) -> None:
    """The last step of folding, when nothing is theirs any more."""
    await work.session.execute(_FORGET, {"tenant_id": work.tenant_id, "ids": sorted(folding.folded for folding in foldings)})


async def _known(work: TenantWork, guests: Sequence[Guest]) -> dict[Identity, _Row]:
    wanted = {identity for guest in guests for identity in (*guest.identities, *guest.spellings)}
    columns = {"kinds": [identity.kind for identity in wanted], "values": [identity.value for identity in wanted]}
    found = await work.session.execute(_KNOWN, columns | {"tenant_id": work.tenant_id})
    return {Identity(row.kind, row.value): _Row(row.id, row.profile_name, row.username, row.phone) for row in found}


def _rows_of(guest: Guest, known: dict[Identity, _Row]) -> list[_Row]:
    """The contacts that this guest is, the eldest first: ids grow with time.

    Another spelling of the number only counts for somebody who is not known otherwise.
    """
    found = {known[identity].id: known[identity] for identity in guest.identities if identity in known}
    if not found:
        found = {known[identity].id: known[identity] for identity in guest.spellings if identity in known}
    return sorted(found.values(), key=lambda row: row.id)


def _is_any_twice(rows: Sequence[Sequence[_Row]]) -> bool:
    ids = [row.id for found in rows for row in found]
    return len(ids) != len(set(ids))


async def _meet(work: TenantWork, guests: Sequence[tuple[Guest, UUID, bool]], known: dict[Identity, _Row]) -> None:
    """Writes the contacts of those who are new, and whatever name of anybody's is."""
    names = sorted((one, contact_id) for guest, contact_id, _is_new in guests for one in guest.identities if one not in known)
    if not names:
        return
    columns: dict[str, Any] = {
        "kinds": [identity.kind for identity, _contact_id in names],
        "values": [identity.value for identity, _contact_id in names],
        "contacts": [contact_id for _identity, contact_id in names],
    }
    told = _profiles([(contact_id, guest.name, guest.username, _phone_of(guest)) for guest, contact_id, is_new in guests if is_new])
    await work.session.execute(_MEET, columns | told | {"tenant_id": work.tenant_id, "at": now()})


async def _fold(work: TenantWork, rows: Sequence[Sequence[_Row]]) -> list[Folding]:
    foldings = sorted({Folding(found[0].id, younger.id) for found in rows for younger in found[1:]})
    for folding in foldings:
        await work.session.execute(_FOLD, folding._asdict() | {"tenant_id": work.tenant_id})
    return foldings


async def _follow(work: TenantWork, met_again: Sequence[tuple[Guest, _Row]]) -> None:
    told = [
        (row.id, guest.name or row.profile_name, guest.username or row.username, row.phone or _phone_of(guest)) for guest, row in met_again
    ]
    changed = [one for one, (_guest, row) in zip(told, met_again, strict=True) if one[1:] != (row.profile_name, row.username, row.phone)]
    if changed:
        await work.session.execute(_PROFILES, _profiles(changed) | {"tenant_id": work.tenant_id, "at": now()})


def _profiles(told: Sequence[tuple[UUID, str | None, str | None, str | None]]) -> dict[str, Any]:
    ids, names, usernames, phones = zip(*told, strict=True) if told else ((), (), (), ())
    return {"ids": list(ids), "profile_names": list(names), "usernames": list(usernames), "phones": list(phones)}


def _phone_of(guest: Guest) -> str | None:
    return e164_of(guest.wa_id) if guest.wa_id else None
