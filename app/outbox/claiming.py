"""Taking letters in hand: claimed for a lease, opened just before the bytes leave, given back when nobody calls."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.channels.models import ChannelStatus
from app.core.statements import Statement
from app.core.work import TenantWork, Work
from app.outbox import circuit, pacing, queries
from app.outbox.models import HeldFor
from app.outbox.queries import Number

SET_SIZE: Final = 256
CLAIM_LEASE: Final = timedelta(seconds=30)
LANE_WAITS: Final = timedelta(seconds=30)
"""How long an uncertain message keeps the guest's later ones back."""

PAIR_BURST: Final = 45
PAIR_EVERY: Final = timedelta(seconds=6.1)
"""Meta takes one message in six seconds for one guest, and lends 45 of them at once (cloud-api 7.2). With a margin, since it
counts arrivals."""

SPEAKS_ON_S: Final = 1.1
_TRIES_S: Final = 1.0


class Terms(msgspec.Struct, frozen=True):
    """What a process takes: up to `most` letters that may leave within `ahead` seconds. `sender` names the process."""

    sender: UUID
    most: int
    ahead: float


class Claimed(msgspec.Struct, frozen=True):
    """A letter in hand. `lease_until` is also the token that tells this claim from a later one; `slot` is the
    database's second at which it may leave."""

    id: UUID
    conversation_id: UUID
    attempts: int
    lease_until: datetime
    slot: float
    lane: int = 0
    template: str | None = None


class Claim(msgspec.Struct, frozen=True):
    """What was claimed. `wait`: seconds until claiming again makes sense; None: when somebody rings.

    `is_paced`: there may be more, but the number must not speak sooner.
    """

    number: Number | None
    letters: Sequence[Claimed] = ()
    wait: float | None = None
    is_paced: bool = False


_LOCK = Statement("SELECT pg_advisory_xact_lock(hashtextextended('outbox:' || cast(:channel_id AS text), 0))")

_WAKE = Statement("""
UPDATE outbox SET state = 'due'
 WHERE tenant_id = cast(:tenant_id AS uuid) AND channel_id = cast(:channel_id AS uuid)
   AND state = 'held' AND due_at <= statement_timestamp()
""")

# Heads of guests' lanes: what is on its way holds the guest's others back, and of those that wait the first goes: the one that
# was posted first, for what was scheduled long ago and is said now is older than its letter. What waits for somebody to pay, for a
# template or for tomorrow may wait for days, and keeps no answer to the guest back. Whom Meta would not take another message for
# now is held until then. Meta lends each pair a burst of messages; `opens_at` is where the
# debt of what has left allows the next one (GCRA).
_CLAIM = Statement("""
WITH heads AS (
    SELECT o.id, o.lane, o.created_at, o.conversation_id, g.opens_at, coalesce(g.opens_at > statement_timestamp(), false) AS is_early
      FROM outbox o LEFT JOIN outbox_guests g ON g.tenant_id = o.tenant_id AND g.id = o.conversation_id
     WHERE o.tenant_id = cast(:tenant_id AS uuid) AND o.channel_id = cast(:channel_id AS uuid)
       AND o.state = 'due' AND o.lane < cast(:below AS int)
       AND NOT EXISTS (
           SELECT FROM outbox e
            WHERE e.tenant_id = o.tenant_id AND e.conversation_id = o.conversation_id AND e.state <> 'done' AND e.id <> o.id
              AND (e.state IN ('claimed', 'calling')
                   OR (e.state = 'uncertain' AND e.calling_at > statement_timestamp() - cast(:lane_waits AS interval))
                   OR (e.state IN ('due', 'held') AND (e.lane, e.created_at, e.id) < (o.lane, o.created_at, o.id)
                       AND (e.state = 'due' OR coalesce(e.held_for, '') NOT IN ('payment', 'portfolio', 'template')))))
     ORDER BY o.lane, o.created_at, o.id LIMIT cast(:most AS int) FOR UPDATE OF o SKIP LOCKED
), placed AS (
    SELECT id, conversation_id, is_early, opens_at,
           CASE WHEN NOT is_early
                THEN (cast(:slots AS float8[]))[row_number() OVER (PARTITION BY is_early ORDER BY lane, created_at, id)] END AS slot
      FROM heads
), paced AS (
    INSERT INTO outbox_guests (tenant_id, id, opens_at)
    SELECT cast(:tenant_id AS uuid), conversation_id, to_timestamp(slot) - cast(:lent AS interval) + cast(:every AS interval)
      FROM placed WHERE NOT is_early ORDER BY conversation_id
        ON CONFLICT (tenant_id, id) DO UPDATE
       SET opens_at = greatest(outbox_guests.opens_at + cast(:every AS interval), excluded.opens_at)
)
UPDATE outbox o
   SET state = CASE WHEN is_early THEN 'held' ELSE 'claimed' END,
       held_for = CASE WHEN is_early THEN 'guest' ELSE o.held_for END,
       due_at = CASE WHEN is_early THEN placed.opens_at ELSE o.due_at END,
       lease_until = CASE WHEN NOT is_early THEN statement_timestamp() + cast(:lease AS interval) END,
       calling_at = CASE WHEN NOT is_early THEN to_timestamp(placed.slot) ELSE o.calling_at END
  FROM placed WHERE o.tenant_id = cast(:tenant_id AS uuid) AND o.id = placed.id
RETURNING o.id, o.conversation_id, o.attempts, o.lease_until, placed.slot, o.lane, o.template
""")

_SPEAK = Statement("""
UPDATE channels SET sender = cast(:sender AS uuid), sender_until = to_timestamp(cast(:until AS float8))
 WHERE tenant_id = cast(:tenant_id AS uuid) AND id = cast(:channel_id AS uuid)
""")

_OPEN = Statement("""
UPDATE outbox o SET state = 'calling', lease_until = statement_timestamp() + cast(:lease AS interval)
  FROM unnest(cast(:tenants AS uuid[]), cast(:ids AS uuid[]), cast(:leases AS timestamptz[])) AS told (tenant_id, id, lease_until)
 WHERE o.tenant_id = told.tenant_id AND o.id = told.id
   AND o.state = 'claimed' AND o.lease_until = told.lease_until AND o.lease_until > statement_timestamp()
RETURNING o.id
""")

_PUT_BACK = text("""
UPDATE outbox o SET state = 'due', lease_until = NULL
  FROM unnest(cast(:ids AS uuid[]), cast(:leases AS timestamptz[])) AS told (id, lease_until)
 WHERE o.tenant_id = :tenant_id AND o.id = told.id AND o.state = 'claimed' AND o.lease_until = told.lease_until
""")

_HOLD = text("""
UPDATE outbox o SET state = 'held', held_for = :held_for, lease_until = NULL,
                    due_at = statement_timestamp() + make_interval(secs => :wait)
  FROM unnest(cast(:ids AS uuid[]), cast(:leases AS timestamptz[])) AS told (id, lease_until)
 WHERE o.tenant_id = :tenant_id AND o.id = told.id AND o.state = 'claimed' AND o.lease_until = told.lease_until
""")

_GIVE_BACK = text("""
UPDATE outbox SET state = 'due', lease_until = NULL
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND state IN ('claimed', 'calling')
   AND state = 'claimed' AND lease_until < statement_timestamp()
""")


async def claim(work: TenantWork, channel_id: UUID, terms: Terms) -> Claim:
    """Letters of one number, one of each guest.

    Under the number's lock. One process alone speaks for a number that has more to say than it may, until a second after its
    last letter: what two send that are not equally quick would arrive closer together than its slots. A number whose circuit
    has opened gets one letter, to try.
    """
    await work.ask(_LOCK, channel_id=str(channel_id))
    number = await queries.find_number(work, channel_id, sender=terms.sender, second=pacing.SECOND)
    if number is None or number.status != ChannelStatus.CONNECTED:
        return Claim(number)
    held_for = _TRIES_S if number.is_trying else max(number.held_until or 0, number.other_until or 0) - number.clock
    if held_for > 0:
        return Claim(number, wait=held_for)
    slots = pacing.slots(
        number.recent,
        clock=number.clock,
        rate=number.messages_per_second,
        until=number.clock + terms.ahead,
        most=1 if number.failures >= circuit.OPENS_AFTER else min(terms.most, SET_SIZE),
    )
    if not slots:
        free_at = pacing.free_at(number.recent, clock=number.clock, rate=number.messages_per_second)
        return Claim(number, wait=free_at - number.clock, is_paced=True)
    return await _claim(work, number, slots, terms.sender)


async def _claim(work: TenantWork, number: Number, slots: Sequence[float], sender: UUID) -> Claim:
    ids = {"tenant_id": work.tenant_id, "channel_id": number.id}
    await work.ask(_WAKE, **ids)
    terms = {"slots": slots, "most": len(slots), "lease": CLAIM_LEASE, "lane_waits": LANE_WAITS, "below": number.open_lanes}
    heads = await work.ask(_CLAIM, **ids, **terms, lent=PAIR_EVERY * (PAIR_BURST - 1), every=PAIR_EVERY)
    letters = sorted((Claimed(*row) for row in heads if row.slot is not None), key=lambda letter: letter.slot)
    if not letters:
        # Heads that all had to be held say nothing of those behind them.
        return Claim(number, wait=0 if heads else await queries.next_due(work, number.id))
    is_paced = len(heads) == len(slots)
    if is_paced:
        await work.ask(_SPEAK, **ids, sender=sender, until=letters[-1].slot + SPEAKS_ON_S)
    return Claim(number, letters, wait=letters[-1].slot - number.clock if is_paced else None, is_paced=is_paced)


async def open_calls(work: Work, letters: Collection[tuple[UUID, Claimed]], lease: timedelta) -> set[UUID]:
    """Which of these (tenant, letter) may be called now; house work, for all hotels of a process at once.

    Not those whose lease ran out: somebody else may have them in hand.
    """
    opened = await work.ask(
        _OPEN,
        tenants=[tenant_id for tenant_id, _letter in letters],
        ids=[letter.id for _tenant_id, letter in letters],
        leases=[letter.lease_until for _tenant_id, letter in letters],
        lease=lease,
    )
    return {row.id for row in opened}


async def put_back(work: TenantWork, letters: Sequence[Claimed]) -> None:
    """Letters in hand that shall not be called now, for whoever comes next."""
    await work.session.execute(_PUT_BACK, _told(letters) | {"tenant_id": work.tenant_id})


async def hold(work: TenantWork, letters: Sequence[Claimed], held_for: HeldFor, wait: float) -> None:
    """Letters in hand that may not be called for `wait` seconds."""
    terms = {"tenant_id": work.tenant_id, "held_for": held_for.value, "wait": wait}
    await work.session.execute(_HOLD, _told(letters) | terms)


async def give_back(work: TenantWork, channel_id: UUID) -> None:
    """Letters that were claimed and never called go back: whoever had them is gone, and not a byte had left."""
    await work.session.execute(_GIVE_BACK, {"tenant_id": work.tenant_id, "channel_id": channel_id})


def _told(letters: Sequence[Claimed]) -> dict[str, object]:
    return {"ids": [letter.id for letter in letters], "leases": [letter.lease_until for letter in letters]}
