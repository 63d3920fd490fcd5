"""The database roles: made once by an administrator's login, before the first migration."""

from typing import Final

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

GROUPS: Final = ("recado_app", "recado_house", "recado_search", "recado_backup")


class Login(msgspec.Struct, frozen=True):
    """A role that signs in; without a password the one it has is kept."""

    name: str
    password: str | None = None


async def prepare(connection: AsyncConnection, *, owner: Login, app: Login) -> None:
    """Makes the group roles, the owner of this database, and the app's login.

    The app's login inherits only the walled role; it must say `SET ROLE recado_house` to stand
    as the house (PostgreSQL ≥ 16 keeps the two apart by `INHERIT FALSE`). The owner may step
    into recado_search, because only a member may give functions to it, and into recado_backup,
    which alone reads every tenant's rows. `owner` may be the administrator itself.
    """
    for group in GROUPS:
        if not await _exists(connection, group):
            await connection.execute(text(f"CREATE ROLE {group} NOLOGIN"))
    await _make_login(connection, owner)
    await _make_login(connection, app)
    quoted_owner, quoted_app = await _quoted(connection, "%I", owner.name), await _quoted(connection, "%I", app.name)
    database = await _quoted(connection, "%I", str(await connection.scalar(text("SELECT current_database()"))))
    await connection.execute(text(f"GRANT recado_app TO {quoted_app} WITH INHERIT TRUE"))
    await connection.execute(text(f"GRANT recado_house TO {quoted_app} WITH INHERIT FALSE, SET TRUE"))
    for group in ("recado_search", "recado_backup"):
        await connection.execute(text(f"GRANT {group} TO {quoted_owner} WITH INHERIT FALSE, SET TRUE"))
    await connection.execute(text(f"ALTER DATABASE {database} OWNER TO {quoted_owner}"))
    await connection.execute(text(f"ALTER SCHEMA public OWNER TO {quoted_owner}"))


async def _make_login(connection: AsyncConnection, login: Login) -> None:
    name = await _quoted(connection, "%I", login.name)
    if not await _exists(connection, login.name):
        await connection.execute(text(f"CREATE ROLE {name} LOGIN"))
    if login.password is not None:
        secret = await _quoted(connection, "%L", login.password)
        # exec_driver_sql: a colon in a password is no bind parameter.
        await connection.exec_driver_sql(f"ALTER ROLE {name} LOGIN PASSWORD {secret}")


async def _exists(connection: AsyncConnection, role: str) -> bool:
    return bool(await connection.scalar(text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role)"), {"role": role}))


async def _quoted(connection: AsyncConnection, form: str, value: str) -> str:
    return str(await connection.scalar(text("SELECT format(cast(:form AS text), cast(:value AS text))"), {"form": form, "value": value}))
