"""Telling the house of numbers that send and are no hotel's, until somebody claims them."""

from typing import Final

from sqlalchemy import text

from app.core.work import Office
from app.notices import queries
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News

UNCLAIMED: Final = "unclaimed-number"
MOST_TOLD: Final = 200

_UNCLAIMED = text("""
SELECT source_id, count(*) AS letters, max(received_at) AS last_at FROM inbox
 WHERE state = 'unclaimed' GROUP BY source_id ORDER BY max(received_at) DESC LIMIT :most
""")


async def tell_of_unclaimed(office: Office) -> None:
    """One notice for each number or account; the latest letter of it is the newest that is known."""
    async with office.for_house() as work:
        found = (await work.session.execute(_UNCLAIMED, {"most": MOST_TOLD})).all()
        for row in found:
            details = {"source": row.source_id, "letters": row.letters}
            await notices.tell_house(work, News(UNCLAIMED, row.source_id, details, Severity.WARNING, row.last_at))
        for claimed in await queries.house_subjects(work, UNCLAIMED) - {row.source_id for row in found}:
            await notices.clear_of_house(work, UNCLAIMED, subject=claimed)
