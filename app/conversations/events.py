"""Telling clients that conversations look different now."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from app.conversations import queries
from app.conversations.folding import Merger
from app.conversations.schemas import FoldedView
from app.core.work import Event, TenantWork

UPDATED: Final = "conversation:updated"
FOLDED: Final = "conversation:folded"


async def updated(work: TenantWork, conversation_ids: Collection[UUID]) -> None:
    """Announces each conversation once, as it stands now: call it last, when the set is written."""
    await work.session.flush()
    for view in await queries.summaries(work, conversation_ids):
        work.announce(Event(UPDATED, view.id, view.id, view.number.id, view))


def folded(work: TenantWork, mergers: Sequence[Merger]) -> None:
    """Announces threads that are no more: whoever has one open goes on in the other, and reads that one anew."""
    for one in mergers:
        work.announce(Event(FOLDED, one.folded, one.kept, one.channel_id, FoldedView(one.folded, one.kept)))
