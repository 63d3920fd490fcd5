"""Two hotels with a number each, each with a Meta app of its own."""

import pytest

from app.channels.models import Channel
from app.core.work import Office
from tests.builders import a_channel, a_tenant
from tests.inbox.meta import NEIGHBOURS_SECRET


@pytest.fixture
async def channel(office: Office) -> Channel:
    return await a_channel(office, await a_tenant(office))


@pytest.fixture
async def neighbour(office: Office) -> Channel:
    return await a_channel(office, await a_tenant(office, "pousada-serena"), "206540352242999", app_secret=NEIGHBOURS_SECRET)
