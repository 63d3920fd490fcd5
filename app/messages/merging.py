"""When two contacts turn out to be one guest: what was said to either is one thread."""

from collections.abc import Sequence

from sqlalchemy import text

from app.contacts import service as contacts
from app.contacts.service import Folding
from app.conversations import events as conversation_events
from app.conversations import folding
from app.core.work import TenantWork

_MOVE_MESSAGES = text("UPDATE messages SET conversation_id = :kept WHERE tenant_id = :tenant_id AND conversation_id = :folded")
_MOVE_DISPATCHES = text("UPDATE outbox SET conversation_id = :kept WHERE tenant_id = :tenant_id AND conversation_id = :folded")


async def fold(work: TenantWork, foldings: Sequence[Folding]) -> None:
    """All that was the younger contact's becomes the elder's; of two open conversations the younger goes into the elder."""
    mergers = await folding.hand_over(work, foldings)
    for merger in mergers:
        ids = merger._asdict() | {"tenant_id": work.tenant_id}
        await work.session.execute(_MOVE_MESSAGES, ids)
        await work.session.execute(_MOVE_DISPATCHES, ids)
        await folding.absorb(work, merger)
    await contacts.forget_folded(work, foldings)
    await conversation_events.updated(work, [merger.kept for merger in mergers])
