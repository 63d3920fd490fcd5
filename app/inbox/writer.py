"""Putting letters into the box: requests that wait together commit together."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Final

import asyncpg
import structlog
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.core.errors import AppError, DatabaseUnavailableError, ServiceUnavailableError
from app.inbox.bell import Bell
from app.inbox.models import Lane
from app.whatsapp.letters import Letter

log = structlog.get_logger()

LETTERS = Counter("recado_inbox_letters", "Letters that the door put into the inbox, or found there already.", ["outcome"])
_ACCEPTED, _DOUBLED = LETTERS.labels("accepted"), LETTERS.labels("duplicate")

MOST_WAITING_BYTES: Final = 64_000_000
BATCH_BYTES: Final = 8_000_000
BATCH_LETTERS: Final = 2_000
PATIENCE_SECONDS: Final = 4.0

# Without a target, so that the door needs no right to read the box.
_INSERT: Final = """
INSERT INTO inbox (source_id, kind, key, body)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) ON CONFLICT DO NOTHING
"""
# The last is what asyncpg says of itself when a statement meets a connection that is just being lost.
_AWAY = (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class _Waiting:
    """One request's letters, the future its door waits on, and how long it may."""

    __slots__ = ("done", "letters", "size", "until")

    def __init__(self, letters: Sequence[Letter], size: int) -> None:
        loop = asyncio.get_running_loop()
        self.letters = letters
        self.size = size
        self.done: asyncio.Future[None] = loop.create_future()
        self.until = loop.time() + PATIENCE_SECONDS

    def settle(self, flaw: type[AppError] | None) -> None:
        if self.done.done():
            return
        if flaw is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(flaw())


class Writer:
    """One INSERT at a time on one connection of the pool, kept while there is work.

    Who comes alone is written at once; who comes during an INSERT goes with the next. The statement goes to
    asyncpg itself, outside SQLAlchemy's transaction, and so commits with no further round trip.
    """

    def __init__(self, engine: AsyncEngine, bell: Bell) -> None:
        self._engine = engine
        self._bell = bell
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0
        self._task: asyncio.Task[None] | None = None

    async def store(self, letters: Sequence[Letter]) -> None:
        """Returns when they are committed.

        Raises `ServiceUnavailableError` when too much waits already, `DatabaseUnavailableError` within about
        five seconds when PostgreSQL is away.
        """
        size = sum(len(letter.body) for letter in letters)
        if self._bytes + size > MOST_WAITING_BYTES:
            raise ServiceUnavailableError
        waiting = _Waiting(letters, size)
        self._waiting.append(waiting)
        self._bytes += size
        if self._task is None:
            self._task = asyncio.create_task(self._write_all())
        await waiting.done

    async def close(self) -> None:
        """Waits for what is being written; nothing new may come."""
        if self._task is not None:
            await self._task

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                try:
                    await self._write_while_busy()
                except _AWAY as error:
                    log.warning("inbox.unwritten", error=type(error).__name__, waiting=len(self._waiting))
                    # Whoever came while PostgreSQL kept silent still has some patience left.
                    self._give_up(float("inf") if not isinstance(error, TimeoutError) else asyncio.get_running_loop().time())
        finally:
            # Whatever it was: nobody waits for a hand that is gone, and whoever comes next gets a new one.
            self._task = None
            self._give_up(float("inf"))

    async def _write_while_busy(self) -> None:
        async with asyncio.timeout_at(self._waiting[0].until) as patience, self._engine.connect() as connection:
            while self._waiting:
                patience.reschedule(self._waiting[0].until)
                batch = self._take()
                try:
                    await self._write(connection, batch)
                except BaseException:
                    self._settle(batch, DatabaseUnavailableError)
                    # Whatever state it is in, nobody shall meet it in the pool again.
                    await connection.invalidate()
                    raise

    async def _write(self, connection: AsyncConnection, batch: Sequence[_Waiting]) -> None:
        letters = [letter for waiting in batch for letter in waiting.letters]
        driver = await _driver_of(connection)
        status = await driver.execute(
            _INSERT,
            [letter.source_id for letter in letters],
            [letter.kind for letter in letters],
            [letter.key for letter in letters],
            [letter.body for letter in letters],
        )
        self._settle(batch, None)
        self._bell.ring((letter.source_id, Lane.of(letter.kind)) for letter in letters)
        written = int(status.rpartition(" ")[2])
        _ACCEPTED.inc(written)
        _DOUBLED.inc(len(letters) - written)

    def _take(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        letters = size = 0
        while self._waiting and letters < BATCH_LETTERS and size < BATCH_BYTES:
            batch.append(self._waiting.popleft())
            letters += len(batch[-1].letters)
            size += batch[-1].size
        return batch

    def _give_up(self, until: float) -> None:
        batch = []
        while self._waiting and self._waiting[0].until <= until:
            batch.append(self._waiting.popleft())
        self._settle(batch, DatabaseUnavailableError)

    def _settle(self, batch: Sequence[_Waiting], flaw: type[AppError] | None) -> None:
        for waiting in batch:
            self._bytes -= waiting.size
            waiting.settle(flaw)


async def _driver_of(connection: AsyncConnection) -> asyncpg.Connection:
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is not None and driver.is_closed():
        # PostgreSQL was started anew since; the pool only finds out by trying.
        await connection.invalidate()
        driver = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise ConnectionError("the pool gave a connection without a driver")
    return driver
