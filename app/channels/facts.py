"""What Meta says of a number, facet by facet, each with its own time: news come late, twice and in any order."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.work import TenantWork


class Facet(StrEnum):
    """A member of `Channel.meta_facts`."""

    QUALITY = "quality"
    LIMIT = "limit"
    PORTFOLIO = "portfolio"
    THROUGHPUT = "throughput"
    NAME = "name"
    USERNAME = "username"
    REVIEW = "review"
    RESTRICTIONS = "restrictions"
    SETTINGS = "settings"
    CALLBACK = "callback"


# The old value comes back too: whether a limit fell shows only beside what it was.
_NOTE: Final = text("""
UPDATE channels c SET meta_facts = c.meta_facts || jsonb_build_object(cast(:facet AS text), cast(:fact AS jsonb))
  FROM channels before
 WHERE c.tenant_id = :tenant_id AND c.id = ANY(cast(:ids AS uuid[])) AND before.tenant_id = c.tenant_id AND before.id = c.id
   AND coalesce(cast(c.meta_facts -> cast(:facet AS text) ->> 'at' AS timestamptz), '-infinity') <= cast(:at AS timestamptz)
RETURNING c.id, before.meta_facts -> cast(:facet AS text) AS fact
""")
_RATE: Final = text("""
UPDATE channels SET messages_per_second = :rate WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))
""")


async def note(
    work: TenantWork, channel_ids: Collection[UUID], facet: Facet, fact: Mapping[str, Any], *, at: datetime
) -> dict[UUID, dict[str, Any] | None]:
    """Keeps it, unless something newer is known; what was known before, of those numbers where it was kept."""
    told = {"tenant_id": work.tenant_id, "ids": list(channel_ids), "facet": facet.value, "at": at}
    written = msgspec.json.encode({**fact, "at": at}).decode()
    return {row.id: row.fact for row in await work.session.execute(_NOTE, told | {"fact": written})}


async def set_rate(work: TenantWork, channel_ids: Collection[UUID], rate: int) -> None:
    """How many messages a second Meta takes from these numbers."""
    await work.session.execute(_RATE, {"tenant_id": work.tenant_id, "ids": list(channel_ids), "rate": rate})
