"""The door for people who look into the outbox: what has not gone, and why."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from app.core.errors import NotFoundError
from app.core.i18n import locale_of
from app.core.pages import MOST_PER_PAGE
from app.core.refused import refusals
from app.core.work import TenantWork
from app.messages.sending import looking
from app.messages.sending.looking import OutboxView
from app.messages.sending.postbox import Lot

_TAGS: Final = ["Outbox"]
_AnyRequest = Request[Any, Any, Any]


@get("/api/outbox", tags=_TAGS, summary="What has not gone, and why", responses=refusals(NotFoundError))
async def look_into_outbox(  # noqa: PLR0913, PLR0917 - by name, as Litestar calls it
    request: _AnyRequest,
    work: NamedDependency[TenantWork],
    lot: Annotated[Lot, QueryParameter(name="state", description="Which lot the page shows.")] = Lot.FAILED,
    channel_id: Annotated[UUID | None, QueryParameter(description="One number's alone.")] = None,
    after: Annotated[UUID | None, QueryParameter(description="`next` of the page before.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_PER_PAGE)] = 50,
) -> OutboxView:
    """`waiting` goes by itself; `parked` waits until somebody has acted or Meta's limit is over; `uncertain` wants a decision after
    two minutes; `failed` is for a person to send again or leave. What they say is in their threads.
    """
    locale = locale_of(request.headers.get("accept-language"))
    return await looking.view(work, lot, locale, channel_id=channel_id, after=after, limit=limit)


routes: list[Any] = [look_into_outbox]
