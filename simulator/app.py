"""The whole simulator as one ASGI app: the Graph server for everybody, control and phone for this machine alone."""

from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

import msgspec
from litestar import Litestar, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException

from simulator.asgi import App, Receive, Scope, Send
from simulator.bursts import Bursts
from simulator.control import files, guests, house, page, phone, refusals, telling, templates
from simulator.graph.calls import Answer
from simulator.graph.door import GraphDoor, say
from simulator.meta import Meta

LOCAL_NAMES = frozenset(("localhost", "127.0.0.1", "::1", "testserver"))


class Simulator:
    """`meta` is started and stopped by the lifespan; a test without one does it itself."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self._graph = GraphDoor(meta)
        self._control = cast("App", control_app(meta))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._control(scope, receive, send)
        elif scope["path"] != "/" and not scope["path"].startswith(("/_sim", "/phone")):
            await self._graph(scope, receive, send)
        elif trouble := stranger(scope):
            await say(send, Answer(status=403, content={"error": {"status": 403, "message": trouble}}))
        else:
            await self._control(scope, receive, send)


def control_app(meta: Meta) -> Litestar:
    bursts = Bursts(meta)
    handlers = [
        *(guests.write, guests.read, guests.describe, guests.guests, guests.sent, guests.thread),
        *(files.put_up, files.look_at),
        *(telling.list_examples, telling.push, telling.tell_status, telling.call),
        *(phone.write, phone.share_past, phone.keep_contacts),
        *(templates.templates, templates.make, templates.change, templates.forget, templates.limit),
        *(house.health, house.numbers, house.put_number, house.delete_number, house.faults, house.put_faults),
        *(house.switches, house.put_switches, house.pushes, house.burst, house.burst_report, house.reset),
    ]
    return Litestar(
        route_handlers=[Router("/_sim", route_handlers=handlers), page.phone, page.phone_file, page.events],
        dependencies={
            "meta": Provide(lambda: meta, sync_to_thread=False),
            "bursts": Provide(lambda: bursts, sync_to_thread=False),
        },
        exception_handlers={HTTPException: refusals.on_http_error, msgspec.ValidationError: refusals.on_misfit},
        on_startup=[meta.start],
        on_shutdown=[meta.stop],
        openapi_config=None,
        logging_config=None,
    )


def stranger(scope: Scope) -> str | None:
    """Why this caller may not use control and phone: it is not on this machine, or a web page of elsewhere sent it."""
    client = scope.get("client")
    headers = dict(scope["headers"])
    if client is None or not _is_loopback(client[0]) or b"x-forwarded-for" in headers or b"forwarded" in headers:
        return "The control API and the phone answer callers on this machine only."
    host = _name(b"//" + headers.get(b"host", b""))
    origin = headers.get(b"origin")
    if host not in LOCAL_NAMES or (origin is not None and _name(origin) not in LOCAL_NAMES):
        return "The control API and the phone answer pages of this machine only."
    return None


def _is_loopback(address: str) -> bool:
    try:
        peer = ip_address(address)
        return (getattr(peer, "ipv4_mapped", None) or peer).is_loopback
    except ValueError:
        return False


def _name(url: bytes) -> str:
    try:
        return urlsplit(url.decode("latin-1")).hostname or ""
    except ValueError:
        return ""
