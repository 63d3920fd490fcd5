"""The doors to a hotel's WhatsApp: claim a number, look at it, test it.

No transaction is open while Meta thinks: rights come with the caller, then the call, then the work.
"""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET

from app.audit import service as audit
from app.channels import callbacks, queries
from app.channels import service as channels
from app.channels.callbacks import Target
from app.channels.models import Channel, Graph
from app.channels.proof import Flaw, Prover
from app.channels.schemas import (
    CallbackView,
    ClaimedView,
    ClaimNumber,
    NumberTest,
    NumberView,
    SetCallback,
    WhatsAppTest,
    WhatsAppView,
)
from app.core.errors import (
    ConflictError,
    Detail,
    MetaUnreachableError,
    NotFoundError,
    NumberNotProvenError,
    ReasonRequiredError,
    ValidationFailedError,
)
from app.core.i18n import locale_of, text
from app.core.permissions import Can
from app.core.refused import refusals
from app.sessions.gate import Caller, office_of
from app.settings import Settings

_AnyRequest = Request[Any, Any, Any]
_TAGS = ["WhatsApp numbers"]
_PATH = "/api/tenants/{tenant_id:uuid}/whatsapp"
_OF_META = (NumberNotProvenError, MetaUnreachableError, NotFoundError, ReasonRequiredError)


@put(
    _PATH,
    tags=_TAGS,
    summary="Claim a number",
    responses=refusals(ConflictError, NumberNotProvenError, MetaUnreachableError, NotFoundError, ReasonRequiredError),
)
async def claim_number(
    request: _AnyRequest, tenant_id: FromPath[UUID], data: JSONBody[ClaimNumber], caller: NamedDependency[Caller]
) -> ClaimedView:
    """The hotel's admin, or a super admin inside it. The same door adds a number and changes one.

    The claim is proved first by live calls to the Graph API with the given token: Meta must show
    the number, and the business account must own it. A number or business account that is another
    hotel's: 409. Secrets are stored encrypted and never shown again.
    """
    caller.must_be_in(tenant_id)
    caller.actor.must(Can.MANAGE_CHANNELS)
    prover = _prover(request)
    graph = prover.usual if data.graph is UNSET else data.graph
    proven = await prover.prove(prover.line(graph, data.phone_number_id, data.access_token), data.business_account_id)
    async with caller.work(office_of(request)) as work:
        return await channels.claim(work, data, proven, graph)


@get(_PATH, tags=_TAGS, summary="The hotel's numbers", responses=refusals(NotFoundError, ReasonRequiredError))
async def show_numbers(request: _AnyRequest, tenant_id: FromPath[UUID], caller: NamedDependency[Caller]) -> WhatsAppView:
    """Of secrets only whether they are set, and their last four characters. 404 while there is no number."""
    caller.must_be_in(tenant_id)
    async with caller.work(office_of(request)) as work:
        work.actor.must(Can.MANAGE_CHANNELS)
        locale = locale_of(request.headers.get("accept-language"))
        found = [NumberView.of(channel, meta_app, locale) for channel, meta_app in await queries.numbers(work)]
    if not found:
        raise NotFoundError(f"{tenant_id}/whatsapp")
    return WhatsAppView.of_all(found)


@post(f"{_PATH}/test", status_code=200, tags=_TAGS, summary="Test the numbers", responses=refusals(NotFoundError, ReasonRequiredError))
async def test_numbers(request: _AnyRequest, tenant_id: FromPath[UUID], caller: NamedDependency[Caller]) -> WhatsAppTest:
    """Calls the Graph API for each number and says what is wrong in words."""
    caller.must_be_in(tenant_id)
    caller.actor.must(Can.MANAGE_CHANNELS)
    async with caller.work(office_of(request), audited=False) as work:
        found = [channel for channel, _ in await queries.numbers(work)]
    if not found:
        raise NotFoundError(f"{tenant_id}/whatsapp")
    tests = [await _test(request, caller, channel) for channel in found]
    trouble = next((test for test in tests if not test.ok), tests[0])
    return WhatsAppTest(trouble.ok, trouble.message, tests)


@get(f"{_PATH}/callback", tags=_TAGS, summary="Where webhooks go", responses=refusals(*_OF_META))
async def show_callback(
    request: _AnyRequest,
    tenant_id: FromPath[UUID],
    caller: NamedDependency[Caller],
    phone_number_id: Annotated[str, QueryParameter(max_length=32)],
) -> CallbackView:
    """Asks Meta where it sends this number's webhooks, and says whether that is here."""
    caller.must_be_in(tenant_id)
    return await callbacks.show(_prover(request), await _target(request, caller, phone_number_id))


@post(f"{_PATH}/callback", status_code=200, tags=_TAGS, summary="Bring webhooks here", responses=refusals(*_OF_META))
async def set_callback(
    request: _AnyRequest, tenant_id: FromPath[UUID], data: JSONBody[SetCallback], caller: NamedDependency[Caller]
) -> CallbackView:
    """Sets this system's address over the callback of the number's Meta app, or takes it away. Meta verifies it first."""
    caller.must_be_in(tenant_id)
    shown = await callbacks.change(_prover(request), await _target(request, caller, data.phone_number_id), data)
    async with caller.work(office_of(request), audited=False) as work:
        details = {"phone_number_id": data.phone_number_id, "scope": data.scope.value, "override": data.override}
        await audit.note(work, caller.actor, "whatsapp.callback", details=details)
    return shown


@post(f"{_PATH}/retire-secret", status_code=200, tags=_TAGS, summary="Retire former secrets", responses=refusals(NotFoundError))
async def retire_secret(request: _AnyRequest, tenant_id: FromPath[UUID], caller: NamedDependency[Caller]) -> WhatsAppView:
    """Ends a rotation or a change of Meta app: from now on only the present secrets count.

    Nothing does that by itself: Meta repeats for seven days what it signed before, and nobody but the hotel knows when its
    Meta app was really told.
    """
    caller.must_be_in(tenant_id)
    async with caller.work(office_of(request)) as work:
        await channels.retire_secrets(work)
        locale = locale_of(request.headers.get("accept-language"))
        return WhatsAppView.of_all([NumberView.of(channel, meta_app, locale) for channel, meta_app in await queries.numbers(work)])


async def _target(request: _AnyRequest, caller: Caller, phone_number_id: str) -> Target:
    caller.actor.must(Can.MANAGE_CHANNELS)
    settings: Settings = request.app.state.settings
    if not settings.frontend_url:
        raise ValidationFailedError(details=(Detail("body.override", "detail-no-address", "value"),))
    office = office_of(request)
    async with caller.work(office) as work:
        found = {channel.phone_number_id: (channel, meta_app) for channel, meta_app in await queries.numbers(work)}
    if phone_number_id not in found:
        raise NotFoundError(phone_number_id)
    channel, meta_app = found[phone_number_id]
    token = office.keyring.open(channel.access_token, purpose=f"channel:{channel.tenant_id}:access_token")
    verify_token = settings.platform_verify_token
    if meta_app is not None:
        verify_token = office.keyring.open(meta_app.verify_token, purpose=f"meta_app:{channel.tenant_id}:verify_token")
    line = _prover(request).line(Graph(channel.graph), channel.phone_number_id, token)
    return Target(line, channel.waba_id, f"{settings.frontend_url}/webhooks/whatsapp", verify_token)


async def _test(request: _AnyRequest, caller: Caller, channel: Channel) -> NumberTest:
    office, prover = office_of(request), _prover(request)
    token = office.keyring.open(channel.access_token, purpose=f"channel:{channel.tenant_id}:access_token")
    answer = await prover.ask(prover.line(Graph(channel.graph), channel.phone_number_id, token), channel.waba_id)
    flaw = answer if isinstance(answer, Flaw) else None
    proven = None if isinstance(answer, Flaw) else answer
    number = proven.number if proven else None
    async with caller.work(office) as work:
        await channels.note_test(work, channel, proven, refused=flaw.stop if flaw else None)
    locale = locale_of(request.headers.get("accept-language"))
    return NumberTest(
        phone_number_id=channel.phone_number_id,
        ok=flaw is None,
        message=text(locale, flaw.sentence, code=str(flaw.code)) if flaw else text(locale, "number-works"),
        display_phone_number=number.display_phone_number if number else None,
        verified_name=number.verified_name if number else None,
        quality_rating=number.quality_rating if number else None,
        meta_code=flaw.code if flaw and flaw.code else None,
    )


def _prover(request: _AnyRequest) -> Prover:
    prover: Prover = request.app.state.prover
    return prover


routes: list[Any] = [claim_number, show_numbers, test_numbers, show_callback, set_callback, retire_secret]
