"""Reading sessions: who may still work, and what changed since one last asked."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.work import Work
from app.tenants.models import TenantStatus

_STANDINGS = text("""
SELECT session.id AS sid, session.tenant_id, coalesce(session.user_id, session.operator_id) AS person_id,
       coalesce(person.role, 'SUPER_ADMIN') AS role, session.expires_at,
       session.revoked_at IS NULL AND coalesce(person.is_active, operator.id IS NOT NULL) AS is_open,
       coalesce(person.must_change_password, operator.must_change_password, false) AS must_change_password,
       tenant.slug::text AS tenant_slug, tenant.status AS tenant_status, tenant.trial_ends_at
  FROM sign_in_sessions AS session
  LEFT JOIN users AS person ON person.tenant_id = session.tenant_id AND person.id = session.user_id
  LEFT JOIN operators AS operator ON operator.id = session.operator_id
  LEFT JOIN tenants AS tenant ON tenant.id = session.tenant_id
 WHERE session.id = ANY(:sids)
""")

# Further back than asked: what was written then may only have been committed since, and by another clock.
_CHANGES = text("""
WITH since AS (SELECT cast(:since AS timestamptz) - interval '30 seconds' AS at)
SELECT clock_timestamp() AS asked_at,
       ARRAY(SELECT id FROM sign_in_sessions, since WHERE revoked_at > since.at) AS ended,
       ARRAY(SELECT id FROM users, since WHERE updated_at > since.at)
       || ARRAY(SELECT id FROM operators, since WHERE updated_at > since.at) AS people,
       ARRAY(SELECT id FROM tenants, since WHERE updated_at > since.at) AS tenants
""")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a session gives its owner right now, whatever the token says."""

    sid: UUID
    tenant_id: UUID | None
    person_id: UUID
    role: str
    expires_at: datetime
    is_open: bool
    must_change_password: bool
    tenant_slug: str | None
    tenant_status: TenantStatus | None
    trial_ends_at: datetime | None


class Changes(msgspec.Struct, frozen=True):
    """Ids of what changed; `asked_at` is the database's own clock."""

    asked_at: datetime
    ended: frozenset[UUID]
    people: frozenset[UUID]
    tenants: frozenset[UUID]


async def standings(work: Work, sids: Collection[UUID]) -> dict[UUID, Standing]:
    """By session; one that does not exist is missing."""
    found = await work.session.execute(_STANDINGS, {"sids": list(sids)})
    rows = [msgspec.convert(dict(row), Standing) for row in found.mappings()]
    return {row.sid: row for row in rows}


async def changes(work: Work, since: datetime) -> Changes:
    found = (await work.session.execute(_CHANGES, {"since": since})).one()
    return Changes(found.asked_at, frozenset(found.ended), frozenset(found.people), frozenset(found.tenants))
