"""Whose database it is: the demo makes one and marks it, and touches no other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import asyncpg

from app.demo.errors import DemoError
from app.demo.home import Home
from app.demo.postgres import Postgres

MARK: Final = "made by recado demo"
OLDEST: Final = 16

_COMMENT: Final = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
_IS_EMPTY: Final = """
SELECT NOT EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                      AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e'))
"""


class Logins(NamedTuple):
    """Three logins to one database: who may make roles, who owns the tables, and the walled one that serves."""

    admin: str
    owner: str
    app: str


class Mark(NamedTuple):
    """The comment on a database of ours: whose it is, which migrations have run in it, and whether the hotels are there."""

    home: str
    migrations: str = "none"
    hotels: str = "none"

    def __str__(self) -> str:
        return " · ".join((MARK, *self))

    @classmethod
    def read(cls, comment: str | None) -> "Mark | None":
        made_by, *rest = (comment or "").split(" · ")
        return cls(*rest) if made_by == MARK and len(rest) == 3 else None


def logins_on(postgres: Postgres, home: Home) -> Logins:
    owner, app = home.secret("database-owner"), home.secret("database-app")
    return Logins(
        admin=postgres.url("recado"),
        owner=postgres.url("recado", "recado_owner", owner),
        app=postgres.url("recado", "recado_demo", app),
    )


def logins_given(home: Home) -> Logins | None:
    """What DATABASE_URL and DATABASE_OWNER_URL say.

    DATABASE_URL alone is an administrator's, whom the walls would not hold; so a login of our own is made beside it, named after
    this home, since roles belong to the whole server and two demos may share one.
    """
    url, owner = (_plain(home.env.get(name, "").strip()) for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    if not url:
        return None
    if owner:
        return Logins(admin=owner, owner=owner, app=url)
    return Logins(admin=url, owner=url, app=_as(url, f"recado_demo_{home.name}", home.secret("database-app")))


async def make(postgres: Postgres) -> None:
    """The embedded server's database, if it is not there yet."""
    async with _connected(postgres.url()) as connection:
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'recado')"):
            await connection.execute("CREATE DATABASE recado")


async def claim(admin: str, home: Home) -> Mark:
    """What has been done in this database, marked as ours when it was empty; raises DemoError when it is somebody else's."""
    async with _connected(admin) as connection:
        major = connection.get_server_version().major
        if major < OLDEST:
            raise DemoError(f"DATABASE_URL leads to PostgreSQL {major}; Recado needs {OLDEST} or newer")
        mark = Mark.read(await connection.fetchval(_COMMENT))
        if mark is None and not await connection.fetchval(_IS_EMPTY):
            raise DemoError("DATABASE_URL leads to a database that the demo did not make and that is not empty; give it an empty one")
        if mark and mark.home != home.name:
            raise DemoError(f"DATABASE_URL leads to the database of another demo folder, not of {home.folder}; give it an empty one")
        if mark is None:
            mark = Mark(home.name)
            await _write(connection, mark)
        return mark


async def note(admin: str, mark: Mark) -> None:
    async with _connected(admin) as connection:
        await _write(connection, mark)


async def _write(connection: "asyncpg.Connection[asyncpg.Record]", mark: Mark) -> None:
    statement = await connection.fetchval("SELECT format('COMMENT ON DATABASE %I IS %L', current_database(), $1::text)", str(mark))
    await connection.execute(statement)


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DemoError(f"the database does not answer as DATABASE_URL says: {error}") from error
    try:
        yield connection
    except asyncpg.InsufficientPrivilegeError as error:
        raise DemoError(f"DATABASE_URL may not do what the demo needs ({error}); give an administrator's as DATABASE_OWNER_URL") from error
    finally:
        await connection.close()


def _plain(url: str) -> str:
    """The same address with no driver named in it, as asyncpg and `psql` read it."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql://{rest}" if separator and scheme.partition("+")[0] in {"postgres", "postgresql"} else url


def _as(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{host}"))


def user_of(url: str) -> tuple[str, str | None]:
    """Name and password, as they were before they were put into a URL."""
    parts = urlsplit(url)
    return unquote(parts.username or ""), unquote(parts.password) if parts.password else None
