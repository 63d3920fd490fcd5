"""The doors to a hotel's templates: the list, and making, changing and deleting them at Meta."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.answers import ErrorDetail
from app.core.errors import MetaUnreachableError, NotFoundError, RateLimitedError, ReasonRequiredError, WhatsAppDisconnectedError
from app.core.i18n import locale_of, text
from app.core.permissions import Can
from app.core.refused import refusals
from app.core.sending_errors import TemplateRefusedError
from app.core.work import TenantWork
from app.sessions.gate import Caller, office_of
from app.templates import changing, fields, making, proposals, queries, syncing
from app.templates.proposals import Change, Proposal
from app.templates.schemas import (
    AccountSync,
    CheckView,
    FieldsView,
    FieldView,
    ListedView,
    PlaceView,
    SyncsView,
    SyncView,
    TemplatesView,
    TemplateView,
)
from app.templates.wording import as_reviewed
from app.templates.workshop import Workshop
from app.whatsapp import template_refusals

_AnyRequest = Request[Any, Any, Any]
_TAGS: Final = ["Templates"]
_ONE: Final = "/api/templates/{template_id:uuid}"
_OF_META: Final = (TemplateRefusedError, MetaUnreachableError, WhatsAppDisconnectedError, ReasonRequiredError)


@get("/api/templates", tags=_TAGS, summary="The hotel's templates", responses=refusals())
async def list_templates(
    work: NamedDependency[TenantWork],
    status: Annotated[
        str | None, QueryParameter(max_length=40, pattern=r"^[A-Z_]*$(?!\n)", description="Only those that Meta calls so.")
    ] = None,
) -> TemplatesView:
    """As Meta has them: status, category, quality and wording. Deleted ones stay, as what was sent with them does."""
    accounts = [AccountSync(waba_id, at) for waba_id, at in sorted((await queries.synced_at(work)).items())]
    return TemplatesView([ListedView.of(row) for row in await queries.everything(work, status)], accounts)


@get(_ONE, tags=_TAGS, summary="One template", responses=refusals(NotFoundError))
async def show_template(work: NamedDependency[TenantWork], template_id: FromPath[UUID]) -> TemplateView:
    """One template in one language."""
    return TemplateView.of(await queries.get(work, template_id))


@get("/api/templates/fields", tags=_TAGS, summary="What fills a template", responses=refusals())
async def list_fields(request: _AnyRequest, work: NamedDependency[TenantWork]) -> FieldsView:
    """The fields of guest, hotel and number that a place of a template may be filled from by itself."""
    work.actor.must(Can.READ_CONVERSATIONS)
    locale = locale_of(request.headers.get("accept-language"))
    named = {field: text(locale, f"field-{field.replace('.', '-').replace('_', '-')}") for field in fields.every()}
    return FieldsView([FieldView(field, named[field], available) for field, available in fields.every().items()])


@post("/api/templates", tags=_TAGS, summary="Make a template", responses=refusals(RateLimitedError, *_OF_META))
async def create_template(request: _AnyRequest, data: JSONBody[Proposal], caller: NamedDependency[Caller]) -> TemplateView:
    """Hands it in for Meta's review, which takes from seconds to a day. Checked first against all of Meta's rules that we know."""
    return TemplateView.of(await making.create(_workshop(request, caller), data))


@post("/api/templates/check", status_code=200, tags=_TAGS, summary="Check a template's wording", responses=refusals())
async def check_template(request: _AnyRequest, work: NamedDependency[TenantWork], data: JSONBody[Proposal]) -> CheckView:
    """What reviewers would read and what Meta would refuse, while somebody is still writing. Nothing is handed in, nothing kept."""
    work.actor.must(Can.MANAGE_CHANNELS)
    locale, definition = locale_of(request.headers.get("accept-language")), proposals.definition(data)
    flaws = [ErrorDetail(f"body.{flaw.path}", text(locale, flaw.sentence, **flaw.terms), flaw.type) for flaw in proposals.flaws_of(data)]
    places = [PlaceView(slot.path, slot.kind, slot.required, slot.example) for slot in proposals.places(data)]
    return CheckView(as_reviewed(definition), places, flaws)


@patch(_ONE, tags=_TAGS, summary="Change a template", responses=refusals(NotFoundError, RateLimitedError, *_OF_META))
async def change_template(
    request: _AnyRequest, template_id: FromPath[UUID], data: JSONBody[Change], caller: NamedDependency[Caller]
) -> TemplateView:
    """A new wording replaces all of the old one, and is reviewed again. `sources` alone are ours and change at once."""
    return TemplateView.of(await changing.change(_workshop(request, caller), template_id, data))


@delete(_ONE, status_code=200, tags=_TAGS, summary="Delete a template", responses=refusals(NotFoundError, *_OF_META))
async def delete_template(request: _AnyRequest, template_id: FromPath[UUID], caller: NamedDependency[Caller]) -> TemplateView:
    """This language of it, at Meta and here. The name of an approved one cannot be used again for 30 days."""
    return TemplateView.of(await changing.delete(_workshop(request, caller), template_id))


@post("/api/templates/sync", status_code=200, tags=_TAGS, summary="Bring the templates here", responses=refusals(WhatsAppDisconnectedError))
async def sync_templates(request: _AnyRequest, caller: NamedDependency[Caller]) -> SyncsView:
    """Lists each of the hotel's business accounts anew. It happens by itself when a number is connected, and every day."""
    locale, shop = locale_of(request.headers.get("accept-language")), _workshop(request, caller)
    async with caller.work(shop.office) as work:
        work.actor.must(Can.MANAGE_CHANNELS)
        accounts = await syncing.accounts(work)
    rounds = [await syncing.sync(shop.office, shop.prover, work.tenant_id, waba_id) for waba_id in accounts]
    return SyncsView([SyncView(one.waba_id, one.found, one.changed, one.gone, _trouble(locale, one)) for one in rounds])


def _workshop(request: _AnyRequest, caller: Caller) -> Workshop:
    state = request.app.state
    return Workshop(caller, office_of(request), state.prover, state.media_storage)


def _trouble(locale: str, one: syncing.Synced) -> str | None:
    if one.trouble is None:
        return None
    code = getattr(one.trouble, "code", "")
    return text(locale, template_refusals.sentence(one.trouble), code=str(code))


routes: list[Any] = [
    list_templates,
    show_template,
    list_fields,
    create_template,
    check_template,
    change_template,
    delete_template,
    sync_templates,
]
