"""Whether this process lives, whether it can serve, and what it has counted.

Ready means PostgreSQL is there. Redis away is degraded and not down: messages are still taken in
and answered, only later, so no balancer may take us out for it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from typing import Any, Final

import msgspec
from litestar import Request, Response, get
from prometheus_client import CONTENT_TYPE_LATEST
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app.core.answers import error_body, request_id_of
from app.core.errors import DatabaseUnavailableError, NotFoundError
from app.core.i18n import locale_of
from app.core.scrape import Scrape

VITAL: Final = "postgres"
PATIENCE_SECONDS: Final = 2.0

Check = Callable[[], Awaitable[object]]
_AnyRequest = Request[Any, Any, Any]


class Dependency(msgspec.Struct, frozen=True):
    """How one of the parts we lean on is: `up` or `down`, and how long it took to say so."""

    status: str
    ms: float


class Alive(msgspec.Struct, frozen=True):
    status: str = "ok"


class Ready(msgspec.Struct, frozen=True):
    """`ready`, `degraded` (Redis is away: later, but nothing is lost) or `down`."""

    status: str
    dependencies: dict[str, Dependency]


@get("/health", tags=["Operations"], summary="Liveness", sync_to_thread=False)
def health() -> Alive:
    """This process answers; it says nothing of what it leans on."""
    return Alive()


@get("/health/ready", tags=["Operations"], summary="Readiness, by dependency")
async def ready(request: _AnyRequest) -> Response[Ready | dict[str, Any]]:
    """503 only when PostgreSQL is away; the error body then names the dependencies too."""
    checks: Mapping[str, Check] = request.app.state.checks
    found = dict(zip(checks, await asyncio.gather(*map(_asked, checks.values())), strict=True))
    if found[VITAL].status == "up":
        all_up = all(dependency.status == "up" for dependency in found.values())
        return Response(Ready("ready" if all_up else "degraded", found))
    locale = locale_of(request.headers.get("accept-language"))
    body = msgspec.to_builtins(error_body(DatabaseUnavailableError(), locale, request_id_of(request.scope)))
    return Response(body | msgspec.to_builtins(Ready("down", found)), status_code=503)


@get("/metrics", include_in_schema=False)
async def metrics(request: _AnyRequest) -> Response[bytes]:
    """Prometheus, for who stands on our own network; nginx does not pass it on, and what it forwards gets nothing."""
    peer = request.client.host if request.client else ""
    if "x-forwarded-for" in request.headers or not (peer and ip_address(peer).is_private):
        raise NotFoundError("/metrics")
    scrape: Scrape = request.app.state.scrape
    return Response(await scrape.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _asked(check: Check) -> Dependency:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await check()
        status = "up"
    except (OSError, RedisError, SQLAlchemyError):
        status = "down"
    return Dependency(status, round((time.perf_counter() - started) * 1000, 1))


routes: list[Any] = [health, ready, metrics]
