"""SQL that is asked thousands of times a second, handed to the driver itself."""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import asyncpg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

_NAMED: Final = re.compile(r"(?<![:\w]):([a-z]\w*)")
_kind: Any = namedtuple  # noqa: PYI024 - a row's fields are known only when it comes
_CUT_OFF: Final = (asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresConnectionError, OSError)


class Statement:
    """Words with parameters as `text()` takes them, read once. Everything else is as in `text()`: types, transaction, errors.

    SQLAlchemy's own way costs 130 µs more each time, twice what the driver takes. In sets of hundreds that does not show;
    in a house of many hotels with a letter each it is most of the work.
    """

    def __init__(self, words: str) -> None:
        self._names = tuple(dict.fromkeys(_NAMED.findall(words)))
        places = {name: f"${place}" for place, name in enumerate(self._names, start=1)}
        self._sql = _NAMED.sub(lambda found: places[found[1]], words)
        self._row: Callable[[Iterable[Any]], Any] | None = None

    async def rows(self, line: "Line", values: Mapping[str, Any]) -> list[Any]:
        """Raises kinds of `DBAPIError`, as SQLAlchemy does."""
        given = [values[name] for name in self._names]
        try:
            rows = await line.driver.fetch(self._sql, *given)
        except (asyncpg.PostgresError, *_CUT_OFF) as error:
            raise await line.told(error) from error
        if rows and self._row is None:
            # Columns as attributes, which the driver's own rows do not have.
            self._row = _kind("Row", tuple(rows[0].keys()), rename=True)._make
        return list(map(self._row, rows)) if self._row else []


class Line:
    """The driver's connection of a transaction that a session has begun."""

    def __init__(self, connection: AsyncConnection, driver: Any) -> None:  # noqa: ANN401 - asyncpg's pool wraps it as it likes
        self._connection = connection
        self.driver = driver

    @classmethod
    async def of(cls, session: AsyncSession) -> "Line":
        connection = await session.connection()
        return cls(connection, (await connection.get_raw_connection()).driver_connection)

    async def told(self, error: Exception) -> DBAPIError:
        """The same in SQLAlchemy's words. A connection that is cut off shall be met by nobody in the pool again."""
        if not self.driver.is_closed() and not isinstance(error, _CUT_OFF):
            return DBAPIError(None, None, error)
        await self._connection.invalidate()
        return OperationalError(None, None, error, connection_invalidated=True)
