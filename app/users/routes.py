"""The doors to people and to hotels as the house sees them."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.audit import service as audit
from app.core.crypto import Passwords
from app.core.errors import ConflictError, NotFoundError, PasswordChangeRequiredError, ReasonRequiredError
from app.core.pages import Pagination, offset_of
from app.core.permissions import Can, Role
from app.core.refused import refusals
from app.core.work import TenantWork
from app.sessions.gate import Caller, OperatorWork, act_reason, office_of
from app.tenants import queries as tenants
from app.tenants.schemas import TenantView
from app.users import hotels, house, queries
from app.users import service as people
from app.users.schemas import ChangeTenant, Colleagues, OpenedTenant, OpenTenant, Register, TenantPage, UserView
from app.users.service import Newcomer

_AnyRequest = Request[Any, Any, Any]
_PEOPLE = ["People"]
_HOTELS = ["Hotels"]


@post("/auth/register", tags=_PEOPLE, summary="Take a colleague on", responses=refusals(ConflictError, PasswordChangeRequiredError))
async def register(request: _AnyRequest, data: JSONBody[Register], work: NamedDependency[TenantWork]) -> UserView:
    """The hotel's admin makes somebody who can sign in at the same hotel, in any of its roles."""
    work.actor.must(Can.MANAGE_PEOPLE)
    passwords: Passwords = request.app.state.passwords
    hashed = await passwords.hash(data.password)
    user = await people.take_on(work, Newcomer(name=data.name, email=data.email, role=Role(data.role), password_hash=hashed))
    await audit.note(work, work.actor, "user.registered", details={"user_id": str(user.id), "role": user.role})
    return UserView.of(user)


@get("/api/users", tags=_PEOPLE, summary="The hotel's people", responses=refusals())
async def colleagues(work: NamedDependency[TenantWork]) -> Colleagues:
    """Everybody of the hotel by name, also those who no longer sign in."""
    work.actor.must(Can.READ_CONVERSATIONS)
    return Colleagues([UserView.of(user) for user in await queries.everybody(work)])


@post("/api/tenants", tags=_HOTELS, summary="Open a hotel", responses=refusals(ConflictError))
async def open_hotel(request: _AnyRequest, data: JSONBody[OpenTenant], operator: NamedDependency[OperatorWork]) -> Response[OpenedTenant]:
    """Super admin. The hotel starts a trial of 14 days, with its first admin."""
    opened = await hotels.open_hotel(operator.work, operator.actor, data, request.app.state.passwords)
    return Response(opened, status_code=201, headers={"Cache-Control": "no-store"})


@get("/api/tenants", tags=_HOTELS, summary="All hotels", responses=refusals())
async def all_hotels(
    operator: NamedDependency[OperatorWork],
    page: Annotated[int, QueryParameter(ge=1)] = 1,
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
) -> TenantPage:
    """Super admin. By name."""
    rows, total = await tenants.page(operator.work, offset=offset_of(page, limit), limit=limit)
    return TenantPage([TenantView.of(row) for row in rows], Pagination.of(page, limit, total))


@get("/api/tenants/{tenant_id:uuid}", tags=_HOTELS, summary="One hotel", responses=refusals(NotFoundError, ReasonRequiredError))
async def show_hotel(request: _AnyRequest, tenant_id: FromPath[UUID], caller: NamedDependency[Caller]) -> TenantView:
    """A super admin, or the hotel's own admin; to everybody else it does not exist."""
    office = office_of(request)
    if caller.tenant_id is None:
        async with office.for_house() as house:
            return TenantView.of(await tenants.get(house, tenant_id))
    caller.must_be_in(tenant_id)
    async with caller.work(office) as work:
        work.actor.must(Can.MANAGE_TENANT)
        return TenantView.of(await tenants.own(work))


@patch("/api/tenants/{tenant_id:uuid}", tags=_HOTELS, summary="Change a hotel", responses=refusals(NotFoundError, ConflictError))
async def change_hotel(
    request: _AnyRequest, tenant_id: FromPath[UUID], data: JSONBody[ChangeTenant], caller: NamedDependency[Caller]
) -> TenantView:
    """Its own admin changes name, e-mail, zone, language and settings; a super admin also the slug.

    Members of `settings` are merged into those that are there; null takes one away.
    """
    office = office_of(request)
    if caller.tenant_id is None:
        async with office.for_house() as house:
            return TenantView.of(await hotels.change_any(house, caller.actor, tenant_id, data.by_column()))
    caller.must_be_in(tenant_id)
    async with caller.work(office) as work:
        return TenantView.of(await hotels.change_own(work, data.by_column()))


@post("/api/tenants/{tenant_id:uuid}/suspend", status_code=200, tags=_HOTELS, summary="Suspend a hotel", responses=refusals(NotFoundError))
async def suspend(request: _AnyRequest, tenant_id: FromPath[UUID], operator: NamedDependency[OperatorWork]) -> TenantView:
    """Super admin. Within a second its people are out; what guests write is still stored."""
    return TenantView.of(await hotels.suspend(operator.work, operator.actor, tenant_id, reason=act_reason(request)))


@post(
    "/api/tenants/{tenant_id:uuid}/activate", status_code=200, tags=_HOTELS, summary="Activate a hotel", responses=refusals(NotFoundError)
)
async def activate(request: _AnyRequest, tenant_id: FromPath[UUID], operator: NamedDependency[OperatorWork]) -> TenantView:
    """Super admin. Ends a suspension as well as a trial."""
    return TenantView.of(await hotels.activate(operator.work, operator.actor, tenant_id, reason=act_reason(request)))


routes: list[Any] = [register, colleagues, open_hotel, all_hotels, show_hotel, change_hotel, suspend, activate, *house.doors]
