"""A hotel that writes, a Meta on a real port, and an outbound worker's rounds in the test's own loop."""

from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest

from app.core.permissions import Actor, Role
from app.core.work import Office
from app.messages.delivery import Delivery, open_delivery
from app.settings import Settings
from simulator.faults import Switches
from simulator.meta import Meta
from tests.builders import a_channel, a_tenant, a_user
from tests.conftest import Listener
from tests.media import desk as desk_room
from tests.media.desk import Desk
from tests.outbox.front_desk import NUMBER, TOKEN, WABA, Hotel
from tests.simulator.hotel import a_number
from tests.simulator.served import served


@pytest.fixture
def meta() -> Meta:
    """Takes everything at once: no windows and no rates, unless a test asks for them."""
    return Meta(switches=Switches(window="off", number_rate=False, pair_rate=False), seed=7)


@pytest.fixture
async def graph(meta: Meta) -> AsyncIterator[str]:
    meta.put_number(a_number(NUMBER, business_account_id=WABA, access_token=TOKEN, rate=80))
    async with served(meta) as url:
        yield url


@pytest.fixture
def wired(settings: Settings, graph: str) -> Settings:
    """The settings of a process whose simulator is this test's."""
    return msgspec.structs.replace(settings, simulator_url=graph)


@pytest.fixture
async def hotel(office: Office) -> Hotel:
    tenant = await a_tenant(office)
    person = await a_user(office, tenant)
    channel = await a_channel(office, tenant, NUMBER, waba_id=WABA, access_token=TOKEN)
    return Hotel(office, tenant, Actor(person.id, Role(person.role), person.id), channel)


@pytest.fixture
async def delivery(office: Office, wired: Settings) -> AsyncIterator[Delivery]:
    async with open_delivery(office, wired) as opened:
        yield opened


@pytest.fixture
async def desk(settings: Settings, office: Office, client: httpx.AsyncClient, listener: Listener) -> AsyncIterator[Desk]:
    """A hotel that says everything through its API, and a Meta that checks it."""
    known = desk_room.a_meta()
    async with (
        served(known) as url,
        desk_room.a_desk(settings, url, known, office=office, client=client, listener=listener) as opened,
    ):
        yield opened
