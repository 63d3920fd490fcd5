"""The API process: every door, mounted on one application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import socketio
from litestar import Litestar, asgi
from litestar.datastructures import State
from litestar.types import Receive, Scope, Send

from app.assembly import open_office
from app.channels import routes as channels
from app.channels.proof import open_prover
from app.contacts import routes as contacts
from app.conversations import routes as conversations
from app.conversations import sockets as conversation_sockets
from app.core import health
from app.core.access import Access
from app.core.answers import answer
from app.core.requests import LenientRequest
from app.core.scrape import Scrape
from app.inbox import console as inbox_console
from app.inbox import gauges as inbox_gauges
from app.inbox import routes as inbox
from app.media import gauges as media_gauges
from app.media import routes as media
from app.media import upload_doors
from app.messages import attachment_doors
from app.messages import routes as messages
from app.messages import sockets as message_sockets
from app.messages.arriving import history_doors
from app.messages.composing import offer_doors
from app.messages.sending import outbox_doors, outcome_doors
from app.notices import routes as notices
from app.outbox import gauges as outbox_gauges
from app.realtime import sockets as realtime_sockets
from app.realtime.janitor import Janitor
from app.realtime.line import Line
from app.realtime.places import Places
from app.realtime.server import create_server
from app.realtime.switchboard import Switchboard
from app.schedules import routes as schedules
from app.sessions import routes as sessions
from app.sessions.authority import Authority
from app.sessions.gate import dependencies, open_gate
from app.settings import Settings
from app.templates import library_doors
from app.templates import routes as templates
from app.users import routes as users
from app.web import docs, openapi
from app.web import routes as web

JSON_BODY_BYTES = 1_000_000
DOORS: list[Any] = [
    *inbox.routes,
    *inbox_console.routes,
    *sessions.routes,
    *users.routes,
    *channels.routes,
    *notices.routes,
    *templates.routes,
    *library_doors.routes,
    *contacts.routes,
    *conversations.routes,
    *messages.routes,
    *schedules.routes,
    *history_doors.routes,
    *offer_doors.routes,
    *attachment_doors.routes,
    *outcome_doors.routes,
    *outbox_doors.routes,
    *media.routes,
    *upload_doors.routes,
    *health.routes,
    *docs.routes,
    *web.routes,
]


def create_app(settings: Settings) -> Litestar:
    """The whole product behind one ASGI callable; everything it holds opens and closes with its lifespan."""
    switchboard = Switchboard(settings.redis_url)
    server = create_server(settings, switchboard)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with (
            open_office(settings, name="api", emitter=switchboard) as office,
            open_gate(app.state, settings, office),
            open_prover(app.state, settings),
            open_line(Line(server, switchboard, office), app.state),
            inbox.open_door(app.state, settings, office),
            media.open_door(app.state, settings),
            upload_doors.open_reception(app.state, settings),
        ):
            yield

    socket_door = socketio.ASGIApp(server, socketio_path=None)

    @asgi("/socket.io", is_mount=True, copy_scope=False)
    async def sockets(scope: Scope, receive: Receive, send: Send) -> None:
        await socket_door(scope, receive, send)

    return Litestar(
        route_handlers=[sockets, *DOORS],
        dependencies=dependencies(),
        request_class=LenientRequest,
        lifespan=[lifespan],
        middleware=[Access],
        exception_handlers={Exception: answer},
        request_max_body_size=JSON_BODY_BYTES,
        state=State({"settings": settings}),
        openapi_config=openapi.config(),
        # `core.logging` has set it up; the framework's own would take uvicorn's lines away from it.
        logging_config=None,
    )


@asynccontextmanager
async def open_line(line: Line, state: State) -> AsyncIterator[None]:
    """The live line with every room's handlers on it, for as long as the process serves."""
    authority: Authority = state.authority
    places = Places(line)
    janitor = Janitor(line, places)
    realtime_sockets.register(line, authority, places)
    conversation_sockets.register(line, places)
    message_sockets.register(line)
    authority.on_ended(janitor.ended)
    state.checks = {"postgres": line.office.ping, "redis": line.switchboard.voice.ping}
    state.line = line
    state.scrape = Scrape(line.office, [inbox_gauges.read, outbox_gauges.read, media_gauges.read])
    line.open()
    try:
        async with janitor.working():
            yield
    finally:
        await line.close()


def front(app: Litestar) -> inbox.Porch:
    """What a server is given: the app with its porch, where Meta's webhooks are taken in."""
    return inbox.Porch(app)
