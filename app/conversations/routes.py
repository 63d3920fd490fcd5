"""The doors of conversations: list, look, mark as read, change."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from litestar import get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.conversations import care, queries
from app.conversations.models import ConversationStatus
from app.conversations.queries import Wanted
from app.conversations.schemas import ChangeConversation, ConversationView, ListView
from app.core.errors import Detail, ValidationFailedError
from app.core.pages import MOST_PER_PAGE, Pagination, Place, offset_of
from app.core.work import TenantWork

_TAGS: Final = ["Conversations"]
# PostgreSQL knows no NUL, and nobody is called by control characters.
_SAYABLE: Final = r"^[^\x00-\x1f\x7f]*\Z"


@get("/api/conversations", tags=_TAGS, summary="List conversations")
async def list_conversations(  # noqa: PLR0913, PLR0917 - the contract's query
    work: NamedDependency[TenantWork],
    status: Annotated[ConversationStatus | None, QueryParameter(description="Only this status.")] = None,
    assigned_to: Annotated[str | None, QueryParameter(description="A user's id, `me`, or `none` for nobody's.")] = None,
    unread: Annotated[bool | None, QueryParameter(description="Only those with (or without) unread messages.")] = None,
    label: Annotated[str | None, QueryParameter(max_length=50, pattern=_SAYABLE, description="Only those with this label.")] = None,
    q: Annotated[
        str | None, QueryParameter(max_length=100, pattern=_SAYABLE, description="Part of the guest's name, user name or number.")
    ] = None,
    archived: Annotated[bool, QueryParameter(description="The archive instead of the inbox.")] = False,
    page: Annotated[int, QueryParameter(ge=1, le=10_000, description="For older clients; `cursor` holds still.")] = 1,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_PER_PAGE)] = 20,
    cursor: Annotated[str | None, QueryParameter(max_length=200, description="`next_cursor` of the page before.")] = None,
) -> ListView:
    """Newest activity first. With a `cursor` nothing is counted, and `pagination` is null."""
    wanted = Wanted(status=status, assigned_to=_assignee(work, assigned_to), unread=unread, label=label, q=q, archived=archived)
    after = Place.of(cursor) if cursor else None
    offset = 0 if after else offset_of(page, limit)
    found = await queries.page(work, wanted, limit=limit, after=after, offset=offset)
    counted = None if after else Pagination.of(page, limit, await queries.count(work, wanted))
    shown = found[:limit]
    last = Place(shown[-1].last_activity_at, shown[-1].id) if len(found) > limit else None
    return ListView(shown, counted, last.cursor if last else None)


@get("/api/conversations/{conversation_id:uuid}", tags=_TAGS, summary="One conversation")
async def get_conversation(work: NamedDependency[TenantWork], conversation_id: FromPath[UUID]) -> ConversationView:
    return await queries.get(work, conversation_id)


@post("/api/conversations/{conversation_id:uuid}/read", status_code=200, tags=_TAGS, summary="Mark as read")
async def mark_read(work: NamedDependency[TenantWork], conversation_id: FromPath[UUID]) -> ConversationView:
    """Sets `unread_count` to 0, for everybody in the hotel."""
    return await care.read(work, conversation_id)


@post("/api/conversations/{conversation_id:uuid}/unread", status_code=200, tags=_TAGS, summary="Mark as unread")
async def mark_unread(work: NamedDependency[TenantWork], conversation_id: FromPath[UUID]) -> ConversationView:
    """Something to come back to: `unread_count` is at least 1."""
    return await care.unread(work, conversation_id)


@patch("/api/conversations/{conversation_id:uuid}", tags=_TAGS, summary="Change a conversation")
async def change_conversation(
    work: NamedDependency[TenantWork], conversation_id: FromPath[UUID], data: JSONBody[ChangeConversation]
) -> ConversationView:
    """Only what is named changes. Opening a closed one while the guest has another open one is a conflict."""
    return await care.change(work, conversation_id, data)


def _assignee(work: TenantWork, named: str | None) -> UUID | Literal["none"] | None:
    if named is None:
        return None
    if named == "none":
        return "none"
    try:
        return work.actor.user_id if named == "me" else UUID(named)
    except ValueError as flaw:
        raise ValidationFailedError(details=(Detail("query.assigned_to", "detail-value", "value"),)) from flaw


routes: list[Any] = [list_conversations, get_conversation, mark_read, mark_unread, change_conversation]
