"""Files that nobody points to any more: what pruning and erasing left behind, and what a dying worker stored for nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text

from app.core.clock import now
from app.core.work import Office, TenantWork
from app.media.storage import THUMBNAIL, Storage

log = structlog.get_logger()

KEPT: Final = timedelta(days=1)
"""Nothing younger is touched: its row may be about to be written."""
AT_ONCE: Final = 500

_TENANTS = text("SELECT id FROM tenants ORDER BY id")
_ROWS = text("""
DELETE FROM media_files f WHERE f.tenant_id = :tenant_id AND f.id IN (
    SELECT id FROM media_files o
     WHERE o.tenant_id = :tenant_id AND o.created_at < statement_timestamp() - cast(:kept AS interval)
       AND NOT EXISTS (SELECT FROM media m WHERE m.tenant_id = o.tenant_id AND m.file_id = o.id)
       AND NOT EXISTS (SELECT FROM media_uploads u WHERE u.tenant_id = o.tenant_id AND u.file_id = o.id)
       AND NOT EXISTS (SELECT FROM templates t WHERE t.tenant_id = o.tenant_id AND t.header_file_id = o.id) LIMIT :most)
""")
_KNOWN = text("""
SELECT encode(told.sha256, 'hex') FROM unnest(cast(:sums AS bytea[])) AS told (sha256)
 WHERE EXISTS (SELECT FROM media_files f WHERE f.tenant_id = :tenant_id AND f.sha256 = told.sha256)
""")


async def clear(office: Office, storage: Storage) -> None:
    """Rows first, then objects without a row, each hotel behind its own walls."""
    async with office.for_house() as house:
        tenant_ids = list(await house.session.scalars(_TENANTS))
    cleared = 0
    for tenant_id in tenant_ids:
        async with office.for_tenant(tenant_id) as work:
            await work.session.execute(_ROWS, {"tenant_id": tenant_id, "kept": KEPT, "most": AT_ONCE})
        cleared += await _clear(office, storage, tenant_id)
    if cleared:
        log.info("media.orphans_cleared", objects=cleared)


async def _clear(office: Office, storage: Storage, tenant_id: UUID) -> int:
    before = now() - KEPT
    cleared = 0
    keys: list[str] = []
    async for one in storage.of_tenant(tenant_id):
        if one.modified_at < before:
            keys.append(one.key)
        if len(keys) == AT_ONCE:
            cleared += await _clear_some(office, storage, tenant_id, keys)
            keys = []
    return cleared + await _clear_some(office, storage, tenant_id, keys)


async def _clear_some(office: Office, storage: Storage, tenant_id: UUID, keys: Sequence[str]) -> int:
    async with office.for_tenant(tenant_id) as work:
        orphans = await _orphans(work, keys)
    await storage.delete(orphans)
    return len(orphans)


async def _orphans(work: TenantWork, keys: Sequence[str]) -> list[str]:
    sums = {key: key.rpartition("/")[2].removesuffix(THUMBNAIL) for key in keys}
    asked = {"tenant_id": work.tenant_id, "sums": sorted({bytes.fromhex(one) for one in sums.values() if len(one) == 64})}
    known = set(await work.session.scalars(_KNOWN, asked))
    return [key for key, one in sums.items() if len(one) == 64 and one not in known]
