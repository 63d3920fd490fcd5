"""What is noted of a guest beside who they are: marketing or not, and how the hotel's phone calls them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.contacts.models import IdentityKind
from app.contacts.phones import spellings
from app.core.clock import now
from app.core.work import TenantWork

# In the order they were said, whenever they come. Who says it again wants none since the first time.
_MARKETING = text("""
UPDATE contacts
   SET marketing_opted_out_at = CASE WHEN told.opted_out_at IS NOT NULL
                                     THEN coalesce(contacts.marketing_opted_out_at, told.opted_out_at) END,
       marketing_said_at = told.said_at, updated_at = :at
  FROM unnest(cast(:ids AS uuid[]), cast(:opted_out AS timestamptz[]), cast(:said AS timestamptz[])) AS told (id, opted_out_at, said_at)
 WHERE contacts.tenant_id = :tenant_id AND contacts.id = told.id
   AND (contacts.marketing_said_at IS NULL OR contacts.marketing_said_at < told.said_at)
RETURNING contacts.id
""")
# The name in the address book is the hotel's own for the guest where it has no other.
_BOOK = text("""
UPDATE contacts
   SET name = CASE WHEN contacts.name IS NULL OR contacts.name = contacts.booked_name THEN told.name ELSE contacts.name END,
       booked_name = told.name, booked_at = told.said_at, updated_at = :at
  FROM unnest(cast(:ids AS uuid[]), cast(:names AS text[]), cast(:said AS timestamptz[])) AS told (id, name, said_at)
 WHERE contacts.tenant_id = :tenant_id AND contacts.id = told.id AND (contacts.booked_at IS NULL OR contacts.booked_at < told.said_at)
RETURNING contacts.id
""")
_SPELLED = text("""
SELECT value FROM contact_identities
 WHERE tenant_id = :tenant_id AND kind = :kind AND value = ANY(cast(:values AS text[])) AND retired_at IS NULL
""")


class Wish(NamedTuple):
    """Whether a guest wants marketing."""

    contact_id: UUID
    wants: bool
    said_at: datetime


class Booked(NamedTuple):
    """The guest's name in the phone's address book; None when taken out."""

    contact_id: UUID
    name: str | None
    said_at: datetime


async def note_marketing(work: TenantWork, wishes: Sequence[Wish]) -> list[UUID]:
    """The contacts whose wish is another now, or newer."""
    last = {wish.contact_id: wish for wish in sorted(wishes, key=lambda wish: wish.said_at)}
    told = [last[one] for one in sorted(last)]
    columns = {
        "ids": [wish.contact_id for wish in told],
        "opted_out": [None if wish.wants else wish.said_at for wish in told],
        "said": [wish.said_at for wish in told],
    }
    noted = await work.session.scalars(_MARKETING, columns | {"tenant_id": work.tenant_id, "at": now()})
    return list(noted.all())


async def note_names(work: TenantWork, booked: Sequence[Booked]) -> list[UUID]:
    """The contacts of which the address book says something new."""
    last = {one.contact_id: one for one in sorted(booked, key=lambda one: one.said_at)}
    told = [last[one] for one in sorted(last)]
    columns = {
        "ids": [one.contact_id for one in told],
        "names": [one.name for one in told],
        "said": [one.said_at for one in told],
    }
    noted = await work.session.scalars(_BOOK, columns | {"tenant_id": work.tenant_id, "at": now()})
    return list(noted.all())


async def as_whatsapp_spells(work: TenantWork, numbers: Sequence[str]) -> dict[str, str]:
    """Each number as its guest is known already, if they are: people dial a digit that an old WhatsApp id has not."""
    every = {spelled for number in numbers for spelled in spellings(number)}
    asked = {"tenant_id": work.tenant_id, "kind": IdentityKind.WA_ID.value, "values": sorted(every)}
    known = set((await work.session.scalars(_SPELLED, asked)).all())
    return {number: next((spelled for spelled in spellings(number) if spelled in known), number) for number in numbers}
