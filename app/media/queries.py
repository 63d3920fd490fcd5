"""Which files wait, for the sweep and the metrics, and what one row says."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.work import TenantWork, Work
from app.media.models import Media

# One probe of each hotel's open rows: settled ones are in no index that this reads.
_DUE = text("""
SELECT t.id FROM tenants t
 WHERE EXISTS (SELECT FROM media m WHERE m.tenant_id = t.id AND m.state IN ('due', 'claimed') AND m.due_at <= statement_timestamp())
""")
_BARRED = text("""
SELECT DISTINCT m.tenant_id FROM media m JOIN channels c ON c.tenant_id = m.tenant_id AND c.id = m.channel_id
 WHERE m.state = 'parked' AND (c.status = 'connected' OR m.created_at < statement_timestamp() - cast(:lives AS interval))
""")
# Two halves, each by its own partial index: together no index would fit, and every file ever sent would be read.
_BACKLOG = text("""
WITH waiting AS (SELECT count(*) AS many, min(created_at) AS oldest FROM media WHERE state IN ('due', 'claimed')),
     parked AS (SELECT count(*) AS many, min(created_at) AS oldest FROM media WHERE state = 'parked')
SELECT waiting.many AS waiting, parked.many AS parked,
       coalesce(extract(epoch FROM statement_timestamp() - least(waiting.oldest, parked.oldest)), 0)::float8 AS oldest_s
  FROM waiting, parked
""")

# The same of what Meta has not been given yet.
_OUTWARD = text("""
WITH waiting AS (SELECT count(*) AS many, min(created_at) AS oldest FROM media_at_meta WHERE state IN ('due', 'claimed')),
     parked AS (SELECT count(*) AS many, min(created_at) AS oldest FROM media_at_meta WHERE state = 'parked')
SELECT waiting.many AS waiting, parked.many AS parked,
       coalesce(extract(epoch FROM statement_timestamp() - least(waiting.oldest, parked.oldest)), 0)::float8 AS oldest_s
  FROM waiting, parked
""")

PARKED_CHECK: Final = timedelta(days=7)


class Backlog(msgspec.Struct, frozen=True):
    """All hotels' files that are not where they should be. `parked` wait for a token; `oldest_s` is how long the oldest has waited."""

    waiting: int
    parked: int
    oldest_s: float


async def hotels_with_due(work: Work) -> list[UUID]:
    return list(await work.session.scalars(_DUE))


async def hotels_to_unpark(work: Work) -> list[UUID]:
    """Hotels where a number lives again while files wait for it, or where they have waited too long."""
    return list(await work.session.scalars(_BARRED, {"lives": PARKED_CHECK}))


async def backlog(work: Work, *, outward: bool = False) -> Backlog:
    """Of what guests sent, or `outward` of what hotels send."""
    row = (await work.session.execute(_OUTWARD if outward else _BACKLOG)).one()
    return Backlog(row.waiting, row.parked, row.oldest_s)


async def find(work: TenantWork, media_id: UUID) -> Media | None:
    return await work.session.get(Media, (work.tenant_id, media_id))
