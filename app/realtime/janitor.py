"""Ends the sockets whose time is over, whose reader has stopped reading, or that never said who they are."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import structlog
from prometheus_client import Counter, Gauge

from app.core.clock import now
from app.core.errors import SessionEndedError, TokenExpiredError
from app.realtime.line import Line, Visitor
from app.realtime.places import Places

log = structlog.get_logger()

ROUND_SECONDS: Final = 0.25
REMIND_SECONDS: Final = 15.0
# What may wait for one reader. More means that it has stopped reading: it resumes from the log.
MOST_UNREAD: Final = 500
# Between the opening of a connection and its CONNECT packet, which carries the token.
SAY_WHO_SECONDS: Final = 10.0

_sockets = Gauge("recado_sockets", "Sockets of signed-in people", multiprocess_mode="livesum")
_stalled = Counter("recado_sockets_stalled_total", "Sockets closed because their reader had stopped reading")


class Janitor:
    """One per process. `ended` is for `Authority.on_ended`."""

    def __init__(self, line: Line, places: Places) -> None:
        self._line = line
        self._places = places
        self._nameless: dict[str, float] = {}

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        rounds = [(ROUND_SECONDS, self._round), (REMIND_SECONDS, self._remind), *self._line.rounds]
        tasks = [asyncio.create_task(_again_and_again(seconds, make)) for seconds, make in rounds]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def ended(self, sids: frozenset[UUID]) -> None:
        """Ends the sockets of sessions that ended."""
        for visitor in list(self._line.visitors.values()):
            if visitor.actor.sid in sids:
                await self._line.dismiss(visitor, SessionEndedError())

    async def _round(self) -> None:
        moment = now()
        engine: dict[str, Any] = self._line.server.eio.sockets
        for visitor in list(self._line.visitors.values()):
            if moment >= visitor.expires_at:
                await self._line.dismiss(visitor, TokenExpiredError())
            elif self._has_stalled(visitor, engine):
                await self._line.server.disconnect(visitor.sid, ignore_queue=True)
        _sockets.set(len(self._line.visitors))
        await self._show_strangers_out(engine)

    def _has_stalled(self, visitor: Visitor, engine: dict[str, Any]) -> bool:
        socket = engine.get(self._line.server.manager.eio_sid_from_sid(visitor.sid, "/"))
        if socket is None or socket.queue.qsize() <= MOST_UNREAD:
            return False
        _stalled.inc()
        log.warning("socket.stalled", user_id=str(visitor.actor.user_id))
        return True

    async def _show_strangers_out(self, engine: dict[str, Any]) -> None:
        """A connection that was refused, or never said CONNECT, keeps no place."""
        moment, manager = time.monotonic(), self._line.server.manager
        nameless = {engine_sid for engine_sid in engine if manager.sid_from_eio_sid(engine_sid, "/") is None}
        self._nameless = {engine_sid: self._nameless.get(engine_sid, moment) for engine_sid in nameless}
        for engine_sid, since in self._nameless.items():
            if moment - since > SAY_WHO_SECONDS:
                await self._line.server.eio.disconnect(engine_sid)

    async def _remind(self) -> None:
        if self._line.visitors:
            await self._places.remember(list(self._line.visitors.values()))


async def _again_and_again(seconds: float, make: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        # A round that fails must not end the work: the next one comes anyway.
        (flaw,) = await asyncio.gather(make(), return_exceptions=True)
        if isinstance(flaw, Exception):
            log.error("round.failed", exc_info=flaw)
