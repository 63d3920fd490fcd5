"""Forgetting what is kept for a while only: clients' promises of oneness, and letters that have left."""

from datetime import timedelta
from typing import Final

from sqlalchemy import text

from app.core.work import Office

KEPT: Final = timedelta(days=30)
AT_ONCE: Final = 5_000

_TENANTS = text("SELECT id FROM tenants ORDER BY id")
_KEYS = text("""
DELETE FROM idempotency_keys WHERE (tenant_id, actor_id, key) IN (
    SELECT tenant_id, actor_id, key FROM idempotency_keys
     WHERE tenant_id = :tenant_id AND created_at < now() - cast(:kept AS interval) LIMIT :most)
""")
_LETTERS = text("""
DELETE FROM outbox WHERE tenant_id = :tenant_id AND id IN (
    SELECT id FROM outbox
     WHERE tenant_id = :tenant_id AND state = 'done' AND settled_at < now() - cast(:kept AS interval) LIMIT :most)
""")


async def prune(office: Office) -> None:
    """Each hotel's behind its own walls, a batch at a time; what is left over goes with the next round."""
    async with office.for_house() as house:
        tenant_ids = list(await house.session.scalars(_TENANTS))
    for tenant_id in tenant_ids:
        for statement in (_KEYS, _LETTERS):
            async with office.for_tenant(tenant_id) as work:
                await work.session.execute(statement, {"tenant_id": tenant_id, "kept": KEPT, "most": AT_ONCE})
