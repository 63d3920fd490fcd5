"""Speaking on the live line: hints to whoever listens, after the commit and in its order."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Final, Protocol
from uuid import UUID

import msgspec
import structlog

from app.core.work import Event, Work
from app.realtime.log import record

log = structlog.get_logger()

# Hints over this are dropped: the log keeps them all, and clients resume from it.
MOST_WAITING: Final = 20_000
# So many leave in one breath, which is one round trip to Redis.
BREATH: Final = 200
LAST_WORDS_SECONDS: Final = 1.0


class Hint(msgspec.Struct, frozen=True, array_like=True):
    """One emit: an event's name, its payload, and the rooms it goes to (each socket once).

    The payload is JSON already: it is written once, here, and travels as it is to Redis, the other processes and every socket.
    """

    name: str
    body: msgspec.Raw
    rooms: list[str]
    skip_sid: str | None = None


class Emitter(Protocol):
    """Where hints leave the process; never raises because nobody listens."""

    async def say(self, hints: Sequence[Hint]) -> None:
        """Sends the hints in their order."""


class Speaker:
    """The process's voice on the live line; `LiveLine` to the office.

    One task speaks for the whole process, so that hints leave in the order of the commits and a
    Redis that is away makes nobody wait.
    """

    def __init__(self, emitter: Emitter) -> None:
        self._emitter = emitter
        self._waiting: deque[Hint] = deque(maxlen=MOST_WAITING)
        self._wake = asyncio.Event()
        self._silent = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def record(self, work: Work, tenant_id: UUID, events: list[Event]) -> list[int]:
        return await record(work, tenant_id, events)

    def carry(self, tenant_id: UUID, events: list[Event], event_ids: list[int]) -> None:
        for event, event_id in zip(events, event_ids, strict=True):
            rooms = [conversation_room(event.conversation_id), channel_room(event.channel_id)]
            self.hint(Hint(event.kind, _numbered(event.body, event_id), rooms))
        self.hint(Hint("head", written({"event_id": event_ids[-1]}), [tenant_room(tenant_id)]))

    def hint(self, hint: Hint) -> None:
        """Says something that no log keeps, or that the log has kept already."""
        self._waiting.append(hint)
        self._silent.clear()
        self._wake.set()

    def start(self) -> None:
        self._silent.set()
        self._task = asyncio.create_task(self._speak())

    async def stop(self) -> None:
        """Lets the last words out, if that is quick, and falls silent."""
        if self._task is not None:
            await asyncio.wait([asyncio.ensure_future(self._silent.wait())], timeout=LAST_WORDS_SECONDS)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _speak(self) -> None:
        while True:
            while self._waiting:
                breath = [self._waiting.popleft() for _ in range(min(BREATH, len(self._waiting)))]
                (flaw,) = await asyncio.gather(self._emitter.say(breath), return_exceptions=True)
                if isinstance(flaw, Exception):
                    log.error("live.speechless", lost=len(breath), exc_info=flaw)
            self._silent.set()
            self._wake.clear()
            await self._wake.wait()


def written(body: object) -> msgspec.Raw:
    """A payload as it will travel."""
    return msgspec.Raw(msgspec.json.encode(body))


def _numbered(body: object, event_id: int) -> msgspec.Raw:
    # As one more member of the object that it is, which is never empty: copying it into a dict first costs as much as all the rest.
    return msgspec.Raw(b'%b,"event_id":%d}' % (msgspec.json.encode(body)[:-1], event_id))


def user_room(user_id: UUID) -> str:
    return f"user:{user_id}"


def tenant_room(tenant_id: UUID) -> str:
    return f"tenant:{tenant_id}"


def channel_room(channel_id: UUID) -> str:
    return f"channel:{channel_id}"


def conversation_room(conversation_id: UUID) -> str:
    return f"conversation:{conversation_id}"
