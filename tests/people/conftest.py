"""A hotel with one of each, and how they sign in."""

import httpx
import msgspec
import pytest
from litestar import Litestar

from app.channels.proof import Prover
from app.core.permissions import Role
from app.core.work import Office
from app.settings import Settings
from app.tenants.models import Tenant
from app.users.models import Operator, User
from app.whatsapp.client import GraphClient
from simulator.app import Simulator
from simulator.meta import Meta
from tests.builders import a_tenant, a_user, an_operator


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A house with a domain, behind a proxy."""
    return msgspec.structs.replace(settings, base_domain="recado.example", trusted_proxies=("10.0.0.0/8",))


@pytest.fixture
async def hotel(office: Office) -> Tenant:
    return await a_tenant(office)


@pytest.fixture
async def neighbour(office: Office) -> Tenant:
    return await a_tenant(office, "pousada-serena")


@pytest.fixture
async def ana(office: Office, hotel: Tenant) -> User:
    """An attendant of the hotel."""
    return await a_user(office, hotel, Role.ATTENDANT)


@pytest.fixture
async def admin(office: Office, hotel: Tenant) -> User:
    return await a_user(office, hotel, Role.TENANT_ADMIN)


@pytest.fixture
async def olga(office: Office) -> Operator:
    """A super admin."""
    return await an_operator(office)


@pytest.fixture
async def meta(app: Litestar, settings: Settings) -> Meta:
    """The Graph API that the hotel's claims are proved against: the simulator, in this process."""
    meta = Meta(seed=7)
    app.state.prover = Prover(GraphClient(transport=httpx.ASGITransport(Simulator(meta))), settings)
    return meta
