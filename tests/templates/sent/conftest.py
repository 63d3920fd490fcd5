"""A hotel's desk with a door, a worker and a Meta of its own."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.core.work import Office
from app.settings import Settings
from tests.conftest import Listener
from tests.media import desk as desk_room
from tests.media.desk import Desk
from tests.simulator.served import served


@pytest.fixture
async def desk(settings: Settings, office: Office, client: httpx.AsyncClient, listener: Listener) -> AsyncIterator[Desk]:
    meta = desk_room.a_meta()
    async with (
        served(meta) as url,
        desk_room.a_desk(settings, url, meta, office=office, client=client, listener=listener) as opened,
    ):
        yield opened
