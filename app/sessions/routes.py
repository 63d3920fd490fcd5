"""The doors of signing in and out."""

from typing import Any, Final

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.errors import (
    InvalidCredentialsError,
    RateLimitedError,
    SessionEndedError,
    TenantNotFoundError,
    TenantSuspendedError,
    TrialEndedError,
    UnauthorizedError,
)
from app.core.i18n import locale_of, text
from app.core.origins import is_ours
from app.core.permissions import RIGHTS
from app.core.refused import refusals
from app.sessions import gate
from app.sessions.desk import Desk
from app.sessions.gate import BEFORE_PASSWORD_CHANGE, Caller
from app.sessions.schemas import ChangePassword, Me, Refresh, Said, SignIn, TokenPair
from app.settings import Settings
from app.tenants import queries as tenants
from app.tenants.schemas import TenantView
from app.users import queries as users

COOKIE: Final = "recado_refresh"
_TAGS: Final = ["Sign-in"]
_AnyRequest = Request[Any, Any, Any]


@post(
    "/auth/login",
    status_code=200,
    tags=_TAGS,
    summary="Sign in",
    responses=refusals(
        InvalidCredentialsError, RateLimitedError, TenantNotFoundError, TenantSuspendedError, TrialEndedError, signed_in=False
    ),
)
async def login(request: _AnyRequest, data: JSONBody[SignIn]) -> Response[TokenPair]:
    """The hotel is named by `X-Tenant-Slug`, `?tenant=` or the subdomain; with none named it is a super admin.

    The refresh token comes in the body and as an HttpOnly cookie; browsers use the cookie alone.
    Five failed tries within 15 minutes from one address for one e-mail, and the door waits.
    """
    pair = await _desk(request).sign_in(data, gate.hotel_named(request), gate.device_of(request))
    return _with_cookie(request, pair)


@post(
    "/auth/refresh",
    status_code=200,
    tags=_TAGS,
    summary="Renew both tokens",
    responses=refusals(UnauthorizedError, SessionEndedError, TenantSuspendedError, TrialEndedError, signed_in=False),
)
async def refresh(request: _AnyRequest, data: JSONBody[Refresh | None] = None) -> Response[TokenPair]:
    """The refresh token is spent by this and its successor comes back.

    For ten seconds the same device gets the same successor again, in case an answer was lost;
    after that, the use of a spent token ends the whole session.
    """
    token = _refresh_token(request, data)
    if token is None:
        raise UnauthorizedError
    return _with_cookie(request, await _desk(request).refresh(token, gate.device_of(request)))


@post(
    "/auth/logout",
    status_code=200,
    tags=_TAGS,
    summary="Sign out",
    opt={BEFORE_PASSWORD_CHANGE: True},
    responses=refusals(UnauthorizedError, signed_in=False),
)
async def logout(request: _AnyRequest, data: JSONBody[Refresh | None] = None) -> Response[Said]:
    """Ends the session of the refresh token (body or cookie), or else of the access token."""
    token = _refresh_token(request, data)
    sid = None if token else (await gate.caller(request)).actor.sid
    await _desk(request).sign_out(token, sid)
    said = text(locale_of(request.headers.get("accept-language")), "signed-out")
    return Response(Said(said), cookies=_cookies(request, "", 0))


@post(
    "/auth/change-password",
    status_code=200,
    tags=_TAGS,
    summary="Change one's password",
    opt={BEFORE_PASSWORD_CHANGE: True},
    responses=refusals(RateLimitedError),
)
async def change_password(request: _AnyRequest, data: JSONBody[ChangePassword], caller: NamedDependency[Caller]) -> Said:
    """Ends all other sessions of the person; this one goes on."""
    await _desk(request).change_password(caller.signed_in, data, gate.device_of(request))
    return Said(text(locale_of(request.headers.get("accept-language")), "password-changed"))


@get("/auth/me", tags=_TAGS, summary="Who is signed in", opt={BEFORE_PASSWORD_CHANGE: True}, responses=refusals())
async def me(request: _AnyRequest, caller: NamedDependency[Caller]) -> Me:
    """The person, the hotel they act in (null for a super admin in the house), and their rights."""
    office = gate.office_of(request)
    async with office.for_house() as house:
        person = await users.get_person(house, caller.actor.user_id, caller.signed_in.tenant_id)
    rights = sorted(RIGHTS[caller.actor.role])
    if caller.tenant_id is None:
        return Me(person, None, rights)
    async with caller.work(office) as work:
        return Me(person, TenantView.of(await tenants.own(work)), rights)


def _desk(request: _AnyRequest) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _refresh_token(request: _AnyRequest, data: Refresh | None) -> str | None:
    given = data.refresh_token if data else None
    return given or (None if _is_elsewhere(request) else request.cookies.get(COOKIE)) or None


def _with_cookie(request: _AnyRequest, pair: TokenPair) -> Response[TokenPair]:
    seconds = int(_desk(request).lasting.refresh.total_seconds())
    return Response(pair, cookies=_cookies(request, pair.refresh_token, seconds), headers={"Cache-Control": "no-store"})


def _cookies(request: _AnyRequest, value: str, seconds: int) -> list[Cookie]:
    if _is_elsewhere(request):
        return []
    secure = _settings(request).is_production
    return [Cookie(key=COOKIE, value=value, path="/auth", max_age=seconds, httponly=True, samesite="strict", secure=secure)]


def _is_elsewhere(request: _AnyRequest) -> bool:
    """A stranger's page neither uses the browser's cookie nor changes it: it would sign people out, or in as somebody else.

    `SameSite` alone lets in whatever stands under the same domain.
    """
    origin = request.headers.get("origin")
    return origin is not None and not is_ours(origin, request.headers.get("host", ""), _settings(request).frontend_url)


def _settings(request: _AnyRequest) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


routes: list[Any] = [login, refresh, logout, change_password, me]
