"""API processes on real ports, a worker's voice, and browsers that remember what they hear."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import msgspec
import pytest
import socketio
import uvicorn

from app.assembly import open_office
from app.channels.models import Channel
from app.conversations import events as conversation_events
from app.conversations.models import Conversation
from app.core.permissions import Role
from app.core.work import Office
from app.main import create_app
from app.messages import events as message_events
from app.messages.models import Message
from app.realtime.switchboard import Switchboard
from app.settings import Settings
from app.tenants.models import Tenant
from app.users.models import User
from tests import builders

SOON = 5.0
LOGGED = ("message:new", "message:updated", "message:status", "conversation:updated")


class Browser:
    """One socket and all it has heard, in order."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.heard: list[tuple[str, Any]] = []
        self.refusal: Any = None
        self._news = asyncio.Event()
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("*", self._hear)
        self.socket.on("connect_error", self._refused)

    async def connect(self, token: str | None, **options: Any) -> None:
        auth = {"token": token} if token is not None else None
        query = options.pop("query", "")
        await self.socket.connect(self.url + query, auth=auth, **({"transports": ["websocket"], "retry": False} | options))

    async def ask(self, event: str, payload: Any = None) -> Any:  # noqa: ANN401 - JSON values
        return await self.socket.call(event, payload, timeout=SOON)

    def of(self, name: str) -> list[Any]:
        return [body for event, body in self.heard if event == name]

    def logged(self) -> list[tuple[str, Any]]:
        return [(event, body) for event, body in self.heard if event in LOGGED]

    async def until(self, name: str, many: int = 1) -> Any:  # noqa: ANN401 - JSON values
        """The last of `many` events of this name; fails when they do not come soon."""
        async with asyncio.timeout(SOON):
            while len(self.of(name)) < many:
                self._news.clear()
                await self._news.wait()
        return self.of(name)[many - 1]

    async def until_gone(self, within: float = SOON) -> None:
        async with asyncio.timeout(within):
            while self.socket.connected:
                await asyncio.sleep(0.01)

    async def close(self) -> None:
        """At once, also a long poll that the library would wait out, and what a refusal leaves open."""
        await self.socket.eio.disconnect(abort=True)
        if self.socket.eio.http is not None:
            await self.socket.eio.http.close()

    async def _hear(self, event: str, body: Any = None) -> None:  # noqa: ANN401 - JSON values
        self.heard.append((event, body))
        self._news.set()

    async def _refused(self, reason: Any) -> None:  # noqa: ANN401 - JSON values
        self.refusal = reason


class Hotel(msgspec.Struct):
    """A hotel with a number, an attendant and one conversation."""

    tenant: Tenant
    channel: Channel
    attendant: User
    conversation: Conversation


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """An API process of its own but for the loop; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(settings), lifespan="on", log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
        if task.done():
            await task
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await task
    listening.close()


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[str]:
    async with serving(settings) as url:
        yield url


@pytest.fixture
async def worker(settings: Settings) -> AsyncIterator[Office]:
    """A process without sockets, that speaks through Redis alone."""
    voice = Switchboard(settings.redis_url, write_only=True)
    async with open_office(settings, name="worker", emitter=voice) as office:
        yield office
    await voice.close()


@pytest.fixture
async def hotel(worker: Office) -> Hotel:
    return await a_hotel(worker, "hotel-ipanema", "106540352242922")


async def a_hotel(office: Office, slug: str, phone_number_id: str) -> Hotel:
    tenant = await builders.a_tenant(office, slug)
    attendant = await builders.a_user(office, tenant, Role.ATTENDANT)
    channel = await builders.a_channel(office, tenant, phone_number_id)
    return Hotel(tenant, channel, attendant, await builders.a_conversation(office, channel))


@pytest.fixture
async def browsers() -> AsyncIterator[Callable[[str], Browser]]:
    """Opens browsers, and closes them all at the end."""
    opened: list[Browser] = []

    def one(url: str) -> Browser:
        opened.append(Browser(url))
        return opened[-1]

    yield one
    for browser in opened:
        await browser.close()


Enter = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def enter(api: str, browsers: Callable[[str], Browser]) -> Enter:
    """Signs somebody in and connects them; they have heard `connected`."""

    async def one(person: User, url: str = api) -> Browser:
        browser = browsers(url)
        await browser.connect(await token_of(url, person))
        await browser.until("connected")
        return browser

    return one


async def token_of(url: str, person: User) -> str:
    async with httpx.AsyncClient(base_url=url) as client:
        headers = await builders.signed_in(client, person)
    return headers["Authorization"].removeprefix("Bearer ")


async def guest_writes(office: Office, hotel: Hotel, said: str = "Olá", conversation: Conversation | None = None) -> Message:
    """What the inbound worker does, as far as the live line can tell."""
    thread = conversation or hotel.conversation
    message = builders.a_message(thread, said)
    async with office.for_tenant(hotel.tenant.id) as work:
        work.session.add(message)
        await work.session.flush()
        await work.session.execute(builders.LAST_LINE, {"message_id": message.id, "id": thread.id})
        message_events.said(work, [message])
        await conversation_events.updated(work, [thread.id])
    return message


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened
