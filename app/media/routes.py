"""The door to files: whoever holds a signed address gets its bytes, whole or in part, and nothing else."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, Final
from urllib.parse import parse_qs, quote

import structlog
from litestar import asgi
from litestar.datastructures import Headers, State
from litestar.enums import ScopeType
from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Receive, Scope, Send

from app.core.errors import MethodNotAllowedError, NotFoundError
from app.media.addresses import PATH, QUERY, Signer, Ticket
from app.media.ranges import Span, UnsatisfiableError, wanted
from app.media.storage import FileMissingError, Storage, open_storage
from app.settings import Settings

log = structlog.get_logger()

_SHOWN: Final = ("image/", "audio/", "video/")
_PDF: Final = "application/pdf"
# What a guest sent is shown and never run. A sandbox would also shut out the browser's own PDF reader.
_POLICY: Final = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\]+")


@asgi(PATH, copy_scope=False)
async def file(scope: Scope, receive: Receive, send: Send) -> None:
    """`GET` and `HEAD`, with ranges; 404 for every address that is forged or over."""
    if scope["type"] != ScopeType.HTTP or scope["method"] not in {"GET", "HEAD"}:
        raise MethodNotAllowedError
    state, headers = scope["litestar_app"].state, Headers.from_scope(scope)
    signer: Signer = state.media_signer
    ticket = signer.open(_ticket_in(scope["query_string"]))
    told = _headers(ticket)
    try:
        span = _span(headers, ticket)
    except UnsatisfiableError:
        await _say(send, 416, told | {"content-range": f"bytes */{ticket.size}", "content-length": "0"})
        return
    if headers.get("if-none-match") == ticket.etag:
        await _say(send, 304, told)
        return
    start, end = span or Span(0, ticket.size)
    told["content-length"] = str(end - start)
    if span:
        told["content-range"] = f"bytes {start}-{end - 1}/{ticket.size}"
    if scope["method"] == "HEAD":
        await _say(send, 206 if span else 200, told)
        return
    await _stream(state.media_storage, ticket.key, Span(start, end), _Line(receive, send, 206 if span else 200, told))


@asynccontextmanager
async def open_door(state: State, settings: Settings) -> AsyncIterator[None]:
    """The store, and the key of our addresses."""
    state.media_storage = open_storage(settings)
    state.media_signer = Signer(settings.jwt_secret)
    yield


class _Line:
    """One reader: what to say first, and whether somebody still listens."""

    def __init__(self, receive: Receive, send: Send, status: int, headers: dict[str, str]) -> None:
        self._receive, self._send = receive, send
        self._status, self._headers = status, headers

    async def begin(self) -> None:
        await self._send(_start(self._status, self._headers))

    async def say(self, piece: bytes, *, is_last: bool = False) -> None:
        await self._send(HTTPResponseBodyEvent(type="http.response.body", body=piece, more_body=not is_last))

    async def until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


async def _stream(storage: Storage, key: str, span: Span, line: _Line) -> None:
    """Piece by piece: a film of a hundred megabytes costs no more memory than a picture."""
    gone = asyncio.create_task(line.until_gone())
    is_begun = False
    try:
        async with aclosing(storage.read(key, *span)) as pieces:
            async for piece in pieces:
                if not is_begun:
                    await line.begin()
                    is_begun = True
                await line.say(piece)
                if gone.done():
                    return
        await line.say(b"", is_last=True)
    except FileMissingError as error:
        log.exception("media.file_missing", key=key)
        raise NotFoundError(PATH) from error
    finally:
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)


def _ticket_in(query_string: bytes) -> str:
    return parse_qs(query_string.decode("latin-1")).get(QUERY, [""])[0]


def _span(headers: Headers, ticket: Ticket) -> Span | None:
    """A range only counts for the content that the reader has a part of already."""
    if headers.get("if-range", ticket.etag) != ticket.etag:
        return None
    return wanted(headers.get("range"), ticket.size)


def _headers(ticket: Ticket) -> dict[str, str]:
    is_shown = ticket.content_type.startswith(_SHOWN) or ticket.content_type == _PDF
    is_text = ticket.content_type.startswith("text/")
    return {
        "content-type": f"{ticket.content_type}; charset=utf-8" if is_text else ticket.content_type,
        "content-disposition": _disposition("inline" if is_shown else "attachment", ticket.filename),
        "content-security-policy": _POLICY if ticket.content_type == _PDF else f"{_POLICY}; sandbox",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-site",
        "referrer-policy": "no-referrer",
        "cache-control": "private, max-age=300",
        "accept-ranges": "bytes",
        "etag": ticket.etag,
    }


def _disposition(way: str, filename: str | None) -> str:
    """The guest's name for it, without what could lead a program astray (RFC 5987 for what is not ASCII)."""
    name = _STRANGE.sub("_", filename or "").strip(" .")[:150]
    if not name:
        return way
    plain = re.sub(r'[^ -~]|["%;]', "_", name)
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _start(status: int, headers: dict[str, str]) -> HTTPResponseStartEvent:
    told = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return HTTPResponseStartEvent(type="http.response.start", status=status, headers=told)


async def _say(send: Send, status: int, headers: dict[str, str]) -> None:
    await send(_start(status, headers))
    await send(HTTPResponseBodyEvent(type="http.response.body", body=b"", more_body=False))


routes: list[Any] = [file]
