"""The gate of every door: who calls, inside which hotel, and the work they get for it.

A door asks for exactly one of `work`, `house`, `operator` or `caller`: two dependencies side by
side cost Litestar a task group, and would lose the ids that are bound to the log here.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import msgspec
import structlog
from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide

from app.audit import service as audit
from app.core.clients import client_address
from app.core.crypto import Passwords
from app.core.errors import (
    Detail,
    NotFoundError,
    PasswordChangeRequiredError,
    ReasonRequiredError,
    TenantMismatchError,
    UnauthorizedError,
)
from app.core.permissions import Actor, Can
from app.core.work import Office, TenantWork, Work
from app.sessions.authority import Authority, SignedIn
from app.sessions.desk import Desk, Lasting
from app.sessions.service import Device
from app.sessions.tokens import Tokens
from app.settings import Environment, Settings
from app.tenants import queries as tenants

# On a route's `opt`: open also to somebody who must first change a temporary password.
BEFORE_PASSWORD_CHANGE: Final = "before_password_change"  # noqa: S105 - a word, no secret
_NO_TENANT: Final = frozenset({"api", "www"})

AnyRequest = Request[Any, Any, Any]


class OperatorWork(msgspec.Struct, frozen=True):
    """House work that a super admin asked for."""

    actor: Actor
    work: Work


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody signed in, and the hotel they act in (None: a super admin in the house)."""

    signed_in: SignedIn
    tenant_id: UUID | None
    reason: str | None
    deed: str

    @property
    def actor(self) -> Actor:
        return self.signed_in.actor

    @asynccontextmanager
    async def work(self, office: Office, *, audited: bool = True) -> AsyncIterator[TenantWork]:
        """Work inside the hotel; what a super admin does there is written down in the same commit.

        A door that takes two works for one deed has the first one not `audited`.
        """
        if self.tenant_id is None:
            raise ReasonRequiredError(details=_missing("x-tenant-slug", "x-act-reason"))
        async with office.for_tenant(self.tenant_id, self.actor) as work:
            if self.reason is not None and audited:
                await audit.note(work, self.actor, "house.acted", reason=self.reason, details={"request": self.deed})
            yield work

    def must_be_in(self, tenant_id: UUID) -> None:
        """A hotel in the path that is not the caller's does not exist for them."""
        if self.tenant_id is None:
            raise ReasonRequiredError(details=_missing("x-tenant-slug", "x-act-reason"))
        if self.tenant_id != tenant_id:
            raise NotFoundError(tenant_id)


async def caller(request: AnyRequest) -> Caller:
    """Somebody signed in and the hotel they act in, by the contract's "Tenant resolution"."""
    signed_in = await _signed_in(request)
    deed = f"{request.method} {quote(request.url.path)}"
    if signed_in.tenant_id is None:
        return await _operator_inside(request, signed_in, deed)
    must_name_only(_named_by_header(request) + _named_by_query(request), signed_in.tenant_id, signed_in.tenant_slug)
    structlog.contextvars.bind_contextvars(tenant_id=str(signed_in.tenant_id))
    return Caller(signed_in=signed_in, tenant_id=signed_in.tenant_id, reason=None, deed=deed)


async def work(request: AnyRequest) -> AsyncGenerator[TenantWork, None]:
    """Work of somebody signed in, behind their hotel's walls."""
    found = await caller(request)
    async with found.work(office_of(request)) as opened:
        yield opened


async def house(request: AnyRequest) -> AsyncGenerator[Work, None]:
    """The house's own work, for doors where nobody is signed in yet."""
    async with office_of(request).for_house() as opened:
        yield opened


async def operator(request: AnyRequest) -> AsyncGenerator[OperatorWork, None]:
    """The house's own work for a super admin, in no hotel."""
    signed_in = await _signed_in(request)
    signed_in.actor.must(Can.MANAGE_HOUSE)
    async with office_of(request).for_house() as opened:
        yield OperatorWork(signed_in.actor, opened)


def dependencies() -> dict[str, Provide]:
    """What doors may ask for by name."""
    return {"work": Provide(work), "house": Provide(house), "operator": Provide(operator), "caller": Provide(caller)}


@asynccontextmanager
async def open_gate(state: State, settings: Settings, office: Office) -> AsyncIterator[None]:
    """Puts the process's authority and its desk into the app's state, for as long as it serves."""
    tokens = Tokens(settings.jwt_secret)
    passwords = Passwords(cheap=settings.environment is Environment.TEST)
    lasting = Lasting(
        web=timedelta(minutes=settings.access_token_minutes),
        mobile=timedelta(minutes=settings.mobile_access_token_minutes),
        refresh=timedelta(days=settings.refresh_token_days),
    )
    state.office, state.passwords, state.authority = office, passwords, Authority(office, tokens)
    state.desk = Desk(office, tokens, state.authority, passwords=passwords, lasting=lasting)
    async with state.authority.watching():
        yield


def office_of(request: AnyRequest) -> Office:
    office: Office = request.app.state.office
    return office


def hotel_named(request: AnyRequest) -> str | None:
    """The slug that a request without a token names: by header, query or subdomain, in this order."""
    settings: Settings = request.app.state.settings
    named = _named_by_header(request) or request.query_params.getall("tenant", [])
    return named[0] if named else _subdomain(request.headers.get("host", ""), settings.base_domain)


def device_of(request: AnyRequest, *, device_name: str | None = None) -> Device:
    settings: Settings = request.app.state.settings
    peer = request.client.host if request.client else None
    address = client_address(peer, request.headers.getall("x-forwarded-for", []), settings.trusted_proxies)
    agent = request.headers.get("user-agent")
    return Device(address, agent[:500] if agent else None, device_name)


def bearer(request: AnyRequest) -> str:
    """The token of the `Authorization` header; raises `UnauthorizedError` when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthorizedError
    return token.strip()


async def _signed_in(request: AnyRequest) -> SignedIn:
    authority: Authority = request.app.state.authority
    signed_in = await authority.whose(bearer(request))
    structlog.contextvars.bind_contextvars(user_id=str(signed_in.actor.user_id))
    if signed_in.must_change_password and not request.route_handler.opt.get(BEFORE_PASSWORD_CHANGE):
        raise PasswordChangeRequiredError
    return signed_in


async def _operator_inside(request: AnyRequest, signed_in: SignedIn, deed: str) -> Caller:
    """A super admin is in the house, unless the header names a hotel and a reason is given."""
    named = _named_by_header(request)
    if not named:
        return Caller(signed_in=signed_in, tenant_id=None, reason=None, deed=deed)
    reason = act_reason(request)
    if not reason:
        raise ReasonRequiredError(details=_missing("x-act-reason"))
    async with office_of(request).for_house() as opened:
        tenant = await tenants.get_named(opened, named[0])
    must_name_only(named + _named_by_query(request), tenant.id, tenant.slug)
    structlog.contextvars.bind_contextvars(tenant_id=str(tenant.id))
    return Caller(signed_in=signed_in, tenant_id=tenant.id, reason=reason, deed=deed)


def _named_by_header(request: AnyRequest) -> list[str]:
    return [name.strip() for name in request.headers.getall("x-tenant-slug", []) if name.strip()]


def _named_by_query(request: AnyRequest) -> list[str]:
    return [name for key in ("tenant", "tenant_id") for name in request.query_params.getall(key, []) if name]


def must_name_only(names: list[str], tenant_id: UUID, slug: str | None) -> None:
    """Raises `TenantMismatchError`. Whether the other hotel exists makes no difference, so it is never looked for."""
    if any(name.lower() not in {str(tenant_id), (slug or "").lower()} for name in names):
        raise TenantMismatchError


def _subdomain(host: str, base_domain: str | None) -> str | None:
    """`hotel-ipanema` of `hotel-ipanema.example.com`; an address or a host elsewhere names no hotel."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    label, _, rest = name.lower().rstrip(".").partition(".")
    is_ours = base_domain is not None and rest == base_domain.lower()
    return label if is_ours and label and label not in _NO_TENANT else None


def act_reason(request: AnyRequest) -> str | None:
    """Why a super admin acts. Headers are bytes; people write their reasons in UTF-8."""
    return request.headers.get("x-act-reason", "").encode("latin-1", "replace").decode("utf-8", "replace").strip()[:500] or None


def _missing(*headers: str) -> tuple[Detail, ...]:
    return tuple(Detail(f"header.{header}", "detail-missing", "missing") for header in headers)
