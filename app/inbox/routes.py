"""The webhook's door as Meta sees it: the handshake, and 200 once everything is stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from litestar import Litestar, asgi
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Receive, Scope, Send

from app.core.errors import MethodNotAllowedError
from app.core.work import Office
from app.inbox.addresses import AddressBook
from app.inbox.bell import Bell
from app.inbox.door import Door
from app.inbox.writer import Writer
from app.settings import Settings

PATH: Final = "/webhooks/whatsapp"
_FAULT: Final = "webhook_fault"
_STORED: Final = HTTPResponseStartEvent(type="http.response.start", status=200, headers=[(b"content-length", b"0")])
_NOTHING: Final = HTTPResponseBodyEvent(type="http.response.body", body=b"", more_body=False)


@asgi(PATH, copy_scope=False)
async def whatsapp(scope: Scope, receive: Receive, send: Send) -> None:
    """The handshake; and webhooks, when nobody stands in the porch."""
    if scope["type"] != ScopeType.HTTP:
        raise MethodNotAllowedError
    if fault := scope["state"].get(_FAULT):
        raise fault
    door: Door = scope["litestar_app"].state.webhook_door
    answer = b""
    match scope["method"]:
        case "POST":
            await door.take_in(scope, receive)
        case "GET":
            answer = (await door.shake_hands(scope["query_string"])).encode()
        case _:
            raise MethodNotAllowedError
    await send(_start(answer))
    await send(HTTPResponseBodyEvent(type="http.response.body", body=answer, more_body=False))


class Porch:
    """Stands before the whole app and takes webhooks in by itself; everything else, and every refusal, goes on to the app.

    The router and the layers that each other door needs cost more than all that a webhook's own door does.
    """

    def __init__(self, app: Litestar) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI, also of other kinds than the app's
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            await self._app.state.webhook_door.take_in(scope, receive)
        except BaseException as fault:
            if not isinstance(fault, Exception):
                raise
            # One handler answers for every fault in the house: it raises again where that handler listens.
            scope.setdefault("state", {})[_FAULT] = fault
            await self._app(scope, receive, send)
            return
        await send(_STORED)
        await send(_NOTHING)


@asynccontextmanager
async def open_door(state: State, settings: Settings, office: Office) -> AsyncIterator[None]:
    """While it is open, the map of numbers keeps itself fresh; nobody leaves in mid-INSERT."""
    book = AddressBook(office, settings.platform_app_secrets, settings.platform_verify_token)
    writer = Writer(office.engine, Bell(office.doorbell))
    state.webhook_door = Door(book, writer)
    await book.refresh()
    keeping = asyncio.create_task(book.keep_fresh())
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await writer.close()


def _start(answer: bytes) -> HTTPResponseStartEvent:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(answer)).encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    return HTTPResponseStartEvent(type="http.response.start", status=200, headers=headers)


routes = [whatsapp]
