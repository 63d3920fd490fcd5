"""Taking letters in hand: claimed for a lease, opened just before the bytes leave, given back when nobody calls."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.channels.models import ChannelStatus
from app.core.work import TenantWork, Work
from app.outbox import pacing, queries
from app.outbox.queries import Number

SET_SIZE: Final = 128
CLAIM_LEASE: Final = timedelta(seconds=30)
LANE_WAITS: Final = timedelta(seconds=30)
"""How long an uncertain message keeps the guest's later ones back."""


class Claimed(msgspec.Struct, frozen=True):
    """A letter in hand. `lease_until` is also the token that tells this claim from a later one; `slot` is the
    database's second at which it may leave."""

    id: UUID
    conversation_id: UUID
    attempts: int
    lease_until: datetime
    slot: float


class Claim(msgspec.Struct, frozen=True):
    """What was claimed. `wait`: seconds until claiming again makes sense; None: when somebody rings.

    `is_paced`: there may be more, but the number must not speak sooner.
    """

    number: Number | None
    letters: Sequence[Claimed] = ()
    wait: float | None = None
    is_paced: bool = False


_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('outbox:' || cast(:channel_id AS text), 0))")

_WAKE = text("""
UPDATE outbox SET state = 'due'
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND state = 'held' AND due_at <= statement_timestamp()
""")

# Heads of guests' lanes: what is on its way holds the guest's others back, and of those that wait the first goes.
_CLAIM = text("""
WITH heads AS (
    SELECT o.id, o.lane FROM outbox o
     WHERE o.tenant_id = :tenant_id AND o.channel_id = :channel_id AND o.state = 'due' AND o.lane < :below
       AND NOT EXISTS (
           SELECT FROM outbox e
            WHERE e.tenant_id = o.tenant_id AND e.conversation_id = o.conversation_id AND e.state <> 'done' AND e.id <> o.id
              AND (e.state IN ('claimed', 'calling')
                   OR (e.state = 'uncertain' AND e.calling_at > statement_timestamp() - cast(:lane_waits AS interval))
                   OR (e.state IN ('due', 'held') AND (e.lane, e.id) < (o.lane, o.id))))
     ORDER BY o.lane, o.id LIMIT :most FOR UPDATE OF o SKIP LOCKED
), placed AS (
    SELECT id, (cast(:slots AS float8[]))[row_number() OVER (ORDER BY lane, id)] AS slot FROM heads
)
UPDATE outbox o
   SET state = 'claimed', lease_until = statement_timestamp() + cast(:lease AS interval), calling_at = to_timestamp(placed.slot)
  FROM placed WHERE o.tenant_id = :tenant_id AND o.id = placed.id
RETURNING o.id, o.conversation_id, o.attempts, o.lease_until, placed.slot
""")

_OPEN = text("""
UPDATE outbox o SET state = 'calling', lease_until = statement_timestamp() + cast(:lease AS interval)
  FROM unnest(cast(:tenants AS uuid[]), cast(:ids AS uuid[]), cast(:leases AS timestamptz[])) AS told (tenant_id, id, lease_until)
 WHERE o.tenant_id = told.tenant_id AND o.id = told.id
   AND o.state = 'claimed' AND o.lease_until = told.lease_until AND o.lease_until > statement_timestamp()
RETURNING o.id
""")

_GIVE_BACK = text("""
UPDATE outbox SET state = 'due', lease_until = NULL
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND state IN ('claimed', 'calling')
   AND state = 'claimed' AND lease_until < statement_timestamp()
""")


async def claim(work: TenantWork, channel_id: UUID, *, most: int, ahead: float) -> Claim:
    """Up to `most` letters of one number, one of each guest, that may leave within `ahead` seconds.

    Under the number's lock, so that two processes never give out the same second twice.
    """
    await work.session.execute(_LOCK, {"channel_id": str(channel_id)})
    number = await queries.find_number(work, channel_id, second=pacing.SECOND)
    if number is None or number.status != ChannelStatus.CONNECTED:
        return Claim(number)
    if number.held_until and number.held_until > number.clock:
        return Claim(number, wait=number.held_until - number.clock)
    slots = pacing.slots(
        number.recent, clock=number.clock, rate=number.messages_per_second, until=number.clock + ahead, most=min(most, SET_SIZE)
    )
    if not slots:
        free_at = pacing.free_at(number.recent, clock=number.clock, rate=number.messages_per_second)
        return Claim(number, wait=free_at - number.clock, is_paced=True)
    return await _claim(work, number, slots)


async def _claim(work: TenantWork, number: Number, slots: Sequence[float]) -> Claim:
    ids = {"tenant_id": work.tenant_id, "channel_id": number.id}
    await work.session.execute(_WAKE, ids)
    terms = {"slots": slots, "most": len(slots), "lease": CLAIM_LEASE, "lane_waits": LANE_WAITS, "below": number.open_lanes}
    found = await work.session.execute(_CLAIM, ids | terms)
    letters = sorted((Claimed(**row._mapping) for row in found), key=lambda letter: letter.slot)  # noqa: SLF001 - a public name
    if not letters:
        return Claim(number, wait=await queries.next_due(work, number.id))
    is_paced = len(letters) == len(slots)
    return Claim(number, letters, wait=slots[-1] - number.clock if is_paced else None, is_paced=is_paced)


async def open_calls(work: Work, letters: Collection[tuple[UUID, Claimed]], lease: timedelta) -> set[UUID]:
    """Which of these (tenant, letter) may be called now; house work, for all hotels of a process at once.

    Not those whose lease ran out: somebody else may have them in hand.
    """
    told: dict[str, Any] = {
        "tenants": [tenant_id for tenant_id, _letter in letters],
        "ids": [letter.id for _tenant_id, letter in letters],
        "leases": [letter.lease_until for _tenant_id, letter in letters],
    }
    return set(await work.session.scalars(_OPEN, told | {"lease": lease}))


async def give_back(work: TenantWork, channel_id: UUID) -> None:
    """Letters that were claimed and never called go back: whoever had them is gone, and not a byte had left."""
    await work.session.execute(_GIVE_BACK, {"tenant_id": work.tenant_id, "channel_id": channel_id})
