"""The hotel that Meta's own examples speak of, its admin, and a neighbour."""

import httpx
import pytest

from app.channels.models import Channel
from app.core.permissions import Role
from app.core.work import Office
from app.tenants.models import Tenant
from tests.accounts.news import DIALLED, Hotel
from tests.builders import a_channel, a_tenant, a_user, signed_in
from tests.inbox.meta import NEIGHBOURS_SECRET
from tests.whatsapp.examples import NUMBER, WABA


@pytest.fixture
async def hotel(office: Office, client: httpx.AsyncClient) -> Hotel:
    tenant = await a_tenant(office)
    channel = await a_channel(office, tenant, NUMBER, waba_id=WABA, display_phone_number=DIALLED)
    admin = await a_user(office, tenant, Role.TENANT_ADMIN)
    return Hotel(office, client, channel, await signed_in(client, admin))


@pytest.fixture
async def neighbour(office: Office) -> Channel:
    """Somebody else's number, which people dial just the same: display numbers are Meta's, and prove nothing."""
    tenant: Tenant = await a_tenant(office, "pousada-serena")
    return await a_channel(office, tenant, "206540352242999", display_phone_number=DIALLED, app_secret=NEIGHBOURS_SECRET)
