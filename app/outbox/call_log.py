"""The book of calls: what Meta answered to each message's call, for those who ask later. Never a body, never a token."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from prometheus_client import Counter, Histogram
from sqlalchemy import CursorResult, text

from app.core.ids import new_id
from app.core.work import Office, TenantWork
from app.outbox.models import CallOutcome
from app.whatsapp.outcomes import Refused, Sent, Unknown

CALLS: Final = Counter(
    "recado_graph_calls", "Calls that carried a message to Meta, by how they ended and Meta's code.", ["outcome", "code"]
)
SECONDS: Final = Histogram(
    "recado_graph_call_seconds", "How long Meta took to answer them.", buckets=(0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 30)
)
AT_ONCE: Final = 5_000
BATCHES: Final = 100
_OK: Final = 200

_NOTE = text("""
INSERT INTO graph_calls (tenant_id, id, message_id, at, took_ms, outcome, http_status, code, subcode, trace)
SELECT :tenant_id, call.*
  FROM unnest(cast(:ids AS uuid[]), cast(:message_ids AS uuid[]), cast(:ats AS timestamptz[]), cast(:took AS int[]),
              cast(:outcomes AS text[]), cast(:https AS int[]), cast(:codes AS int[]), cast(:subcodes AS int[]),
              cast(:traces AS text[])) AS call
""")
_PRUNE = text("""
DELETE FROM graph_calls WHERE tenant_id = :tenant_id AND id IN (
    SELECT id FROM graph_calls WHERE tenant_id = :tenant_id AND id < :oldest ORDER BY id LIMIT :most)
""")
_TENANTS = text("SELECT id FROM tenants ORDER BY id")
_OLDER = text("SELECT cast((extract(epoch FROM now() - cast(:age AS interval)) * 1000) AS bigint)")


class Call(msgspec.Struct, frozen=True):
    """One call that is over. `took_ms` is None when nobody saw it through: it was not made, or whoever made it died."""

    message_id: UUID
    at: datetime
    took_ms: int | None
    outcome: Sent | Refused | Unknown


async def note(work: TenantWork, calls: Sequence[Call]) -> None:
    """Writes a set of calls of messages that are there."""
    if not calls:
        return
    refusals = [call.outcome if isinstance(call.outcome, Refused) else None for call in calls]
    columns: dict[str, Any] = {
        "ids": [new_id() for _call in calls],
        "message_ids": [call.message_id for call in calls],
        "ats": [call.at for call in calls],
        "took": [call.took_ms for call in calls],
        "outcomes": [_kind(call.outcome).value for call in calls],
        "https": [_OK if isinstance(call.outcome, Sent) else call.outcome.http_status for call in calls],
        "codes": [refused.code if refused else None for refused in refusals],
        "subcodes": [refused.subcode if refused else None for refused in refusals],
        "traces": [(refused.trace or "")[:100] or None if refused else None for refused in refusals],
    }
    await work.session.execute(_NOTE, columns | {"tenant_id": work.tenant_id})
    for call, code in zip(calls, columns["codes"], strict=True):
        CALLS.labels(_kind(call.outcome).value, str(code or "")).inc()
        if call.took_ms is not None:
            SECONDS.observe(call.took_ms / 1000)


async def prune(office: Office, *, keep_days: int) -> None:
    """Each hotel's behind its own walls, a batch at a time; what is left over after many goes with the next round."""
    async with office.for_house() as house:
        oldest = UUID(int=(await house.session.scalar(_OLDER, {"age": timedelta(days=keep_days)}) or 0) << 80)
        tenant_ids = list(await house.session.scalars(_TENANTS))
    for tenant_id in tenant_ids:
        await _prune(office, tenant_id, oldest)


async def _prune(office: Office, tenant_id: UUID, oldest: UUID) -> None:
    """Ids begin with the time they were made."""
    for _batch in range(BATCHES):
        async with office.for_tenant(tenant_id) as work:
            pruned = await work.session.execute(_PRUNE, {"tenant_id": tenant_id, "oldest": oldest, "most": AT_ONCE})
        if not isinstance(pruned, CursorResult) or pruned.rowcount < AT_ONCE:
            return


def _kind(outcome: Sent | Refused | Unknown) -> CallOutcome:
    match outcome:
        case Sent():
            return CallOutcome.SENT
        case Refused():
            return CallOutcome.REFUSED
        case Unknown():
            return CallOutcome.UNKNOWN
