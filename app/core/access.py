"""The outermost layer of every door: a request id, and one log line for what was answered."""

import re
import time
from typing import Final

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from prometheus_client import Histogram

from app.core.ids import new_id

log = structlog.get_logger()

_SECONDS = Histogram(
    "recado_http_request_seconds",
    "How long answers took, by method and the first digit of their status.",
    ["method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

_OURS: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")
# Asked every few seconds by machines; a line each would bury the rest.
_QUIET: Final = ("/health", "/metrics", "/web/", "/webhooks/whatsapp")


class Access:
    """Names the request for logs and answers; paths are logged without the query, which may carry a token."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope["state"]["request_id"] = request_id
        started, status = time.perf_counter(), 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        await self._app(scope, receive, send_named)
        seconds = time.perf_counter() - started
        _SECONDS.labels(scope["method"] if scope["method"] in _METHODS else "other", f"{status // 100}xx").observe(seconds)
        if not scope["path"].startswith(_QUIET) or status >= 500:
            log.info("request", method=scope["method"], path=scope["path"], status=status, ms=round(seconds * 1000, 1))


def _request_id(scope: HTTPScope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode() if _OURS.fullmatch(given) else str(new_id())
