"""The doors of messages: a thread's history, and what a client missed."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, HeaderParameter, JSONBody, QueryParameter

from app.core.errors import NotFoundError
from app.core.i18n import locale_of
from app.core.pages import MOST_PER_PAGE
from app.core.refused import refusals
from app.core.work import TenantWork
from app.messages import queries, resume, service, trace
from app.messages.composing.drafts import SendMessage, SendTo
from app.messages.resume import Resumed
from app.messages.schemas import HistoryView, MessageView, RawView, WordingsView, WordingView
from app.messages.service import Composed
from app.messages.trace import TraceView

_TAGS: Final = ["Messages"]
_AnyRequest = Request[Any, Any, Any]
_IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="The same key with the same body again gives the same message (200), with another body 409. Kept 30 days.",
    ),
]


@get("/api/conversations/{conversation_id:uuid}/messages", tags=_TAGS, summary="A thread, newest first")
async def list_messages(  # noqa: PLR0917 - by name, as Litestar calls it
    request: _AnyRequest,
    work: NamedDependency[TenantWork],
    conversation_id: FromPath[UUID],
    before: Annotated[UUID | None, QueryParameter(description="The id of the oldest message that you have.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_PER_PAGE)] = 50,
) -> HistoryView:
    """Pages backwards in time: ask again with `before` = the id of the last message, while `has_more`."""
    locale = locale_of(request.headers.get("accept-language"))
    rows = await queries.history(work, conversation_id, before=before, limit=limit)
    return HistoryView([MessageView.of(row, locale) for row in rows[:limit]], len(rows) > limit)


@get("/api/messages/{message_id:uuid}/edits", tags=_TAGS, summary="What a message said before it was edited")
async def list_wordings(work: NamedDependency[TenantWork], message_id: FromPath[UUID]) -> WordingsView:
    """Each wording with its time, the first one first and the present one last; of very many the last 200."""
    return WordingsView([WordingView(one.content, one.said_at) for one in await queries.wordings(work, message_id)])


@get("/api/messages/{message_id:uuid}/raw", tags=_TAGS, summary="A message as it came")
async def get_raw(work: NamedDependency[TenantWork], message_id: FromPath[UUID]) -> RawView:
    """For admins: Meta's JSON of what no screen can show, and what a withdrawn message said."""
    row = await queries.as_it_came(work, message_id)
    return RawView(row.id, row.message_type, row.content, row.raw)


@get(
    "/api/messages/{message_id:uuid}/trace",
    tags=_TAGS,
    summary="What became of a message",
    responses=refusals(NotFoundError),
)
async def trace_message(work: NamedDependency[TenantWork], message_id: FromPath[UUID]) -> TraceView:
    """For those who may manage the hotel's numbers: each letter of Meta's, call, step, file and event, with its time."""
    return await trace.of_message(work, message_id)


@get("/api/events", tags=["Live line"], summary="What happened since")
async def list_events(
    request: _AnyRequest,
    work: NamedDependency[TenantWork],
    since: Annotated[int, QueryParameter(ge=0, le=2**63 - 1, description="The last event you know of; `up_to` of the answer before.")],
    limit: Annotated[int, QueryParameter(ge=1, le=resume.PAGE)] = 100,
) -> Resumed:
    """The same as `resume` on the socket, with the rights of now. `resync`: read everything anew, the log is too short."""
    return await resume.since(work, since, limit=limit, locale=locale_of(request.headers.get("accept-language")))


@post("/api/conversations/{conversation_id:uuid}/messages", tags=_TAGS, summary="Say something in a conversation")
async def send_message(
    work: NamedDependency[TenantWork],
    conversation_id: FromPath[UUID],
    data: JSONBody[SendMessage],
    idempotency_key: _IdempotencyKey = None,
) -> Response[MessageView]:
    """201 with the pending message; what becomes of it comes as `message:status`."""
    return _answer(await service.compose(work, conversation_id, data, idempotency_key))


@post("/api/messages/send", tags=_TAGS, summary="Say something to a phone number")
async def send_to_number(
    work: NamedDependency[TenantWork],
    data: JSONBody[SendTo],
    idempotency_key: _IdempotencyKey = None,
) -> Response[MessageView]:
    """Finds or makes contact and conversation. `to` may be written in any way; without a country it is of the hotel's."""
    return _answer(await service.compose_to(work, data, idempotency_key))


def _answer(composed: Composed) -> Response[MessageView]:
    return Response(MessageView.of(composed.message), status_code=201 if composed.is_new else 200)


routes: list[Any] = [list_messages, list_wordings, get_raw, trace_message, list_events, send_message, send_to_number]
