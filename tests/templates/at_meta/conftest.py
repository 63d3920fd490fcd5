"""A hotel's admin at the console, and a Meta on a real port that reviews nothing by itself."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import pytest

from app.core.permissions import Role
from app.core.work import Office
from app.settings import Settings
from app.users.models import User
from simulator.faults import Switches
from simulator.meta import Meta
from simulator.templates.stock import Template as AtMeta
from simulator.templates.stock import new_id
from tests.builders import a_channel, a_tenant, a_user, signed_in
from tests.simulator.hotel import a_number
from tests.simulator.served import served

NUMBER, WABA, TOKEN = "106540352242922", "104996122399160", "EAAG-hotel-token"
BODY: list[dict[str, Any]] = [
    {
        "type": "BODY",
        "text": "Olá, {{guest}}! Seu quarto está pronto e esperando.",
        "example": {"body_text_named_params": [{"param_name": "guest", "example": "Ana"}]},
    }
]


@pytest.fixture
def meta() -> Meta:
    return Meta(switches=Switches(review="never", window="off"), seed=7)


@pytest.fixture
async def graph(meta: Meta) -> AsyncIterator[str]:
    meta.put_number(a_number(NUMBER, business_account_id=WABA, access_token=TOKEN))
    async with served(meta) as url:
        yield url


@pytest.fixture
def settings(settings: Settings, graph: str) -> Settings:
    """The API's simulator is this test's."""
    return msgspec.structs.replace(settings, simulator_url=graph)


@dataclass
class Console:
    """What an admin of the hotel does with templates."""

    client: httpx.AsyncClient
    headers: dict[str, str]
    meta: Meta
    office: Office
    tenant_id: Any

    async def ask(self, method: str, path: str, body: object = None, language: str = "en") -> httpx.Response:
        headers = self.headers | {"Accept-Language": language}
        return await self.client.request(method, f"/api/templates{path}", json=body, headers=headers)

    async def get(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        answered = await self.ask(method, path, body)
        assert answered.is_success, answered.text
        return answered.json()

    async def makes(self, name: str = "quarto_pronto", components: object = BODY, **told: Any) -> Any:  # noqa: ANN401 - JSON
        asked = {"name": name, "language": "pt_BR", "category": "UTILITY", "components": components} | told
        return await self.get("POST", "", asked)

    async def sees(self, status: str = "") -> list[Any]:
        """Each as its own page shows it."""
        found: list[Any] = (await self.get("GET", f"?status={status}" if status else ""))["data"]
        return [await self.get("GET", f"/{one['id']}") for one in found] if len(found) < 5 else found

    async def syncs(self) -> dict[str, Any]:
        (one,) = (await self.get("POST", "/sync"))["data"]
        told: dict[str, Any] = one
        return told

    def at_meta(self, name: str, **told: Any) -> AtMeta:
        """One that Meta has, made elsewhere: in WhatsApp Manager, say."""
        wanted: dict[str, Any] = {
            "template_id": new_id(),
            "business_account_id": WABA,
            "name": name,
            "language": "pt_BR",
            "category": "UTILITY",
            "components": BODY,
            "parameter_format": "NAMED",
            "status": "APPROVED",
        }
        template = msgspec.convert(wanted | told, AtMeta)
        self.meta.templates.add(template)
        return template


@pytest.fixture
async def console(office: Office, client: httpx.AsyncClient, meta: Meta) -> Console:
    tenant = await a_tenant(office)
    await a_channel(office, tenant, NUMBER, waba_id=WABA, access_token=TOKEN)
    admin: User = await a_user(office, tenant, Role.TENANT_ADMIN)
    return Console(client, await signed_in(client, admin), meta, office, tenant.id)
