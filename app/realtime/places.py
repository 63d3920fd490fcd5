"""Three places for each user over all processes, and who is looking at what: kept in Redis, for now only.

Nothing of this is worth a row: when Redis forgets, the next look tells it again; while it is
away, nobody is turned out and nobody is shown.
"""

from typing import Final
from uuid import UUID

import msgspec
import structlog
from redis.exceptions import RedisError

from app.core.errors import ConnectionReplacedError
from app.realtime.line import Line, Visitor

log = structlog.get_logger()

PLACES_PER_USER: Final = 3
_FORGET_AFTER_SECONDS: Final = 24 * 3600


class Seat(msgspec.Struct, frozen=True):
    """One socket, as other processes know it."""

    host_id: str
    sid: str
    user_id: str

    @property
    def name(self) -> str:
        return f"{self.host_id}:{self.user_id}:{self.sid}"

    @classmethod
    def of(cls, name: bytes) -> "Seat":
        host_id, user_id, sid = name.decode().split(":", 2)
        return cls(host_id, sid, user_id)


class Places:
    """Sorted sets of seats. A seat counts only while its process listens."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._redis = line.switchboard.voice

    async def take(self, visitor: Visitor) -> None:
        """Takes a place, and turns out the user's oldest connection when there are too many."""
        key = _places(visitor)
        try:
            await self._sit(key, visitor)
            seats = await self._seats(key)
        except (OSError, RedisError) as error:
            log.warning("places.unknown", error=type(error).__name__)
            return
        for seat in seats[:-PLACES_PER_USER]:
            await self._turn_out(key, seat, visitor)

    async def give_up(self, visitor: Visitor) -> None:
        await self._rise(_places(visitor), visitor)

    async def look_at(self, visitor: Visitor, conversation_id: UUID) -> list[str]:
        """The ids of all users who look at it now, this one included."""
        key = _viewers(visitor.tenant_id, conversation_id)
        try:
            await self._sit(key, visitor)
            return _people(await self._seats(key))
        except (OSError, RedisError):
            return [str(visitor.actor.user_id)]

    async def look_away(self, visitor: Visitor, conversation_id: UUID) -> list[str]:
        """The ids of the users who still look at it."""
        key = _viewers(visitor.tenant_id, conversation_id)
        await self._rise(key, visitor)
        try:
            return _people(await self._seats(key))
        except (OSError, RedisError):
            return []

    async def remember(self, visitors: list[Visitor]) -> None:
        """Tells a Redis that may have forgotten; who sat already keeps the place in the row."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for visitor in visitors:
                keys = [_places(visitor), *(_viewers(visitor.tenant_id, one) for one in visitor.viewing)]
                for key in keys:
                    pipe.zadd(key, {self._seat(visitor).name: visitor.since_ms}, nx=True)
                    pipe.expire(key, _FORGET_AFTER_SECONDS)
            try:
                await pipe.execute()
            except (OSError, RedisError) as error:
                log.warning("places.unknown", error=type(error).__name__)

    async def _sit(self, key: str, visitor: Visitor) -> None:
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.zadd(key, {self._seat(visitor).name: visitor.since_ms})
            pipe.expire(key, _FORGET_AFTER_SECONDS)
            await pipe.execute()

    async def _rise(self, key: str, visitor: Visitor) -> None:
        try:
            await self._redis.zrem(key, self._seat(visitor).name)
        except (OSError, RedisError) as error:
            log.warning("places.unknown", error=type(error).__name__)

    async def _seats(self, key: str) -> list[Seat]:
        """Oldest first. Seats of a killed process are cleared away in passing."""
        seats = [Seat.of(name) for name in await self._redis.zrange(key, 0, -1)]
        hosts = {seat.host_id for seat in seats} - {self._line.switchboard.host_id}
        alive = {self._line.switchboard.host_id} | (await self._line.switchboard.alive(sorted(hosts)) if hosts else set())
        gone = [seat.name for seat in seats if seat.host_id not in alive]
        if gone:
            await self._redis.zrem(key, *gone)
        return [seat for seat in seats if seat.host_id in alive]

    async def _turn_out(self, key: str, seat: Seat, newer: Visitor) -> None:
        if not await self._redis.zrem(key, seat.name):
            return
        server = self._line.server
        await server.emit("error", self._line.body_of(ConnectionReplacedError(), newer.locale), to=seat.sid)
        await server.disconnect(seat.sid)

    def _seat(self, visitor: Visitor) -> Seat:
        return Seat(self._line.switchboard.host_id, visitor.sid, str(visitor.actor.user_id))


def _places(visitor: Visitor) -> str:
    return f"recado:places:{visitor.tenant_id}:{visitor.actor.user_id}"


def _viewers(tenant_id: UUID, conversation_id: UUID) -> str:
    return f"recado:viewers:{tenant_id}:{conversation_id}"


def _people(seats: list[Seat]) -> list[str]:
    return sorted({seat.user_id for seat in seats})
