"""A hotel with a number and an attendant who is signed in."""

import httpx
import msgspec
import pytest

from app.channels.models import Channel
from app.core.permissions import Role
from app.core.work import Office
from app.tenants.models import Tenant
from app.users.models import User
from tests import builders


class Desk(msgspec.Struct):
    """The attendant's hotel, and their browser."""

    tenant: Tenant
    channel: Channel
    attendant: User
    client: httpx.AsyncClient
    headers: dict[str, str]

    async def get(self, path: str, **query: object) -> httpx.Response:
        return await self.client.get(path, params=query, headers=self.headers)  # type: ignore[arg-type]  # strings and numbers

    async def post(self, path: str) -> httpx.Response:
        return await self.client.post(path, headers=self.headers)

    async def patch(self, path: str, **body: object) -> httpx.Response:
        return await self.client.patch(path, json=body, headers=self.headers)


@pytest.fixture
async def desk(office: Office, client: httpx.AsyncClient) -> Desk:
    return await a_desk(office, client, "hotel-ipanema", "106540352242922")


async def a_desk(office: Office, client: httpx.AsyncClient, slug: str, phone_number_id: str, role: Role = Role.ATTENDANT) -> Desk:
    tenant = await builders.a_tenant(office, slug)
    attendant = await builders.a_user(office, tenant, role)
    channel = await builders.a_channel(office, tenant, phone_number_id)
    return Desk(tenant, channel, attendant, client, await builders.signed_in(client, attendant))
