"""Forgetting what is kept for a while only: clients' promises of oneness, and letters that have left."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import CursorResult, TextClause, text

from app.core.clock import now
from app.core.work import Office

KEPT: Final = timedelta(days=30)
AT_ONCE: Final = 5_000
BATCHES: Final = 100

_TENANTS = text("SELECT id FROM tenants ORDER BY id")
_KEYS = text("""
DELETE FROM idempotency_keys WHERE (tenant_id, actor_id, key) IN (
    SELECT tenant_id, actor_id, key FROM idempotency_keys
     WHERE tenant_id = :tenant_id AND created_at < now() - cast(:kept AS interval) LIMIT :most)
""")
# By the key, since ids begin with the time they were made: no index is kept for what is looked for once a day.
_LETTERS = text("""
DELETE FROM outbox WHERE tenant_id = :tenant_id AND id IN (
    SELECT id FROM outbox WHERE tenant_id = :tenant_id AND id < :oldest AND state = 'done' ORDER BY id LIMIT :most)
""")
# Whoever was written to so long ago is lent the whole burst again, as one who was never written to.
_GUESTS = text("""
DELETE FROM outbox_guests WHERE tenant_id = :tenant_id AND id IN (
    SELECT id FROM outbox_guests WHERE tenant_id = :tenant_id AND opens_at < now() - interval '1 hour' LIMIT :most)
""")


async def prune(office: Office) -> None:
    """Each hotel's behind its own walls, a batch at a time; what is left over after many goes with the next round."""
    async with office.for_house() as house:
        tenant_ids = list(await house.session.scalars(_TENANTS))
    for tenant_id in tenant_ids:
        for statement in (_KEYS, _LETTERS, _GUESTS):
            await _prune(office, tenant_id, statement)


async def _prune(office: Office, tenant_id: UUID, statement: TextClause) -> None:
    oldest = UUID(int=int((now() - KEPT).timestamp() * 1000) << 80)
    terms = {"tenant_id": tenant_id, "kept": KEPT, "oldest": oldest, "most": AT_ONCE}
    named = {name: terms[name] for name in statement.compile().params}
    for _batch in range(BATCHES):
        async with office.for_tenant(tenant_id) as work:
            pruned = await work.session.execute(statement, named)
        if not isinstance(pruned, CursorResult) or pruned.rowcount < AT_ONCE:
            return
