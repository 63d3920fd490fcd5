"""The hand that puts letters into the box: whatever befalls it, the next webhook finds one."""

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.core.errors import DatabaseUnavailableError
from app.core.work import Office
from app.inbox.bell import Bell
from app.inbox.writer import Writer
from app.whatsapp.letters import Letter
from tests.inbox.rows import letters

LETTER = Letter("1055001", "message", "wamid.A", b'{"message":{}}')


class Faltering:
    """An engine that fails once, as drivers do when PostgreSQL goes while they speak with it."""

    def __init__(self, engine: AsyncEngine, fault: Exception) -> None:
        self._engine = engine
        self._fault: Exception | None = fault

    def connect(self) -> AsyncConnection:
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        return self._engine.connect()


@pytest.mark.parametrize("fault", [asyncpg.InternalClientError("another operation (2) is in progress"), OSError("gone"), KeyError("ours")])
async def test_a_hand_that_falls_is_followed_by_another(office: Office, fault: Exception) -> None:
    writer = Writer(Faltering(office.engine, fault), Bell(office.doorbell))  # type: ignore[arg-type]

    with pytest.raises(DatabaseUnavailableError):
        await writer.store([LETTER])
    await writer.store([LETTER])

    assert await letters(office, "SELECT key FROM inbox") == ["wamid.A"]
