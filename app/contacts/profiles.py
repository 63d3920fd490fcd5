"""What guests call themselves: names and usernames follow what WhatsApp says last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.contacts.ledger import Profile
from app.core.clock import now
from app.core.work import TenantWork

# Not by a letter older than the one that was followed last, nor than what the guest has written since: a name that stays
# the same is not written anew with every letter.
_FOLLOW = text("""
WITH told AS (
    SELECT * FROM unnest(cast(:ids AS uuid[]), cast(:names AS text[]), cast(:usernames AS text[]), cast(:said AS timestamptz[]))
         AS told (id, name, username, said_at)
), locked AS (
    SELECT id FROM contacts WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE
)
UPDATE contacts
   SET profile_name = coalesce(told.name, contacts.profile_name), username = coalesce(told.username, contacts.username),
       profiled_at = told.said_at, updated_at = :at
  FROM told JOIN locked ON locked.id = told.id
 WHERE contacts.tenant_id = :tenant_id AND contacts.id = told.id
   AND (contacts.profiled_at IS NULL OR contacts.profiled_at <= told.said_at)
   AND NOT EXISTS (SELECT 1 FROM conversations WHERE conversations.tenant_id = :tenant_id AND conversations.contact_id = told.id
                      AND conversations.last_inbound_at > told.said_at)
RETURNING contacts.id
""")
# A username is one person's at a time: whoever had it has given it up.
_TAKE_FROM_OTHERS = text("""
WITH told AS (
    SELECT * FROM unnest(cast(:ids AS uuid[]), cast(:usernames AS text[]), cast(:said AS timestamptz[])) AS told (id, value, said_at)
), given_up AS (
    UPDATE contact_identities AS held SET retired_at = greatest(told.said_at, held.created_at) FROM told
     WHERE held.tenant_id = :tenant_id AND held.kind = 'username' AND held.retired_at IS NULL
       AND (held.value = told.value) <> (held.contact_id = told.id)
       AND (held.value = told.value OR held.contact_id = told.id)
    RETURNING held.contact_id, held.value
)
UPDATE contacts SET username = NULL FROM given_up
 WHERE contacts.tenant_id = :tenant_id AND contacts.id = given_up.contact_id AND contacts.username = given_up.value
""")
_NAME = text("""
INSERT INTO contact_identities AS held (tenant_id, kind, value, contact_id, created_at)
SELECT :tenant_id, 'username', told.value, told.id, told.said_at
  FROM unnest(cast(:ids AS uuid[]), cast(:usernames AS text[]), cast(:said AS timestamptz[])) AS told (id, value, said_at)
    ON CONFLICT (tenant_id, kind, value, contact_id)
    DO UPDATE SET created_at = excluded.created_at, retired_at = NULL WHERE held.retired_at IS NOT NULL
""")


class Told(NamedTuple):
    """What a letter calls the guest."""

    name: str | None
    username: str | None
    said_at: datetime


async def follow(work: TenantWork, told: Mapping[UUID, Told], known: Mapping[UUID, Profile]) -> None:
    """Writes what differs from what is known."""
    changed = {contact_id: one for contact_id, one in told.items() if _differs(one, known.get(contact_id))}
    if not changed:
        return
    ids = sorted(changed)
    columns = {
        "ids": ids,
        "names": [changed[one].name for one in ids],
        "usernames": [changed[one].username for one in ids],
        "said": [changed[one].said_at for one in ids],
    }
    followed = await work.session.execute(_FOLLOW, columns | {"tenant_id": work.tenant_id, "at": now()})
    await _keep_usernames(work, [(one, changed[one]) for one in followed.scalars()])


async def _keep_usernames(work: TenantWork, told: Sequence[tuple[UUID, Told]]) -> None:
    named = sorted({one.username: (contact_id, one.username, one.said_at) for contact_id, one in told if one.username}.values())
    if not named:
        return
    ids, usernames, said = zip(*named, strict=True)
    columns: dict[str, Any] = {"tenant_id": work.tenant_id, "ids": list(ids), "usernames": list(usernames), "said": list(said)}
    await work.session.execute(_TAKE_FROM_OTHERS, columns)
    await work.session.execute(_NAME, columns)


def _differs(told: Told, known: Profile | None) -> bool:
    if known is None:
        return bool(told.username)
    return bool((told.name and told.name != known.name) or (told.username and told.username != known.username))
