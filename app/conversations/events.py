"""Telling clients that conversations look different now."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from app.conversations import queries
from app.core.work import Event, TenantWork

UPDATED: Final = "conversation:updated"


async def updated(work: TenantWork, conversation_ids: Collection[UUID]) -> None:
    """Announces each conversation once, as it stands now: call it last, when the set is written."""
    await work.session.flush()
    for view in await queries.summaries(work, conversation_ids):
        work.announce(Event(UPDATED, view.id, view.id, view.number.id, view))
