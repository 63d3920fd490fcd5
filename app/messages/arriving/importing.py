"""Importing what a number's guests and staff said before it came to us: once, at its own times, and quietly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from app.channels.models import Channel
from app.conversations import events as conversation_events
from app.core.clock import now
from app.core.work import TenantWork
from app.messages.arriving import changes, elsewhere
from app.messages.arriving.changes import Change
from app.messages.arriving.elsewhere import Spoken
from app.messages.arriving.readers import EarlyLetterError
from app.messages.models import Origin
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.whatsapp.changes import CHANGES, read_change
from app.whatsapp.fields import FieldEvent
from app.whatsapp.phone_app import Chunk, OnPhone, read_history
from app.whatsapp.reading import UnreadableLetterError

LAST_PHASE: Final = 2
# Parts come in any order and more than once: what was furthest stays, and only what is new is counted.
_NOTE = text("""
INSERT INTO history_imports AS known (tenant_id, id, phase, progress, messages, declined_at, started_at, updated_at)
VALUES (:tenant_id, :id, :phase, coalesce(:progress, 0), :messages, :declined_at, :at, :at)
    ON CONFLICT (tenant_id, id) DO UPDATE
   SET phase = greatest(known.phase, excluded.phase), progress = greatest(known.progress, excluded.progress),
       messages = known.messages + excluded.messages, declined_at = coalesce(known.declined_at, excluded.declined_at),
       updated_at = excluded.updated_at
 WHERE excluded.messages > 0 OR coalesce(excluded.phase > coalesce(known.phase, -1), false) OR excluded.progress > known.progress
    OR (known.declined_at IS NULL AND excluded.declined_at IS NOT NULL)
""")


async def imported(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    """`history`: part of a number's past, or the word that the hotel keeps it to itself."""
    channel = await work.session.scalar(select(Channel).where(Channel.id == channel_id))
    if channel is None:
        raise UnreadableLetterError("of no number")
    own_number = "".join(filter(str.isdigit, channel.display_phone_number))
    chunks = read_history(event, own_number=own_number)
    told = [one for chunk in chunks for one in chunk.messages]
    said = [Spoken(one.message.said_at(event.said_at), one) for one in told if one.message.type not in CHANGES]
    kept = await elsewhere.keep(work, channel.id, said, Origin.HISTORY)
    await conversation_events.updated(work, kept.conversation_ids)
    await _note(work, channel, chunks, len(kept.views), at=event.said_at)
    if any(chunk.is_declined for chunk in chunks):
        details = {"number": channel.display_phone_number}
        await notices.tell(work, News("history-declined", channel.phone_number_id, details, Severity.INFO, event.said_at))
    if broken := sum(chunk.broken for chunk in chunks):
        raise UnreadableLetterError(f"{broken} messages of the past")
    await _change(work, channel.id, [one for one in told if one.message.type in CHANGES], event.said_at)


async def _change(work: TenantWork, channel_id: UUID, told: Sequence[OnPhone], received_at: datetime) -> None:
    """Reactions and the like; what they are about may be in a later part, for the newest comes first."""
    asked = [
        Change(
            said_at=one.message.said_at(received_at),
            item_id=0,
            channel_id=channel_id,
            author=None if one.by_hotel else one.guest,
            wamid=one.message.wamid,
            what=read_change(one.message),
        )
        for one in told
    ]
    outcome = await changes.apply(work, asked)
    if outcome.early:
        raise EarlyLetterError(outcome.early[0].what.target)


async def _note(work: TenantWork, channel: Channel, chunks: Sequence[Chunk], many: int, *, at: datetime) -> None:
    phases = [chunk.phase for chunk in chunks if chunk.phase is not None and 0 <= chunk.phase <= LAST_PHASE]
    progress = [max(0, min(100, chunk.progress)) for chunk in chunks if chunk.progress is not None]
    told = {
        "phase": max(phases, default=None),
        "progress": max(progress, default=None),
        "messages": many,
        "declined_at": at if any(chunk.is_declined for chunk in chunks) else None,
    }
    await work.session.execute(_NOTE, told | {"tenant_id": work.tenant_id, "id": channel.id, "at": now()})


READERS: Final = {"history": imported}
