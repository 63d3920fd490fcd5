"""The doors to a hotel's notices: what is open, and that somebody has seen to it."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.errors import NotFoundError
from app.core.i18n import locale_of
from app.core.refused import refusals
from app.core.work import TenantWork
from app.notices import queries
from app.notices import service as notices
from app.notices.queries import Wanted
from app.notices.schemas import NoticesView, NoticeView

_TAGS: Final = ["Notices"]
_AnyRequest = Request[Any, Any, Any]


@get("/api/notices", tags=_TAGS, summary="The hotel's notices", responses=refusals())
async def list_notices(
    request: _AnyRequest,
    work: NamedDependency[TenantWork],
    wanted: Annotated[Wanted, QueryParameter(name="state", description="Those that are open, closed, or all.")] = "open",
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 100,
) -> NoticesView:
    """For those who may manage the hotel's numbers: what Meta said of them, and what else needs a person. The newest first."""
    locale = locale_of(request.headers.get("accept-language"))
    found = [NoticeView.of(row, locale) for row in await queries.page(work, wanted, limit)]
    return NoticesView(found, *await queries.open_ones(work))


@post("/api/notices/{notice_id:uuid}/dismiss", status_code=200, tags=_TAGS, summary="Dismiss a notice", responses=refusals(NotFoundError))
async def dismiss_notice(request: _AnyRequest, work: NamedDependency[TenantWork], notice_id: FromPath[UUID]) -> NoticeView:
    """It comes back when the same thing happens again."""
    return NoticeView.of(await notices.dismiss(work, notice_id), locale_of(request.headers.get("accept-language")))


routes: list[Any] = [list_notices, dismiss_notice]
