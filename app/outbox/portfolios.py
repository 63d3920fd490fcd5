"""Meta's daily limit of guests whom a portfolio writes to first; hotels may share one, so the house counts."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from typing import Final

import msgspec
from sqlalchemy import text

from app.core.work import Work
from app.whatsapp.accounts import daily_limit

DAY: Final = timedelta(hours=24)
CHECKED_AGAIN_S: Final = (60.0, 900.0)
"""A portfolio that is used up is looked at again when its first place falls free; not sooner and not later than so."""

_OPEN = text("INSERT INTO portfolios (id) VALUES (:portfolio_id) ON CONFLICT DO NOTHING")
_LOCK = text("SELECT used FROM portfolios WHERE id = :portfolio_id FOR UPDATE")
_FORGET = text("""
WITH gone AS (DELETE FROM portfolio_guests
               WHERE portfolio_id = :portfolio_id AND at <= statement_timestamp() - cast(:day AS interval) RETURNING guest)
SELECT count(*) FROM gone
""")
_KNOWN = text("""
UPDATE portfolio_guests SET at = statement_timestamp()
 WHERE portfolio_id = :portfolio_id AND guest = ANY(cast(:guests AS bytea[])) RETURNING guest
""")
_ADMIT = text("""
INSERT INTO portfolio_guests (portfolio_id, guest, at)
SELECT :portfolio_id, guest, statement_timestamp() FROM unnest(cast(:guests AS bytea[])) AS guest
""")
_COUNT = text("UPDATE portfolios SET used = :used WHERE id = :portfolio_id")
_FREE_AT = text("""
SELECT extract(epoch FROM min(at) + cast(:day AS interval) - statement_timestamp())::float8
  FROM portfolio_guests WHERE portfolio_id = :portfolio_id
""")


class Admission(msgspec.Struct, frozen=True):
    """Who may be written to now; for the others `wait` seconds until it is worth asking again."""

    guests: frozenset[bytes]
    wait: float = 0


def limits(tier: str | None) -> bool:
    """Whether this tier limits anything; one that we do not know is left to Meta."""
    return daily_limit(tier) is not None


def named(portfolio_id: str, wa_id: str) -> bytes:
    """A guest, in words that nobody reads a telephone number from at a glance."""
    return blake2b(f"{portfolio_id}:{wa_id}".encode(), digest_size=16).digest()


async def admit(work: Work, portfolio_id: str, tier: str | None, guests: Sequence[bytes]) -> Admission:
    """Counts those guests whom the portfolio is about to write to first, as far as its day has room; house work.

    One who was written to within the day is counted already, and for a day from now.
    """
    limit, named_so = daily_limit(tier), {"portfolio_id": portfolio_id}
    if limit is None:
        return Admission(frozenset(guests))
    await work.session.execute(_OPEN, named_so)
    used = int(await work.session.scalar(_LOCK, named_so) or 0)
    used -= int(await work.session.scalar(_FORGET, named_so | {"day": DAY}) or 0)
    known = set(await work.session.scalars(_KNOWN, named_so | {"guests": list(guests)}))
    new = [guest for guest in dict.fromkeys(guests) if guest not in known][: max(0, limit - used)]
    await work.session.execute(_ADMIT, named_so | {"guests": new})
    await work.session.execute(_COUNT, named_so | {"used": used + len(new)})
    admitted = frozenset(known | set(new))
    if admitted.issuperset(guests):
        return Admission(admitted)
    soonest, latest = CHECKED_AGAIN_S
    free_in = await work.session.scalar(_FREE_AT, named_so | {"day": DAY})
    return Admission(admitted, min(latest, max(soonest, free_in or 0)))
