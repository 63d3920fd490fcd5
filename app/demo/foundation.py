"""The first start's step with the owner's login: roles, then migrations. A process of its own, which the supervisor forgets."""

import asyncio
import sys

import msgspec
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from app.core import migrate, roles
from app.core.database import async_url
from app.demo.database import Logins, user_of


async def _prepare(logins: Logins) -> None:
    engine = create_async_engine(async_url(logins.admin), poolclass=NullPool)
    async with engine.begin() as connection:
        if logins.owner == logins.admin:
            # An administrator of yours keeps the password it has.
            owner = roles.Login(str(await connection.scalar(text("SELECT current_user"))))
        else:
            owner = roles.Login(*user_of(logins.owner))
        await roles.prepare(connection, owner=owner, app=roles.Login(*user_of(logins.app)))
    await engine.dispose()


def main() -> int:
    """The logins come in by stdin: arguments can be read by everyone with `ps`."""
    logins = msgspec.json.decode(sys.stdin.buffer.read(), type=Logins)
    try:
        asyncio.run(_prepare(logins))
    except ProgrammingError as error:
        sys.stderr.write(f"{error.orig}\nThe login of DATABASE_URL must be allowed to make roles.\n")
        return 1
    migrate.upgrade(logins.owner)
    return 0


if __name__ == "__main__":
    sys.exit(main())
