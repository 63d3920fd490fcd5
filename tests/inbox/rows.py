"""What stands in the database, for tests."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.core.work import Office
from app.inbox import sweeping
from app.inbox.service import drain
from app.messages.intake import take_in


async def drain_all(office: Office) -> None:
    await drain(office, await sweeping.numbers_with_new(office), take_in)


async def letters(office: Office, columns: str = "state") -> list[Any]:
    """A column of the inbox, or several as tuples, oldest first."""
    async with office.for_house() as work:
        found = await work.session.execute(text(f"SELECT {columns} FROM inbox ORDER BY id"))
        return _plain(found.all())


async def rows(office: Office, tenant_id: UUID, query: str) -> list[Any]:
    async with office.for_tenant(tenant_id) as work:
        return _plain((await work.session.execute(text(query))).all())


async def texts(office: Office, tenant_id: UUID) -> list[Any]:
    """What guests said, as a thread shows it."""
    return await rows(office, tenant_id, "SELECT content ->> 'text' FROM messages ORDER BY said_at, id")


def _plain(found: Any) -> list[Any]:
    return [row[0] if len(row) == 1 else tuple(row) for row in found]
