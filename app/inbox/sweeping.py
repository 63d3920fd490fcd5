"""The second chance of every letter: what no bell was heard for, what waited, what was nobody's."""

from datetime import timedelta
from typing import Final

from sqlalchemy import text

from app.core.work import Office

PRUNE_AFTER: Final = timedelta(days=9)
UNCLAIMED_DAYS: Final = timedelta(days=30)
ORPHAN: Final = "orphan"
SWEPT_AT_ONCE: Final = 5_000

# A walk from number to number on the index: its cost is the numbers that have new letters, not the letters.
_WITH_NEW = text("""
WITH RECURSIVE numbers AS (
    (SELECT source_id FROM inbox WHERE state = 'new' ORDER BY source_id LIMIT 1)
    UNION ALL
    SELECT (SELECT source_id FROM inbox WHERE state = 'new' AND source_id > numbers.source_id ORDER BY source_id LIMIT 1)
      FROM numbers WHERE numbers.source_id IS NOT NULL
)
SELECT source_id FROM numbers WHERE source_id IS NOT NULL
""")
_LOOK_AGAIN = text("""
UPDATE inbox SET state = 'new' WHERE id IN (
    SELECT id FROM inbox WHERE state = 'waiting' AND look_again_at < now() ORDER BY look_again_at LIMIT :most FOR UPDATE SKIP LOCKED)
""")
_CLAIMED_NOW = text("""
UPDATE inbox SET state = 'new' WHERE id IN (
    SELECT inbox.id FROM (SELECT phone_number_id AS source_id FROM channels UNION SELECT waba_id FROM waba_claims) AS claimed
      JOIN inbox ON inbox.state = 'unclaimed' AND inbox.source_id = claimed.source_id
     LIMIT :most)
""")
_PRUNE = text("""
DELETE FROM inbox WHERE id IN (
    SELECT id FROM inbox
     WHERE received_at < now() - cast(:age AS interval)
       AND (state = 'done' OR (state = 'failed' AND error = :orphan)
            OR (state = 'unclaimed' AND received_at < now() - cast(:unclaimed AS interval)))
     LIMIT :most)
""")


async def numbers_with_new(office: Office) -> list[str]:
    """The sources whose boxes hold new letters."""
    async with office.for_house() as work:
        return list(await work.session.scalars(_WITH_NEW))


async def look_again(office: Office) -> None:
    """Statuses whose hour has come are new again: their message may be there now."""
    async with office.for_house() as work:
        await work.session.execute(_LOOK_AGAIN, {"most": SWEPT_AT_ONCE})


async def hand_over_claimed(office: Office) -> None:
    """What came for a number before a hotel claimed it is that hotel's now."""
    async with office.for_house() as work:
        await work.session.execute(_CLAIMED_NOW, {"most": SWEPT_AT_ONCE})


async def prune(office: Office) -> None:
    """Drops handled letters in batches. Not before nine days: Meta repeats for seven, and these rows are how we know."""
    deleted = SWEPT_AT_ONCE
    while deleted == SWEPT_AT_ONCE:
        async with office.for_house() as work:
            terms = {"age": PRUNE_AFTER, "unclaimed": UNCLAIMED_DAYS, "orphan": ORPHAN, "most": SWEPT_AT_ONCE}
            deleted = (await work.session.execute(_PRUNE, terms)).rowcount  # type: ignore[attr-defined]
