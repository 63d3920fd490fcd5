"""What stands in the database, for tests."""

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, Result, text, update

from app.channels.models import Channel, MetaApp
from app.core.work import Office
from app.inbox import sweeping
from app.inbox.service import drain
from app.messages.intake import take_in
from tests.conftest import Listener


async def drain_all(office: Office) -> None:
    await drain(office, await sweeping.numbers_with_new(office), take_in)


async def drain_number(office: Office, source_id: str) -> None:
    await drain(office, [source_id], take_in)


async def letters(office: Office, statement: str = "SELECT state FROM inbox ORDER BY id") -> list[Any]:
    """What the house sees of its tables: a column, or several as tuples."""
    async with office.for_house() as work:
        return _plain(await work.session.execute(text(statement)))


async def rows(office: Office, tenant_id: UUID, query: str) -> list[Any]:
    async with office.for_tenant(tenant_id) as work:
        return _plain(await work.session.execute(text(query)))


async def texts(office: Office, tenant_id: UUID) -> list[Any]:
    """What guests said, as a thread shows it."""
    return await rows(office, tenant_id, "SELECT content ->> 'text' FROM messages ORDER BY said_at, id")


async def set_secrets(office: Office, channel: Channel, secret: str, previous: str | None = None) -> None:
    """Rotates the app secret of the hotel's Meta app."""
    purpose = f"meta_app:{channel.tenant_id}:app_secret"
    sealed = [office.keyring.seal(one, purpose=purpose) if one else None for one in (secret, previous)]
    async with office.for_tenant(channel.tenant_id) as work:
        await work.session.execute(update(MetaApp).values(app_secret=sealed[0], previous_app_secret=sealed[1]))


async def settle(listener: Listener, name: str, many: int = 1) -> None:
    """Waits until so many of these were said: the live line speaks after the commit."""
    async with asyncio.timeout(5):
        while len(listener.of(name)) < many:
            await asyncio.sleep(0.01)


def _plain(found: Result[Any]) -> list[Any]:
    if isinstance(found, CursorResult) and not found.returns_rows:
        return []
    return [row[0] if len(row) == 1 else tuple(row) for row in found]
