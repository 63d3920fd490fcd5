"""Taking letters out of the box: in sets, under the lock of each number's lane, and ticking them off with their effects."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

import structlog
from sqlalchemy import text

from app.core.queue import Queue
from app.core.statements import Statement
from app.core.work import Office, TenantWork, Work
from app.inbox import metrics
from app.inbox.bell import DRAIN_NUMBER
from app.inbox.faults import in_words, tried
from app.inbox.models import Lane, LetterState
from app.inbox.schemas import Aside, Item

log = structlog.get_logger()

TakeIn = Callable[[TenantWork, Sequence[Item]], Awaitable[Sequence[Aside]]]
"""Writes a set of one hotel's letters, and says which of them are not done; brought by the worker."""

SET_SIZE: Final = 500
LEAST_OF_A_NUMBER: Final = 20
MOST_UNCLAIMED: Final = 10_000
FIRST_LOOK: Final = timedelta(seconds=2)
LONGEST_LOOK: Final = timedelta(hours=1)

# In the order of the sources, so that two workers with several numbers each cannot wait for one another.
# Nothing in here is planned anew each time: every statement finds by a key, however many it is asked for, and to plan it costs three
# times what it takes to do it for a letter or two.
_LOCK = Statement("""
SELECT set_config('plan_cache_mode', 'force_generic_plan', true),
       count(pg_advisory_xact_lock(hashtextextended('inbox:' || cast(:lane AS text) || ':' || wanted.source_id, 0)))
  FROM (SELECT unnest(cast(:sources AS text[])) AS source_id ORDER BY 1) AS wanted
""")
# A range instead of `source_id = wanted.source_id`: else the order is the primary key's too, and the planner takes that
# and reads past everything that was ever done.
_CLAIM = Statement("""
SELECT coalesce(channels.tenant_id, waba_claims.tenant_id) AS tenant_id,
       letter.id, wanted.source_id, letter.kind, letter.body, letter.received_at, channels.id AS channel_id
  FROM unnest(cast(:sources AS text[])) AS wanted (source_id)
  LEFT JOIN channels ON channels.phone_number_id = wanted.source_id
  LEFT JOIN waba_claims ON waba_claims.waba_id = wanted.source_id
 CROSS JOIN LATERAL (
       SELECT id, kind, body, received_at FROM inbox
        WHERE inbox.source_id BETWEEN wanted.source_id AND wanted.source_id AND state = 'new'
          AND (kind = 'status') = cast(:receipts AS boolean)
          AND (cast(:ids AS bigint[]) IS NULL OR id = ANY(cast(:ids AS bigint[])))
        ORDER BY inbox.source_id, (kind = 'status'), id LIMIT cast(:each AS bigint)) AS letter
""")
# At the end and not with the claim, which would save a step: a repetition of Meta's waits at the door for whoever has
# changed its row and not committed yet.
# In the same step, what came before a guest's message that it speaks of (an edit, a reaction) is new again.
_DONE = Statement("""
WITH done AS (
    UPDATE inbox SET state = 'done', handled_at = now(), error = NULL, waiting_for = NULL WHERE id = ANY(cast(:ids AS bigint[]))
    RETURNING source_id, kind, key)
UPDATE inbox SET state = 'new'
 WHERE id IN (SELECT early.id FROM done
               CROSS JOIN LATERAL (
                     SELECT id FROM inbox
                      WHERE state = 'waiting' AND waiting_for = done.key AND source_id = done.source_id LIMIT 100) AS early
               WHERE done.kind = 'message')
RETURNING source_id
""")
_ASIDE = Statement("""
UPDATE inbox
   SET state = aside.state, error = left(aside.error, 1000), waiting_for = aside.waiting_for, handled_at = now(),
       attempts = attempts + 1,
       look_again_at = CASE WHEN aside.state = 'waiting'
                            THEN now() + least(cast(:first AS interval) * power(2, least(attempts, 20)), cast(:longest AS interval)) END
  FROM unnest(cast(:ids AS bigint[]), cast(:states AS text[]), cast(:errors AS text[]), cast(:wamids AS text[]))
       AS aside (id, state, error, waiting_for)
 WHERE inbox.id = aside.id
""")
_CAP = text("""
DELETE FROM inbox WHERE id IN (
    SELECT id FROM inbox WHERE state = 'unclaimed' AND source_id = ANY(cast(:sources AS text[]))
    ORDER BY id OFFSET :most)
""")
_WAKE = text("""
UPDATE inbox SET state = 'new' WHERE state = 'waiting' AND source_id = :source_id AND waiting_for = ANY(cast(:wamids AS text[]))
RETURNING id
""")


class Hand(NamedTuple):
    """What takes letters out: where, what is done with them, and from which of each number's two lines."""

    office: Office
    take_in: TakeIn
    lane: Lane


LetGo = Callable[[Collection[str]], None]


class _Claim(NamedTuple):
    """What is in hand, by hotel; None for what no hotel has claimed."""

    items: dict[UUID | None, list[Item]]
    full: list[str]

    def all(self) -> list[Item]:
        return [item for items in self.items.values() for item in items]


async def drain(office: Office, source_ids: Collection[str], take_in: TakeIn) -> None:
    """Empties these numbers' boxes, oldest letters first."""
    for lane in Lane:
        due = source_ids
        while due:
            due = await drain_once(Hand(office, take_in, lane), due)


async def drain_once(hand: Hand, source_ids: Collection[str], let_go: LetGo = lambda _through: None) -> list[str]:
    """One set of letters from these numbers, each a fair part of it; those numbers that may have more.

    A set that fails is parted by number, and the numbers that are through are let go; what fails then is halved until
    the bad letter stands alone; the others pass, in their order. What is not a letter's fault (PostgreSQL away, a
    deadlock that repeats) raises, and all stay new.
    """
    claim = _Claim({}, [])
    flaw = await tried(partial(_one_set, hand, source_ids, claim))
    if flaw is not None and not claim.items:
        raise flaw
    if flaw is not None:
        items = claim.all()
        is_of_one = len({item.source_id for item in items}) == 1
        for bad, why in [(items, flaw)] if is_of_one else await _part(hand, items, let_go):
            await _halve(hand, bad, why)
    return claim.full


async def wake(work: Work, source_id: str, wamids: Collection[str]) -> None:
    """A send was recorded: statuses that came before it are new again. House work."""
    if not wamids:
        return
    woken = await work.session.execute(_WAKE, {"source_id": source_id, "wamids": list(wamids)})
    if woken.first() is not None:
        work.enqueue(Queue.INBOUND, DRAIN_NUMBER, source_id=source_id)


async def _one_set(hand: Hand, source_ids: Collection[str], claim: _Claim) -> None:
    async with hand.office.for_house() as work:
        await _claim(work, hand.lane, source_ids, claim)
        asides = await _hand_out(work, claim, hand.take_in)
    metrics.count(claim.all(), asides)


async def _again(hand: Hand, items: Sequence[Item]) -> None:
    async with hand.office.for_house() as work:
        claim = await _claim_again(work, hand.lane, items)
        asides = await _hand_out(work, claim, hand.take_in)
    metrics.count(claim.all(), asides)


async def _part(hand: Hand, items: Sequence[Item], let_go: LetGo) -> list[tuple[list[Item], Exception]]:
    """Each number's letters by themselves; those that fail so too. Nobody need wait until a neighbour's bad letter is found."""
    by_number: dict[str, list[Item]] = {}
    for item in items:
        by_number.setdefault(item.source_id, []).append(item)
    failing = []
    for source_id, of_number in by_number.items():
        flaw_of_number = await tried(partial(_again, hand, of_number))
        if flaw_of_number is None:
            let_go([source_id])
        else:
            failing.append((of_number, flaw_of_number))
    return failing


async def _halve(hand: Hand, items: Sequence[Item], flaw: Exception) -> None:
    if len(items) == 1:
        await _set_aside(hand, items, flaw)
        return
    middle = len(items) // 2
    for half in (items[:middle], items[middle:]):
        flaw_of_half = await tried(partial(_again, hand, half))
        if flaw_of_half is not None:
            await _halve(hand, half, flaw_of_half)


async def _set_aside(hand: Hand, items: Sequence[Item], flaw: Exception) -> None:
    words = in_words(flaw)
    log.error("inbox.letter_failed", letters=[item.id for item in items], kinds=[item.kind for item in items], error=words)
    async with hand.office.for_house() as work:
        claim = await _claim_again(work, hand.lane, items)
        asides = [Aside(item.id, LetterState.FAILED, words) for item in claim.all()]
        await _tick_off(work, claim.all(), asides)
    metrics.count(claim.all(), asides)


async def _claim(work: Work, lane: Lane, source_ids: Collection[str], claim: _Claim) -> None:
    """The oldest new letters of each number."""
    each = max(LEAST_OF_A_NUMBER, SET_SIZE // len(source_ids))
    await _lock_and_read(work, lane, claim, sources=list(source_ids), ids=None, each=each)
    counted = Counter(item.source_id for item in claim.all())
    claim.full[:] = [source_id for source_id, many in counted.items() if many >= each]


async def _claim_again(work: Work, lane: Lane, items: Sequence[Item]) -> _Claim:
    """Those of these letters that are still new."""
    claim = _Claim({}, [])
    sources = sorted({item.source_id for item in items})
    await _lock_and_read(work, lane, claim, sources=sources, ids=[item.id for item in items], each=SET_SIZE)
    return claim


async def _lock_and_read(work: Work, lane: Lane, claim: _Claim, **wanted: Any) -> None:
    await work.ask(_LOCK, sources=wanted["sources"], lane=lane.value)
    claim.items.clear()
    for tenant_id, *letter in await work.ask(_CLAIM, **wanted, receipts=lane is Lane.RECEIPTS):
        claim.items.setdefault(tenant_id, []).append(Item(*letter))


async def _hand_out(work: Work, claim: _Claim, take_in: TakeIn) -> list[Aside]:
    unclaimed = claim.items.get(None, [])
    asides = [Aside(item.id, LetterState.UNCLAIMED) for item in unclaimed]
    for tenant_id in sorted(filter(None, claim.items)):
        async with work.as_tenant(tenant_id, stays=True) as inside:
            asides += await take_in(inside, claim.items[tenant_id])
    await work.step_back()
    await _tick_off(work, claim.all(), asides)
    if unclaimed:
        await work.session.execute(_CAP, {"sources": sorted({item.source_id for item in unclaimed}), "most": MOST_UNCLAIMED})
    return asides


async def _tick_off(work: Work, items: Sequence[Item], asides: Sequence[Aside]) -> None:
    not_done = {aside.item_id for aside in asides}
    done = [item.id for item in items if item.id not in not_done]
    if done:
        for source_id in {row.source_id for row in await work.ask(_DONE, ids=done)}:
            work.enqueue(Queue.INBOUND, DRAIN_NUMBER, source_id=source_id)
    if asides:
        told: dict[str, Any] = {
            "ids": [aside.item_id for aside in asides],
            "states": [aside.state.value for aside in asides],
            "errors": [aside.error for aside in asides],
            "wamids": [aside.waiting_for for aside in asides],
        }
        await work.ask(_ASIDE, **told, first=FIRST_LOOK, longest=LONGEST_LOOK)
