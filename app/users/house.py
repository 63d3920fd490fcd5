"""The doors to what the platform's own people must know of."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.errors import NotFoundError
from app.core.i18n import locale_of
from app.core.refused import refusals
from app.notices import queries
from app.notices import service as notices
from app.notices.queries import Wanted
from app.notices.schemas import NoticesView, NoticeView
from app.sessions.gate import AnyRequest, OperatorWork

_TAGS: Final = ["Notices"]


@get("/api/house/notices", tags=_TAGS, summary="The house's notices", responses=refusals())
async def list_house_notices(
    request: AnyRequest,
    operator: NamedDependency[OperatorWork],
    wanted: Annotated[Wanted, QueryParameter(name="state", description="Those that are open, closed, or all.")] = "open",
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 100,
) -> NoticesView:
    """Super admin. Numbers that nobody has claimed, and what else is no hotel's. The newest first."""
    locale = locale_of(request.headers.get("accept-language"))
    found = [NoticeView.of(row, locale) for row in await queries.house_page(operator.work, wanted, limit)]
    return NoticesView(found, *await queries.house_open_ones(operator.work))


@post(
    "/api/house/notices/{notice_id:uuid}/dismiss",
    status_code=200,
    tags=_TAGS,
    summary="Dismiss a notice of the house",
    responses=refusals(NotFoundError),
)
async def dismiss_house_notice(request: AnyRequest, operator: NamedDependency[OperatorWork], notice_id: FromPath[UUID]) -> NoticeView:
    """Super admin. It comes back when the same thing happens again."""
    notice = await notices.dismiss_of_house(operator.work, notice_id, operator.actor.user_id)
    return NoticeView.of(notice, locale_of(request.headers.get("accept-language")))


doors: list[Any] = [list_house_notices, dismiss_house_notice]
