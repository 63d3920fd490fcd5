"""What a client missed: a page of the event log, rendered with the reader's present rights."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Row

from app.channels import events as number_events
from app.channels import queries as channels
from app.channels.schemas import NumberState
from app.conversations import queries as conversations
from app.conversations.events import FOLDED, UPDATED
from app.conversations.schemas import FoldedView
from app.core.permissions import Can
from app.core.work import TenantWork
from app.messages import queries
from app.messages.events import CHANGED, NEW, SCHEDULED, STATUS
from app.messages.schemas import MessageView, StatusView, Step
from app.notices import queries as notices
from app.notices.schemas import NoticeView
from app.notices.service import UPDATED as NOTICE
from app.realtime import queries as event_log
from app.whatsapp.status import MessageStatus

PAGE: Final = 500

_Messages = dict[UUID, Row[*tuple[Any, ...]]]


class LoggedView(msgspec.Struct, frozen=True):
    """One event, with the body it has live."""

    event_id: int
    event: str
    data: dict[str, Any]


class Resumed(msgspec.Struct, frozen=True):
    """What happened after the reader's last event, in order; go on from `up_to`, again while `has_more`.

    `resync`: the log does not reach back that far, so read everything anew and go on from `up_to`.
    Only the last of several changes of one thing is told, and nothing that the reader may not see.
    """

    up_to: int
    events: list[LoggedView] = []
    has_more: bool = False
    resync: bool = False


async def since(work: TenantWork, last_event_id: int, *, limit: int, locale: str) -> Resumed:
    page = await event_log.page(work, last_event_id, limit)
    if page.resync or not work.actor.may(Can.READ_CONVERSATIONS):
        return Resumed(page.up_to, has_more=page.has_more, resync=page.resync)
    last = {(row.kind, row.subject_id): row for row in page.rows}
    told = sorted(last.values(), key=lambda row: row.event_id)
    bodies = await _bodies(work, told, locale)
    events = [
        LoggedView(row.event_id, row.kind, body | {"event_id": row.event_id}) for row in told if (body := bodies[row.kind, row.subject_id])
    ]
    return Resumed(page.up_to, events, page.has_more)


async def _bodies(work: TenantWork, told: list[Any], locale: str) -> dict[tuple[str, UUID], dict[str, Any]]:
    """A query for each kind of thing, whatever is in the page; what is not to be seen has no body."""
    rows = await queries.visible(work, {row.subject_id for row in told if row.kind in {NEW, CHANGED, STATUS, SCHEDULED}})
    messages: _Messages = {row.id: row for row in rows}
    threads = await conversations.visible_summaries(work, {row.subject_id for row in told if row.kind == UPDATED})
    seen: dict[tuple[str, UUID], object] = {(UPDATED, view.id): view for view in threads}
    seen |= {(FOLDED, row.subject_id): FoldedView(row.subject_id, row.conversation_id) for row in told if row.kind == FOLDED}
    seen |= await _of_the_account(work, told, locale)
    return {(row.kind, row.subject_id): _body(row, messages, seen, locale) for row in told}


async def _of_the_account(work: TenantWork, told: list[Any], locale: str) -> dict[tuple[str, UUID], object]:
    """Numbers as they stand, and for those who manage them the notices."""
    numbers = await channels.some(work, {row.subject_id for row in told if row.kind == number_events.UPDATED})
    posted = await notices.some(work, {row.subject_id for row in told if row.kind == NOTICE})
    seen: dict[tuple[str, UUID], object] = {(number_events.UPDATED, row.id): NumberState.of(row, locale) for row in numbers}
    return seen | {(NOTICE, row.id): NoticeView.of(row, locale) for row in posted}


def _body(event: Any, messages: _Messages, others: dict[tuple[str, UUID], object], locale: str) -> dict[str, Any]:  # noqa: ANN401 - a row
    seen = others.get((event.kind, event.subject_id))
    row = messages.get(event.subject_id)
    if row is not None:
        seen = StatusView.of(_step(row), locale) if event.kind == STATUS else MessageView.of(row, locale)
    body: dict[str, Any] = msgspec.to_builtins(seen) if seen is not None else {}
    return body


def _step(row: Row[*tuple[Any, ...]]) -> Step:
    """Where the message stands now, and since when."""
    reached: dict[str, datetime | None] = {
        "sent": row.sent_at,
        "delivered": row.delivered_at,
        "read": row.read_at,
        "played": row.played_at,
        "failed": row.failed_at,
        "uncertain": row.uncertain_since,
    }
    return Step(
        row.id,
        row.conversation_id,
        row.channel_id,
        row.status,
        reached.get(row.status) or row.said_at,
        row.error,
        row.pricing,
        uncertain_since=row.uncertain_since if row.status == MessageStatus.UNCERTAIN else None,
        origin=row.origin,
    )
