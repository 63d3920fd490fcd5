"""Telling the house of numbers that no hotel has claimed: once of each, until it is claimed or its letters are forgotten."""

from typing import Final

from sqlalchemy import text

from app.core.work import Office
from app.inbox import queries
from app.notices import service as notices
from app.notices.models import Severity

KIND: Final = "unclaimed-number"
# Not what could not be split at all: that names no number.
NOBODY: Final = "app"

_TOLD = text("SELECT subject, state FROM house_notices WHERE kind = :kind AND state <> 'resolved'")


async def tell(office: Office) -> None:
    """A notice that somebody dismissed is not brought back by more letters for the same number."""
    async with office.for_house() as work:
        lying = {number.source_id: number for number in await queries.unclaimed(work) if number.source_id != NOBODY}
        told = {row.subject: row.state for row in await work.session.execute(_TOLD, {"kind": KIND})}
        for source_id in sorted(lying.keys() - told.keys()):
            details = {"source": source_id, "account": lying[source_id].waba_id, "letters": lying[source_id].letters}
            await notices.post_to_house(work, KIND, subject=source_id, details=details, severity=Severity.WARNING)
        for source_id in sorted(told.keys() - lying.keys()):
            await notices.clear_of_house(work, KIND, subject=source_id)
