"""The sockets of this process: who is at the other end, what they may say, and how we answer.

The rooms of the trade hang their handlers on it in their `sockets.py`; this file carries and
knows nothing of conversations.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import socketio
import structlog

from app.core.answers import as_app_error, error_body
from app.core.errors import AppError, InternalError
from app.core.ids import new_id
from app.core.permissions import Actor
from app.core.work import Office
from app.realtime.speaker import Hint, Speaker, written
from app.realtime.switchboard import Switchboard

log = structlog.get_logger()


# Whether the client asked for an acknowledgement of the event that is being handled.
asked: ContextVar[bool] = ContextVar("asked", default=False)


class Visitor(msgspec.Struct, eq=False):
    """Somebody at the other end of a socket, with the rights of now."""

    sid: str
    actor: Actor
    tenant_id: UUID
    expires_at: datetime
    locale: str
    since_ms: int
    viewing: set[UUID] = msgspec.field(default_factory=set)
    typed_at: deque[float] = msgspec.field(default_factory=deque)


Handler = Callable[[Visitor, Any], Awaitable[Any]]
Greeting = Callable[[Visitor], Awaitable[int]]
Farewell = Callable[[Visitor], Awaitable[None]]
# What a room wants done again and again while the process serves, and every how many seconds.
Round = tuple[float, Callable[[], Awaitable[None]]]


class Line:
    """The process's end of the live line, with what handlers need to answer."""

    def __init__(self, server: socketio.AsyncServer, switchboard: Switchboard, office: Office) -> None:
        self.server = server
        self.switchboard = switchboard
        self.office = office
        self.visitors: dict[str, Visitor] = {}
        self.greetings: list[Greeting] = []
        self.farewells: list[Farewell] = []
        self.rounds: list[Round] = []
        self._speaker = Speaker(switchboard)
        self._tasks: set[asyncio.Task[Any]] = set()

    def hear(self, names: Iterable[str], handler: Handler) -> None:
        """Hangs a handler on events. It may return the answer, and raise any `AppError`."""

        async def heard(sid: str, *payload: Any) -> Any:  # noqa: ANN401 - JSON values
            visitor = self.visitors.get(sid)
            if visitor is None:
                return None
            (outcome,) = await asyncio.gather(handler(visitor, payload[0] if payload else None), return_exceptions=True)
            if isinstance(outcome, Exception):
                return await self.refuse(visitor, outcome)
            if isinstance(outcome, BaseException):
                raise outcome
            return msgspec.to_builtins(outcome)

        for name in names:
            self.server.on(name, heard)

    async def tell(self, sid: str, event: str, body: Any) -> None:  # noqa: ANN401 - JSON values
        """Says something to one socket of this process."""
        await self.server.emit(event, msgspec.to_builtins(body), to=sid, ignore_queue=True)

    async def refuse(self, visitor: Visitor, fault: Exception) -> dict[str, Any]:
        """Tells the socket the error body, which is the acknowledgement too, if one was asked for."""
        body = self.body_of(fault, visitor.locale)
        await self.tell(visitor.sid, "error", body)
        return body

    def body_of(self, fault: Exception, locale: str) -> dict[str, Any]:
        error: AppError = as_app_error(fault, identifier="")
        if isinstance(error, InternalError):
            log.error("socket.failed", exc_info=fault)
        body: dict[str, Any] = msgspec.to_builtins(error_body(error, locale, str(new_id())))
        return body

    def hint(self, event: str, body: dict[str, Any], room: str, *, skip_sid: str | None = None) -> None:
        """Says something to a room, in all processes; never waits."""
        self._speaker.hint(Hint(event, written(body), [room], skip_sid))

    async def enter(self, visitor: Visitor, rooms: Iterable[str]) -> None:
        for room in rooms:
            await self.server.enter_room(visitor.sid, room)

    async def leave(self, visitor: Visitor, room: str) -> None:
        await self.server.leave_room(visitor.sid, room)

    async def dismiss(self, visitor: Visitor, reason: AppError) -> None:
        """Says why, and ends the socket."""
        await self.tell(visitor.sid, "error", self.body_of(reason, visitor.locale))
        await self.server.disconnect(visitor.sid, ignore_queue=True)

    def later(self, errand: Awaitable[Any]) -> None:
        """Runs something that the socket need not wait for; what fails is logged."""
        task = asyncio.ensure_future(errand)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def open(self) -> None:
        # Subscribed before the first socket comes, not because of it: it would miss what is said meanwhile.
        self.server.manager_initialized = True
        self.switchboard.initialize()
        self._speaker.start()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._speaker.stop()
        await self.server.shutdown()
        await self.switchboard.close()

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (flaw := task.exception()) is not None:
            log.error("socket.errand_failed", exc_info=flaw)
