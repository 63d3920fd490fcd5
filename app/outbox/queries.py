"""What waits in the outbox, and for whom."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.core.statements import Statement
from app.core.work import TenantWork, Work
from app.outbox import circuit


class Letterbox(msgspec.Struct, frozen=True):
    """The outbox of one number, as the house names it. `is_torn`: a lease ran out, somebody died with letters in hand."""

    tenant_id: UUID
    channel_id: UUID
    is_torn: bool


# For each number three probes, each of an index that holds nothing else. As EXISTS, all of 50,000 waiting letters would be
# read each time: it may be turned into one list for all numbers, a LIMIT may not.
_WAITING = text("""
WITH looked AS MATERIALIZED (
    SELECT c.tenant_id, c.id AS channel_id, c.status = 'connected' AND t.status <> 'SUSPENDED' AS may_speak,
           (SELECT true FROM outbox o WHERE o.tenant_id = c.tenant_id AND o.channel_id = c.id
               AND o.state IN ('claimed', 'calling') AND o.lease_until < statement_timestamp() LIMIT 1) IS NOT NULL AS is_torn,
           (SELECT true FROM outbox o WHERE o.tenant_id = c.tenant_id AND o.channel_id = c.id
               AND o.state = 'due' LIMIT 1) IS NOT NULL AS is_due,
           (SELECT true FROM outbox o WHERE o.tenant_id = c.tenant_id AND o.channel_id = c.id
               AND o.state = 'held' AND o.due_at <= statement_timestamp() LIMIT 1) IS NOT NULL AS is_over
      FROM channels c JOIN tenants t ON t.id = c.tenant_id
)
SELECT tenant_id, channel_id, is_torn FROM looked WHERE is_torn OR (may_speak AND (is_due OR is_over))
""")

# What a suspended hotel has written waits, too. `calling_at` is reserved when a letter is claimed, so it may lie a little ahead.
# What lies further ahead was written before the clock was put back, and silences nobody for as long.
_NUMBER = Statement("""
SELECT c.id, c.phone_number_id, c.graph, c.access_token,
       CASE WHEN t.status = 'SUSPENDED' THEN 'cannot_send' ELSE c.status END AS status, c.messages_per_second, c.updated_at,
       extract(epoch FROM statement_timestamp())::float8 AS clock,
       extract(epoch FROM c.held_until)::float8 AS held_until,
       CASE WHEN c.sender <> cast(:sender AS uuid) AND c.sender_until < statement_timestamp() + interval '10 seconds'
            THEN extract(epoch FROM c.sender_until)::float8 END AS other_until,
       CASE WHEN c.campaigns_held_until > statement_timestamp() THEN 2 ELSE 3 END AS open_lanes,
       c.failures,
       c.failures >= cast(:opens_after AS int) AND EXISTS (
           SELECT FROM outbox o WHERE o.tenant_id = c.tenant_id AND o.channel_id = c.id AND o.state IN ('claimed', 'calling')) AS is_trying,
       c.meta_facts -> 'limit' ->> 'tier' AS tier,
       coalesce(c.meta_facts -> 'portfolio' ->> 'id', 'waba ' || c.waba_id) AS portfolio_id,
       ARRAY(SELECT extract(epoch FROM o.calling_at)::float8 FROM outbox o
              WHERE o.tenant_id = c.tenant_id AND o.channel_id = c.id
                AND o.calling_at > statement_timestamp() - make_interval(secs => cast(:second AS float8))
                AND o.calling_at < statement_timestamp() + interval '10 seconds' ORDER BY o.calling_at) AS recent
  FROM channels c JOIN tenants t ON t.id = c.tenant_id WHERE c.tenant_id = cast(:tenant_id AS uuid) AND c.id = cast(:channel_id AS uuid)
""")

_NEXT_DUE = text("""
SELECT extract(epoch FROM min(due_at) - statement_timestamp())::float8
  FROM outbox WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND state = 'held' AND due_at < 'infinity'
""")

_ABANDONED = text("""
SELECT id FROM outbox
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND state IN ('claimed', 'calling')
   AND state = 'calling' AND lease_until < statement_timestamp() ORDER BY id LIMIT :most
""")


class Number(msgspec.Struct, frozen=True):
    """A WhatsApp number as the outbox needs it.

    `clock`, `held_until` and `recent` are the database's seconds; `read_at` is `clock` by this process's
    `time.monotonic()`. Lanes below `open_lanes` may go. `is_trying`: its circuit is open and a letter is trying it.
    Another process speaks for it until `other_until`. `tier` is Meta's daily limit of new guests for the whole portfolio.
    """

    id: UUID
    phone_number_id: str
    graph: str
    access_token: bytes
    status: str
    messages_per_second: int
    updated_at: datetime
    clock: float
    held_until: float | None
    other_until: float | None
    open_lanes: int
    failures: int
    is_trying: bool
    tier: str | None
    portfolio_id: str
    recent: list[float]
    read_at: float = msgspec.field(default_factory=monotonic)


async def waiting(work: Work) -> list[Letterbox]:
    """Every number that has something to do, for the sweep; house work."""
    found: Sequence[Row[Any]] = (await work.session.execute(_WAITING)).all()
    return [Letterbox(row.tenant_id, row.channel_id, row.is_torn) for row in found]


async def find_number(work: TenantWork, channel_id: UUID, *, sender: UUID, second: float) -> Number | None:
    """The number and when its last messages left, `second` seconds back."""
    found = await work.ask(
        _NUMBER, tenant_id=work.tenant_id, channel_id=channel_id, sender=sender, second=second, opens_after=circuit.OPENS_AFTER
    )
    return Number(*found[0]) if found else None


async def next_due(work: TenantWork, channel_id: UUID) -> float | None:
    """Seconds until the number's next postponed letter is due; None when nothing is postponed."""
    seconds: float | None = await work.session.scalar(_NEXT_DUE, {"tenant_id": work.tenant_id, "channel_id": channel_id})
    return seconds


async def abandoned(work: TenantWork, channel_id: UUID, most: int) -> list[UUID]:
    """Letters that somebody was handing to Meta when it died."""
    found = await work.session.scalars(_ABANDONED, {"tenant_id": work.tenant_id, "channel_id": channel_id, "most": most})
    return list(found)
