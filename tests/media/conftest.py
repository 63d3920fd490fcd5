"""One stage for each test of files."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from app.core.work import Office
from app.settings import Settings
from tests.conftest import Listener
from tests.media import desk as desk_room
from tests.media.desk import Desk
from tests.media.stage import Stage, a_meta, a_stage
from tests.simulator.served import served


@pytest.fixture
async def stage(settings: Settings, office: Office, client: httpx.AsyncClient, app: Litestar, listener: Listener) -> AsyncIterator[Stage]:
    meta = a_meta()
    async with (
        served(meta) as url,
        a_stage(settings, url, meta, office=office, client=client, app=app, listener=listener) as opened,
    ):
        yield opened


@pytest.fixture
async def desk(settings: Settings, office: Office, client: httpx.AsyncClient, listener: Listener) -> AsyncIterator[Desk]:
    meta = desk_room.a_meta()
    async with (
        served(meta) as url,
        desk_room.a_desk(settings, url, meta, office=office, client=client, listener=listener) as opened,
    ):
        yield opened
