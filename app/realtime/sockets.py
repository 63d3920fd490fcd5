"""A socket's life: who may connect, what it hears first, and how it ends."""

import asyncio
from typing import Any
from urllib.parse import parse_qs

import structlog
from socketio.exceptions import ConnectionRefusedError as HandshakeRefusedError

from app.core.clock import now
from app.core.errors import PasswordChangeRequiredError, UnauthorizedError
from app.core.i18n import locale_of, text
from app.realtime import queries
from app.realtime.line import Line, Visitor
from app.realtime.places import Places
from app.realtime.schemas import Connected, Pong
from app.realtime.speaker import tenant_room, user_room
from app.sessions.authority import Authority
from app.sessions.gate import must_name_only

log = structlog.get_logger()


def register(line: Line, authority: Authority, places: Places) -> None:
    """Connect, ping and disconnect."""

    async def connect(sid: str, environ: dict[str, Any], auth: object = None) -> None:
        locale = locale_of(environ.get("HTTP_ACCEPT_LANGUAGE"))
        (found,) = await asyncio.gather(_recognise(authority, sid, environ, auth), return_exceptions=True)
        if isinstance(found, Visitor):
            line.visitors[sid] = found
            # After this handler the library says CONNECT; only then may anything else be said.
            line.later(_greet(line, found, places))
        elif isinstance(found, Exception):
            body = line.body_of(found, locale)
            raise HandshakeRefusedError(body["code"], body)
        else:
            raise found

    async def disconnect(sid: str, _reason: str = "") -> None:
        visitor = line.visitors.pop(sid, None)
        if visitor is not None:
            line.later(_say_goodbye(line, visitor, places))

    async def ping(visitor: Visitor, _payload: object) -> Pong:
        pong = Pong()
        await line.tell(visitor.sid, "pong", pong)
        return pong

    line.server.on("connect", connect)
    line.server.on("disconnect", disconnect)
    line.hear(["ping"], ping)


async def _recognise(authority: Authority, sid: str, environ: dict[str, Any], auth: object) -> Visitor:
    token = _token(environ, auth)
    if not token:
        raise UnauthorizedError
    signed_in = await authority.whose(token)
    if signed_in.tenant_id is None:
        # The live line is a hotel's own; the house's people read by the API, with a reason.
        raise UnauthorizedError
    must_name_only(_hotels_named(environ), signed_in.tenant_id, signed_in.tenant_slug)
    if signed_in.must_change_password:
        raise PasswordChangeRequiredError
    return Visitor(
        sid=sid,
        actor=signed_in.actor,
        tenant_id=signed_in.tenant_id,
        expires_at=signed_in.expires_at,
        locale=locale_of(environ.get("HTTP_ACCEPT_LANGUAGE")),
        since_ms=int(now().timestamp() * 1000),
    )


def _token(environ: dict[str, Any], auth: object) -> str:
    """From the handshake, or from the query for old clients (which is why paths are logged without it)."""
    given = auth.get("token") if isinstance(auth, dict) else None
    named = parse_qs(environ.get("QUERY_STRING", "")).get("token", [""])[0]
    return (given if isinstance(given, str) and given else named).removeprefix("Bearer ").strip()


def _hotels_named(environ: dict[str, Any]) -> list[str]:
    asked = parse_qs(environ.get("QUERY_STRING", ""))
    named = [environ.get("HTTP_X_TENANT_SLUG", ""), *asked.get("tenant", []), *asked.get("tenant_id", [])]
    return [name.strip() for name in named if name.strip()]


async def _greet(line: Line, visitor: Visitor, places: Places) -> None:
    """Rooms first, then the state: what is committed in between arrives twice rather than never."""
    while not line.server.manager.is_connected(visitor.sid, "/"):
        if visitor.sid not in line.visitors:
            return
        await asyncio.sleep(0)
    await line.enter(visitor, [user_room(visitor.actor.user_id), tenant_room(visitor.tenant_id)])
    (outcome,) = await asyncio.gather(_state(line, visitor), return_exceptions=True)
    if not isinstance(outcome, Connected):
        await line.refuse(visitor, outcome if isinstance(outcome, Exception) else UnauthorizedError())
        await line.server.disconnect(visitor.sid, ignore_queue=True)
        return
    await line.tell(visitor.sid, "connected", outcome)
    await places.take(visitor)


async def _state(line: Line, visitor: Visitor) -> Connected:
    unread = sum([await greeting(visitor) for greeting in line.greetings])
    async with line.office.for_tenant(visitor.tenant_id, visitor.actor) as work:
        head = await queries.head(work)
    return Connected(text(visitor.locale, "live-connected"), visitor.actor.user_id, visitor.tenant_id, head, unread)


async def _say_goodbye(line: Line, visitor: Visitor, places: Places) -> None:
    for farewell in line.farewells:
        await farewell(visitor)
    await places.give_up(visitor)
