"""The doors to the templates of a conversation: those that fit, and one with its values in it."""

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from app.core.answers import ErrorDetail
from app.core.errors import NotFoundError
from app.core.i18n import locale_of, text
from app.core.refused import refusals
from app.core.work import TenantWork
from app.messages.composing import offering
from app.templates import offers
from app.templates.asking import TemplateContent
from app.templates.offers import OffersView, Parameter

MOST: Final = 500
USUAL: Final = 100
_TAGS: Final = ["Templates"]


class PreviewTemplate(TemplateContent, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template message's content, and the conversation it would be said in."""

    conversation_id: UUID


class PreviewView(msgspec.Struct, frozen=True):
    """`content` as the message's would be; an empty place stands as `{{name}}`. `flaws` are what sending would be refused for."""

    content: dict[str, Any]
    parameters: list[Parameter]
    flaws: list[ErrorDetail]
    ready: bool


@get("/api/templates/offers", tags=_TAGS, summary="Templates for a conversation", responses=refusals(NotFoundError))
async def offer_templates(
    work: NamedDependency[TenantWork],
    conversation_id: Annotated[UUID, QueryParameter(description="Who is to read it.")],
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = USUAL,
) -> OffersView:
    """Those that Meta lets the conversation's number send now, as this guest would read them: the guest's language first, then the
    hotel's, then English; what they wait for before what is advertised. Marketing is left out for guests who want none.
    """
    return await offering.for_conversation(work, conversation_id, most=limit)


@post("/api/templates/preview", status_code=200, tags=_TAGS, summary="See a template message", responses=refusals(NotFoundError))
async def preview_template(
    request: Request[Any, Any, Any], work: NamedDependency[TenantWork], data: JSONBody[PreviewTemplate]
) -> PreviewView:
    """What a guest would read, filled as it would be on sending; nothing is sent. 200 also while something is missing."""
    seen = await offering.preview(work, data.conversation_id, data)
    locale = locale_of(request.headers.get("accept-language"))
    flaws = [ErrorDetail(f"body.{flaw.field}", text(locale, flaw.message), flaw.type) for flaw in seen.flaws]
    return PreviewView(seen.content, offers.parameters(seen), flaws, not flaws)


routes: list[Any] = [offer_templates, preview_template]
