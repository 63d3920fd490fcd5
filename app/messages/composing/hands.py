"""How much people may send by hand: limits for the hotel and for each of its people, counted exactly."""

import math
from typing import Final, NamedTuple

from app.core.errors import RateLimitedError
from app.core.ids import new_id
from app.core.statements import Statement
from app.core.work import TenantWork


class Allowance(NamedTuple):
    """How many messages in any minute and in any hour; one person may send half of it."""

    per_minute: int
    per_hour: int


ALLOWANCE: Final = Allowance(100, 1000)
"""Every hotel's, until there are plans to tell them apart."""

# From here to the commit one at a time: two who count at once would both find room for one.
_LOCK = Statement("SELECT pg_advisory_xact_lock(hashtextextended('hand:' || cast(cast(:tenant_id AS uuid) AS text), 0))")
# Each line asks for the send that must have grown old enough before there is room for another: of 100 in a minute the
# hundredth last. In one statement with the count, so that what is refused leaves nothing.
_SPEND = Statement("""
WITH terms AS (
    SELECT cast(:tenant_id AS uuid) AS tenant_id, cast(:user_id AS uuid) AS user_id, statement_timestamp() AS at
), limits (is_own, most, span) AS (
    VALUES (false, cast(:per_minute AS int), interval '1 minute'), (true, cast(:per_minute AS int) / 2, interval '1 minute'),
           (false, cast(:per_hour AS int), interval '1 hour'), (true, cast(:per_hour AS int) / 2, interval '1 hour')
), free AS (
    SELECT max(sent.at + limits.span) AS at FROM terms CROSS JOIN limits CROSS JOIN LATERAL (
           (SELECT at FROM hand_sends WHERE NOT limits.is_own AND tenant_id = terms.tenant_id
             ORDER BY hand_sends.at DESC OFFSET limits.most - 1 LIMIT 1)
            UNION ALL
           (SELECT at FROM hand_sends WHERE limits.is_own AND tenant_id = terms.tenant_id AND user_id = terms.user_id
             ORDER BY hand_sends.at DESC OFFSET limits.most - 1 LIMIT 1)) AS sent
), spent AS (
    INSERT INTO hand_sends (tenant_id, id, user_id, at)
    SELECT terms.tenant_id, cast(:id AS uuid), terms.user_id, terms.at FROM terms CROSS JOIN free
     WHERE free.at IS NULL OR free.at <= terms.at
), forgotten AS (
    DELETE FROM hand_sends USING terms WHERE hand_sends.tenant_id = terms.tenant_id AND hand_sends.at <= terms.at - interval '1 hour'
)
SELECT extract(epoch FROM free.at - terms.at)::float8 AS wait FROM terms CROSS JOIN free
""")


async def spend(work: TenantWork, allowance: Allowance = ALLOWANCE) -> None:
    """Counts one message that the actor sends by hand; one that is not committed was never counted.

    For people alone: what an API key or a campaign sends has limits of its own. Raises `RateLimitedError` with the seconds
    until there is room again. Call it late, for it makes the hotel's other senders wait until the commit.
    """
    await work.ask(_LOCK, tenant_id=work.tenant_id)
    terms = {"per_minute": allowance.per_minute, "per_hour": allowance.per_hour}
    (found,) = await work.ask(_SPEND, tenant_id=work.tenant_id, user_id=work.actor.user_id, id=new_id(), **terms)
    if found.wait is not None and found.wait > 0:
        raise RateLimitedError(math.ceil(found.wait))
