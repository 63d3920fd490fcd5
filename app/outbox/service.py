"""The letterbox for what hotels send: putting in, claiming, opening the call, settling.

due ── claim ──▶ claimed ── open_calls ──▶ calling ── settle ──▶ done | due (postponed) | uncertain
 ▲                  │ lease over             │ lease over
 └──────────────────┘                        └──▶ uncertain, until a receipt or a person settles it
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.channels.models import ChannelStatus
from app.core.queue import Queue
from app.core.work import TenantWork, Work
from app.outbox import pacing, queries
from app.outbox.models import DispatchState, Lane
from app.outbox.queries import Number

DRAIN: Final = "drain_channel"
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


class Settlement(msgspec.Struct, frozen=True):
    """How a call ended, for the letterbox. `wait` seconds and `tries` only count for what is `DUE` again."""

    id: UUID
    state: DispatchState
    wait: float = 0
    tries: int = 0


_POST = text("""
INSERT INTO outbox (tenant_id, id, channel_id, conversation_id, lane, due_at, created_at)
VALUES (:tenant_id, :id, :channel_id, :conversation_id, :lane, statement_timestamp(), statement_timestamp())
""")

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('outbox:' || cast(:channel_id AS text), 0))")

# Heads of guests' lanes: what is on its way holds the guest's others back, and of those that wait the first goes.
_CLAIM = text("""
WITH heads AS (
    SELECT o.id, o.lane FROM outbox o
     WHERE o.tenant_id = :tenant_id AND o.channel_id = :channel_id AND o.state <> 'done'
       AND o.state = 'due' AND o.due_at <= statement_timestamp()
       AND NOT EXISTS (
           SELECT FROM outbox e
            WHERE e.tenant_id = o.tenant_id AND e.conversation_id = o.conversation_id AND e.state <> 'done' AND e.id <> o.id
              AND (e.state IN ('claimed', 'calling')
                   OR (e.state = 'uncertain' AND e.calling_at > statement_timestamp() - cast(:lane_waits AS interval))
                   OR (e.state = 'due' AND (e.lane, e.id) < (o.lane, o.id))))
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

_SETTLE = text("""
UPDATE outbox o
   SET state = told.state, lease_until = NULL, attempts = o.attempts + told.tries,
       due_at = CASE WHEN told.state = 'due' THEN statement_timestamp() + make_interval(secs => told.wait) ELSE o.due_at END,
       settled_at = CASE WHEN told.state = 'done' THEN statement_timestamp() END
  FROM unnest(cast(:ids AS uuid[]), cast(:states AS text[]), cast(:waits AS float8[]), cast(:tries AS int[]))
       AS told (id, state, wait, tries)
 WHERE o.tenant_id = :tenant_id AND o.id = told.id
   AND (o.state = 'calling' OR (o.state = 'uncertain' AND told.state <> 'uncertain'))
RETURNING o.id
""")

_SETTLE_BY_RECEIPT = text("""
UPDATE outbox SET state = 'done', lease_until = NULL, settled_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND state <> 'done'
RETURNING channel_id
""")

_GIVE_BACK = text("""
UPDATE outbox SET state = 'due', lease_until = NULL
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND state <> 'done'
   AND state = 'claimed' AND lease_until < statement_timestamp()
""")

_HOLD = text("""
UPDATE channels SET held_until = greatest(held_until, statement_timestamp() + make_interval(secs => :wait))
 WHERE tenant_id = :tenant_id
   AND (id = :channel_id OR (:whole_waba AND waba_id = (SELECT waba_id FROM channels WHERE tenant_id = :tenant_id AND id = :channel_id)))
""")


async def post(work: TenantWork, message_id: UUID, *, channel_id: UUID, conversation_id: UUID, lane: Lane = Lane.CHAT) -> None:
    """Puts one message into the letterbox, and rings for it after the commit."""
    ids = {"tenant_id": work.tenant_id, "channel_id": channel_id}
    await work.session.execute(_POST, {**ids, "id": message_id, "conversation_id": conversation_id, "lane": int(lane)})
    work.enqueue(Queue.OUTBOUND, DRAIN, **ids)


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
    terms = {"slots": slots, "most": len(slots), "lease": CLAIM_LEASE, "lane_waits": LANE_WAITS}
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


async def settle(work: TenantWork, settlements: Collection[Settlement]) -> set[UUID]:
    """Writes how calls ended; the ids that were still open. What a receipt has settled meanwhile stays so."""
    told: dict[str, Any] = {
        "ids": [one.id for one in settlements],
        "states": [one.state.value for one in settlements],
        "waits": [one.wait for one in settlements],
        "tries": [one.tries for one in settlements],
    }
    return set(await work.session.scalars(_SETTLE, told | {"tenant_id": work.tenant_id}))


async def settle_by_receipt(work: TenantWork, message_ids: Collection[UUID]) -> None:
    """Meta speaks of these messages, so it has them: nothing is left to send, and the guest's lane goes on."""
    if not message_ids:
        return
    told = {"tenant_id": work.tenant_id, "ids": sorted(message_ids)}
    for channel_id in set(await work.session.scalars(_SETTLE_BY_RECEIPT, told)):
        work.enqueue(Queue.OUTBOUND, DRAIN, tenant_id=work.tenant_id, channel_id=channel_id)


async def give_back(work: TenantWork, channel_id: UUID) -> None:
    """Letters that were claimed and never called go back: whoever had them is gone, and not a byte had left."""
    await work.session.execute(_GIVE_BACK, {"tenant_id": work.tenant_id, "channel_id": channel_id})


async def hold(work: TenantWork, channel_id: UUID, wait: float, *, whole_waba: bool = False) -> None:
    """Meta finds the number too fast: nothing of it goes for `wait` seconds."""
    terms = {"tenant_id": work.tenant_id, "channel_id": channel_id, "wait": wait, "whole_waba": whole_waba}
    await work.session.execute(_HOLD, terms)
