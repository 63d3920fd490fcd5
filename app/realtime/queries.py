"""Reading the event log: where it stands, how far back it reaches, and one page of it."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, select

from app.core.work import TenantWork
from app.realtime.models import EventCounter, LoggedEvent


class Page(msgspec.Struct, frozen=True):
    """A page of the log. `resync`: it no longer (or not yet) reaches back to where the reader stands."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    up_to: int
    has_more: bool = False
    resync: bool = False


async def head(work: TenantWork) -> int:
    """The id of the tenant's last event; 0 when nothing has happened yet."""
    return await work.session.scalar(select(EventCounter.last_event_id)) or 0


async def page(work: TenantWork, since: int, limit: int) -> Page:
    """The events after `since`, oldest first.

    The head is read before the page: ids follow the order of commits without gaps, so all
    events up to it are visible to the statement that comes after.
    """
    last = await head(work)
    if since == last:
        return Page([], last)
    found = (
        await work.session.execute(
            select(LoggedEvent.event_id, LoggedEvent.kind, LoggedEvent.subject_id, LoggedEvent.conversation_id)
            .where(LoggedEvent.event_id > since)
            .order_by(LoggedEvent.event_id)
            .limit(limit + 1)
        )
    ).all()
    if since > last or not found or found[0].event_id != since + 1:
        return Page([], last, resync=True)
    rows, has_more = found[:limit], len(found) > limit
    return Page(rows, rows[-1].event_id if has_more else max(last, rows[-1].event_id), has_more)
