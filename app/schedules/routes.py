"""The doors of what is to be said later. It is written by the doors of messages, with a `schedule`."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import delete, get, patch
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.errors import ConflictError, NotFoundError
from app.core.pages import MOST_PER_PAGE, Place
from app.core.refused import refusals
from app.core.work import TenantWork
from app.messages.models import Message
from app.messages.schemas import MessageView
from app.schedules import queries, service
from app.schedules.schemas import ChangeScheduled, ScheduledPage

_TAGS: Final = ["Messages"]
_Limit = Annotated[int, QueryParameter(ge=1, le=MOST_PER_PAGE)]
_Cursor = Annotated[str | None, QueryParameter(max_length=200, description="`next_cursor` of the page before.")]


@get("/api/scheduled", tags=_TAGS, summary="What is to be said later")
async def list_scheduled(work: NamedDependency[TenantWork], limit: _Limit = 50, cursor: _Cursor = None) -> ScheduledPage:
    """In all conversations, what is due first first."""
    return await _page(work, await queries.page(work, limit=limit, after=Place.of(cursor) if cursor else None), limit)


@get(
    "/api/conversations/{conversation_id:uuid}/scheduled",
    tags=_TAGS,
    summary="What is to be said later in a conversation",
    responses=refusals(NotFoundError),
)
async def list_scheduled_here(
    work: NamedDependency[TenantWork], conversation_id: FromPath[UUID], limit: _Limit = 50, cursor: _Cursor = None
) -> ScheduledPage:
    """What is due first first; what waits for the guest to write stands where its waiting ends."""
    after = Place.of(cursor) if cursor else None
    return await _page(work, await queries.page(work, limit=limit, after=after, conversation_id=conversation_id), limit)


@patch(
    "/api/scheduled/{message_id:uuid}",
    tags=_TAGS,
    summary="Change what is to be said later",
    responses=refusals(NotFoundError, ConflictError),
)
async def change_scheduled(work: NamedDependency[TenantWork], message_id: FromPath[UUID], data: JSONBody[ChangeScheduled]) -> MessageView:
    """Another time, another zone, other words. A conflict once it was said, or taken back."""
    return MessageView.of(await service.change(work, message_id, data))


@delete(
    "/api/scheduled/{message_id:uuid}",
    status_code=200,
    tags=_TAGS,
    summary="Take back what is to be said later",
    responses=refusals(NotFoundError, ConflictError),
)
async def take_back_scheduled(work: NamedDependency[TenantWork], message_id: FromPath[UUID]) -> MessageView:
    """The message, `cancelled`. A conflict once it was said."""
    return MessageView.of(await service.take_back(work, message_id))


async def _page(work: TenantWork, rows: Sequence[Message], limit: int) -> ScheduledPage:
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    cursor = Place(last.fires_at, last.id).cursor if last and last.fires_at else None
    guests = await queries.guests(work, {one.conversation_id for one in shown})
    return ScheduledPage([MessageView.of(one) for one in shown], guests, cursor)


routes: list[Any] = [list_scheduled, list_scheduled_here, change_scheduled, take_back_scheduled]
