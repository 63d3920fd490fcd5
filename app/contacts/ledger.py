"""Reading a set's register from the tables, and writing down what it decided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.contacts.grouping import Guest, Identity
from app.contacts.models import IdentityKind
from app.contacts.phones import e164_of
from app.contacts.register import Holding, Register
from app.core.clock import now
from app.core.statements import Statement
from app.core.work import TenantWork

# One by one, by the key: as a plain join it is made by reading all that the hotel knows.
_KNOWN = Statement("""
SELECT identity.kind, identity.value, identity.created_at, identity.retired_at, contacts.id, contacts.profile_name, contacts.username
  FROM unnest(cast(:kinds AS text[]), cast(:values AS text[])) AS wanted (kind, value)
 CROSS JOIN LATERAL (
       SELECT kind, value, created_at, retired_at, contact_id FROM contact_identities
        WHERE tenant_id = cast(:tenant_id AS uuid) AND kind = wanted.kind AND value = wanted.value
        ORDER BY retired_at DESC NULLS FIRST LIMIT 20) AS identity
 CROSS JOIN LATERAL (
       SELECT id, profile_name, username FROM contacts
        WHERE tenant_id = cast(:tenant_id AS uuid) AND id = identity.contact_id LIMIT 1) AS contacts
""")
_ALL_OF = Statement("""
SELECT kind, value, created_at, retired_at, contact_id
  FROM contact_identities WHERE tenant_id = cast(:tenant_id AS uuid) AND contact_id = ANY(cast(:ids AS uuid[])) AND kind <> 'username'
""")
# In the order of their names, so that two numbers that meet the same guests cannot wait for one another. No ON CONFLICT:
# whoever was faster is met as a broken key, and the set is tried again.
_MEET = Statement("""
WITH met AS (
    INSERT INTO contacts (tenant_id, id, profile_name, phone, profiled_at, created_at, updated_at)
    SELECT cast(:tenant_id AS uuid), new.*, cast(:at AS timestamptz), cast(:at AS timestamptz)
      FROM unnest(cast(:ids AS uuid[]), cast(:profile_names AS text[]), cast(:phones AS text[]), cast(:said AS timestamptz[])) AS new
)
INSERT INTO contact_identities (tenant_id, kind, value, contact_id, created_at, retired_at)
SELECT cast(:tenant_id AS uuid), new.*
  FROM unnest(cast(:kinds AS text[]), cast(:values AS text[]), cast(:contacts AS uuid[]), cast(:since AS timestamptz[]),
              cast(:until AS timestamptz[])) AS new
""")
_HOLD = text("""
UPDATE contact_identities AS held SET created_at = told.since, retired_at = told.until
  FROM unnest(cast(:kinds AS text[]), cast(:values AS text[]), cast(:contacts AS uuid[]), cast(:since AS timestamptz[]),
              cast(:until AS timestamptz[])) AS told (kind, value, contact_id, since, until)
 WHERE held.tenant_id = :tenant_id AND held.kind = told.kind AND held.value = told.value AND held.contact_id = told.contact_id
""")
_PHONES = text("""
UPDATE contacts SET phone = told.phone, updated_at = :at
  FROM unnest(cast(:ids AS uuid[]), cast(:phones AS text[])) AS told (id, phone)
 WHERE contacts.tenant_id = :tenant_id AND contacts.id = told.id AND contacts.phone IS DISTINCT FROM told.phone
""")
# What both are known by is the elder's already, with all that the register found out of it.
_DROP_TWINS = text("""
DELETE FROM contact_identities AS theirs USING contact_identities AS ours
 WHERE theirs.tenant_id = :tenant_id AND theirs.contact_id = :folded AND ours.tenant_id = :tenant_id AND ours.contact_id = :kept
   AND ours.kind = theirs.kind AND ours.value = theirs.value
""")
_FOLD = text("UPDATE contact_identities SET contact_id = :kept WHERE tenant_id = :tenant_id AND contact_id = :folded")
_INHERIT = text("""
UPDATE contacts AS kept
   SET name = coalesce(kept.name, folded.name), booked_name = coalesce(kept.booked_name, folded.booked_name),
       booked_at = greatest(kept.booked_at, folded.booked_at),
       profile_name = CASE WHEN newer.theirs THEN coalesce(folded.profile_name, kept.profile_name)
                           ELSE coalesce(kept.profile_name, folded.profile_name) END,
       username = CASE WHEN newer.theirs THEN coalesce(folded.username, kept.username) ELSE coalesce(kept.username, folded.username) END,
       profiled_at = greatest(kept.profiled_at, folded.profiled_at), phone = coalesce(kept.phone, folded.phone),
       marketing_opted_out_at = CASE WHEN coalesce(folded.marketing_said_at > kept.marketing_said_at, kept.marketing_said_at IS NULL)
                                     THEN folded.marketing_opted_out_at ELSE kept.marketing_opted_out_at END,
       marketing_said_at = greatest(kept.marketing_said_at, folded.marketing_said_at),
       identity_changed_at = greatest(kept.identity_changed_at, folded.identity_changed_at), updated_at = :at
  FROM contacts AS folded
 CROSS JOIN LATERAL (SELECT profiled_at FROM contacts AS elder WHERE elder.tenant_id = :tenant_id AND elder.id = :kept) AS elder
 CROSS JOIN LATERAL (SELECT coalesce(folded.profiled_at > elder.profiled_at, elder.profiled_at IS NULL) AS theirs) AS newer
 WHERE kept.tenant_id = :tenant_id AND kept.id = :kept AND folded.tenant_id = :tenant_id AND folded.id = :folded
""")

_NUMBER: Final = IdentityKind.WA_ID.value


class Profile(msgspec.Struct, frozen=True):
    """What a known guest called itself until now."""

    name: str | None
    username: str | None


class Met(msgspec.Struct, frozen=True):
    """What is known of somebody on the first day."""

    name: str | None
    said_at: Any


async def read(work: TenantWork, guests: Collection[Guest]) -> tuple[Register, dict[UUID, Profile]]:
    """Whoever holds one of these names, or ever did: one query."""
    wanted = {identity for guest in guests for identity in (*guest.identities, *guest.spellings)}
    kinds, names = [identity.kind for identity in wanted], [identity.value for identity in wanted]
    register, profiles = Register(), {}
    for row in await work.ask(_KNOWN, tenant_id=work.tenant_id, kinds=kinds, values=names):
        register.learn(Holding(Identity(row.kind, row.value), row.id, row.created_at, row.retired_at))
        profiles[row.id] = Profile(row.profile_name, row.username)
    return register, profiles


async def read_more(work: TenantWork, register: Register, contact_ids: Collection[UUID]) -> None:
    """All the names of these contacts, for where there is something to decide."""
    if contact_ids:
        for row in await work.ask(_ALL_OF, tenant_id=work.tenant_id, ids=sorted(contact_ids)):
            register.learn(Holding(Identity(row.kind, row.value), row.contact_id, row.created_at, row.retired_at))


async def write(work: TenantWork, register: Register, met: Mapping[UUID, Met]) -> None:
    """Foldings first, then who has lost a name, then who has got one: a name is of one contact at a time."""
    ids = {"tenant_id": work.tenant_id}
    for kept, folded in register.foldings:
        pair = ids | {"kept": kept, "folded": folded}
        await work.session.execute(_DROP_TWINS, pair)
        await work.session.execute(_FOLD, pair)
        await work.session.execute(_INHERIT, pair | {"at": now()})
    changed = [row for row in register.holdings if row.is_changed and not row.is_new]
    for rows in ([row for row in changed if row.until is not None], [row for row in changed if row.until is None]):
        if rows:
            await work.session.execute(_HOLD, ids | _columns(rows))
    new = sorted((row for row in register.holdings if row.is_new), key=lambda row: (row.until is None, row.identity, row.contact_id))
    if new:
        await work.ask(_MEET, **ids, **_columns(new), **_people(register, met), at=now())
    await _renumber(work, register)


async def _renumber(work: TenantWork, register: Register) -> None:
    """Who has other numbers than before is dialled at another."""
    contact_ids = [contact_id for contact_id in register.renumbered if contact_id not in register.met]
    if contact_ids:
        told = {"ids": contact_ids, "phones": [_phone(register, contact_id) for contact_id in contact_ids]}
        await work.session.execute(_PHONES, told | {"tenant_id": work.tenant_id, "at": now()})


def _people(register: Register, met: Mapping[UUID, Met]) -> dict[str, Any]:
    return {
        "ids": list(register.met),
        "profile_names": [met[contact_id].name for contact_id in register.met],
        "phones": [_phone(register, contact_id) for contact_id in register.met],
        "said": [met[contact_id].said_at if met[contact_id].name else None for contact_id in register.met],
    }


def _phone(register: Register, contact_id: UUID) -> str | None:
    numbers: Sequence[Holding] = register.current(contact_id, _NUMBER)
    return e164_of(max(numbers, key=lambda row: row.since).identity.value) if numbers else None


def _columns(rows: Iterable[Holding]) -> dict[str, Any]:
    held = list(rows)
    return {
        "kinds": [row.identity.kind for row in held],
        "values": [row.identity.value for row in held],
        "contacts": [row.contact_id for row in held],
        "since": [row.since for row in held],
        "until": [row.until for row in held],
    }
