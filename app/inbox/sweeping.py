"""The second chance of every letter: what no bell was heard for, what waited, what was nobody's."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import text

from app.core.work import Office

OVERLAP: Final = timedelta(minutes=5)
ORPHAN: Final = "orphan"
SWEPT_AT_ONCE: Final = 5_000
KEPT_AT_ONCE: Final = 1_000

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
# Not what came while another hotel had the number: that stays with it.
_CLAIMED_NOW = text("""
UPDATE inbox SET state = 'new' WHERE id IN (
    SELECT inbox.id
      FROM (SELECT phone_number_id AS source_id, tenant_id FROM channels UNION SELECT waba_id, tenant_id FROM waba_claims) AS claimed
      JOIN inbox ON inbox.state = 'unclaimed' AND inbox.source_id = claimed.source_id
       AND (inbox.owner_id IS NULL OR inbox.owner_id = claimed.tenant_id)
     LIMIT :most)
""")
_READ = text("""
WITH gone AS (DELETE FROM inbox_readers WHERE kind <> ALL(cast(:kinds AS text[])))
INSERT INTO inbox_readers (kind) SELECT unnest(cast(:kinds AS text[])) AS kind ORDER BY kind ON CONFLICT DO NOTHING
""")
# Some minutes longer than the reader is there: a worker of the version before may still be leaving. Kind by kind: as a join it
# reads whatever lies there that nothing reads.
_READ_NOW = text("""
UPDATE inbox SET state = 'new', put_back_at = now() WHERE id IN (
    SELECT kept.id FROM inbox_readers AS reader CROSS JOIN LATERAL (
           SELECT id FROM inbox WHERE state = 'kept' AND kind = reader.kind AND handled_at < reader.since + cast(:overlap AS interval)
            ORDER BY handled_at LIMIT :most FOR UPDATE SKIP LOCKED) AS kept LIMIT :most)
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


async def take_up_kept(office: Office, kinds: Collection[str]) -> None:
    """What was kept because nothing read its kind is new again, once, when a version comes that does.

    `kinds` is all that is read now. When each came to be read is remembered, so that what its reader keeps after
    all is not brought to it over and over.
    """
    async with office.for_house() as work:
        await work.session.execute(_READ, {"kinds": sorted(kinds)})
        await work.session.execute(_READ_NOW, {"overlap": OVERLAP, "most": KEPT_AT_ONCE})


async def prune(office: Office, *, keep_days: int = 9, unclaimed_days: int = 30) -> None:
    """Drops handled letters in batches, and what was nobody's for too long; not before nine days, because Meta repeats
    for seven, and these rows are how we know. What failed, waits or is kept unread stays.
    """
    deleted = SWEPT_AT_ONCE
    terms = {"age": timedelta(days=keep_days), "unclaimed": timedelta(days=unclaimed_days), "orphan": ORPHAN, "most": SWEPT_AT_ONCE}
    while deleted == SWEPT_AT_ONCE:
        async with office.for_house() as work:
            deleted = (await work.session.execute(_PRUNE, terms)).rowcount  # type: ignore[attr-defined]
