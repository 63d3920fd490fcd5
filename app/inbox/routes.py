"""The webhook's door as Meta sees it: the handshake, and 200 once everything is stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import asgi
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


@asgi("/webhooks/whatsapp", copy_scope=False)
async def whatsapp(scope: Scope, receive: Receive, send: Send) -> None:
    """A bare ASGI door: an ordinary one would halve what it can take."""
    if scope["type"] != ScopeType.HTTP:
        raise MethodNotAllowedError
    door: Door = scope["litestar_app"].state.webhook_door
    answer = b""
    match scope["method"]:
        case "POST":
            await door.take_in(scope, receive)
        case "GET":
            answer = door.shake_hands(scope["query_string"]).encode()
        case _:
            raise MethodNotAllowedError
    await send(_start(answer))
    await send(HTTPResponseBodyEvent(type="http.response.body", body=answer, more_body=False))


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
