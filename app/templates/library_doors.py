"""The doors to our own templates: what they say, and handing them in for a hotel."""

from typing import Any, Final

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.answers import error_body, request_id_of
from app.core.errors import AppError, NotFoundError, ReasonRequiredError, WhatsAppDisconnectedError
from app.core.i18n import locale_of, text
from app.core.permissions import Can
from app.core.refused import refusals
from app.core.work import TenantWork
from app.sessions.gate import Caller, office_of
from app.templates import library, making, proposals, queries
from app.templates.library import Ready
from app.templates.models import Template
from app.templates.schemas import HandedInView, LibraryEntry, LibraryView, TakeFromLibrary, TakenView, TemplateView, WordingView
from app.templates.syncing import GONE
from app.templates.wording import as_reviewed
from app.templates.workshop import Workshop, account_of, kept_sources

_AnyRequest = Request[Any, Any, Any]
_TAGS: Final = ["Templates"]


@get("/api/templates/library", tags=_TAGS, summary="Our own templates", responses=refusals())
async def show_library(request: _AnyRequest, work: NamedDependency[TenantWork]) -> LibraryView:
    """Booking confirmation, check-in reminder, welcome and review request, in Portuguese, English and Spanish, ready to be handed in."""
    work.actor.must(Can.READ_CONVERSATIONS)
    locale = locale_of(request.headers.get("accept-language"))
    have = {(row.name, row.language): row for row in await queries.everything(work) if row.status != GONE}
    return LibraryView([_entry(locale, key, have) for key in library.KEYS])


@post(
    "/api/templates/library/{key:str}",
    status_code=200,
    tags=_TAGS,
    summary="Hand in one of our templates",
    responses=refusals(NotFoundError, WhatsAppDisconnectedError, ReasonRequiredError),
)
async def take_from_library(
    request: _AnyRequest, key: FromPath[str], data: JSONBody[TakeFromLibrary], caller: NamedDependency[Caller]
) -> TakenView:
    """Each language for itself: one that Meta does not take keeps none of the others back, and one that the hotel has stays as it is."""
    wanted = [one for one in library.all_of(key) if data.languages is None or one.language in data.languages]
    shop = Workshop(caller, office_of(request), request.app.state.prover, request.app.state.media_storage)
    async with caller.work(shop.office) as work:
        work.actor.must(Can.MANAGE_CHANNELS)
        waba_id = await account_of(work, data.business_account_id)
        rows = await queries.named(work, waba_id, key)
    have = {row.language: row for row in rows if row.status != GONE}
    return TakenView([await _hand_in(request, shop, library.for_account(one, waba_id), have.get(one.language)) for one in wanted])


async def _hand_in(request: _AnyRequest, shop: Workshop, one: Ready, there: Template | None) -> HandedInView:
    if there is not None:
        return HandedInView(one.language, TemplateView.of(there), None)
    try:
        made = await making.create(shop, one.proposal, library_key=one.key)
    except AppError as error:
        locale = locale_of(request.headers.get("accept-language"))
        return HandedInView(one.language, None, error_body(error, locale, request_id_of(request.scope)))
    return HandedInView(one.language, TemplateView.of(made), None)


def _entry(locale: str, key: str, have: dict[tuple[str, str], Template]) -> LibraryEntry:
    ready = library.all_of(key)
    word = key.replace("_", "-")
    title, purpose = text(locale, f"library-{word}"), text(locale, f"library-{word}-purpose")
    return LibraryEntry(key, title, purpose, ready[0].proposal.category, [_wording(one, have.get((key, one.language))) for one in ready])


def _wording(one: Ready, there: Template | None) -> WordingView:
    return WordingView(
        language=one.language,
        components=one.proposal.components,
        preview=as_reviewed(proposals.definition(one.proposal)),
        sources=kept_sources(one.proposal.sources),
        template_id=there.id if there else None,
        status=there.status if there else None,
    )


routes: list[Any] = [show_library, take_from_library]
