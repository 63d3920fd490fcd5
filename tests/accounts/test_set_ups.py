"""Both ways to set up Meta's apps, whole: the platform's for all hotels, a hotel's own, the change between them, and overrides."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn

from app.core.permissions import Role
from app.core.work import Office
from app.main import create_app
from app.settings import Settings
from app.users.models import User
from simulator.meta import Meta
from tests.builders import a_tenant, a_user, signed_in
from tests.inbox.meta import PLATFORM_SECRET, a_body, a_change, a_text, post
from tests.inbox.rows import drain_all, letters, texts
from tests.simulator.conftest import AT_ONCE
from tests.simulator.hotel import TOKEN, Callback, a_number
from tests.simulator.served import served

OWN_SECRET, NEXT_SECRET = "own-app-secret-of-ipanema-012345", "next-app-secret-of-ipanema-01234"
PLATFORM_TOKEN = "platform-verify-token-0123456789"
NUMBER, WABA = "1055001", "9001001"
CLAIM: dict[str, Any] = {"phone_number_id": NUMBER, "business_account_id": WABA, "access_token": TOKEN}


@dataclass
class World:
    """A hotel's admin here, a Meta there, and real ports between them."""

    office: Office
    meta: Meta
    here: httpx.AsyncClient
    there: httpx.AsyncClient
    admin: User
    headers: dict[str, str]
    said: list[str]

    @property
    def door(self) -> str:
        return f"/api/tenants/{self.admin.tenant_id}/whatsapp"

    @property
    def webhook(self) -> str:
        return f"{self.here.base_url}/webhooks/whatsapp".replace("//webhooks", "/webhooks")

    def is_set_up(self, app_id: str, app_secret: str, verify_token: str | None, callback_url: str | None = None) -> None:
        """At Meta: whose app the number's account is subscribed to."""
        url = callback_url or self.webhook
        number = a_number(NUMBER, app_id=app_id, app_secret=app_secret, callback_url=url, verify_token=verify_token, access_token=TOKEN)
        self.meta.put_number(number)

    async def claims(self, **changes: Any) -> dict[str, Any]:
        answered = await self.here.put(self.door, json=CLAIM | changes, headers=self.headers)
        assert answered.status_code == 200, answered.text
        return dict(answered.json())

    async def sets_callback(self, **wanted: Any) -> dict[str, Any]:
        body = {"phone_number_id": NUMBER, "override": True} | wanted
        answered = await self.here.post(f"{self.door}/callback", json=body, headers=self.headers)
        assert answered.status_code == 200, answered.text
        return dict(answered.json())

    async def guest_says(self, many: int = 1) -> None:
        for _ in range(many):
            self.said.append(f"Olá {len(self.said)}")
            order = {"phone_number_id": NUMBER, "message": {"type": "text", "text": {"body": self.said[-1]}}}
            answered = await self.there.post("/_sim/guests/5521988887777/messages", json=order)
            assert answered.status_code == 201, answered.text

    async def heard(self) -> list[str]:
        """What the hotel's thread shows when Meta has nothing left to tell."""
        assert await self.meta.settled(20)
        await drain_all(self.office)
        assert set(await letters(self.office)) <= {"done"}
        return sorted(await texts(self.office, self.admin.tenant_id))


@asynccontextmanager
async def serving(settings: Settings, listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(create_app(settings), lifespan="on", log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
        if task.done():
            await task
    yield
    server.should_exit = True
    await task
    listening.close()


@pytest.fixture
async def world(office: Office, settings: Settings) -> AsyncIterator[World]:
    meta = Meta(switches=AT_ONCE, seed=7)
    admin = await a_user(office, await a_tenant(office), Role.TENANT_ADMIN)
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with served(meta) as simulator_url:
        ours = msgspec.structs.replace(settings, simulator_url=simulator_url, frontend_url=url)
        async with (
            serving(ours, listening),
            httpx.AsyncClient(base_url=url) as here,
            httpx.AsyncClient(base_url=simulator_url) as there,
        ):
            yield World(office, meta, here, there, admin, await signed_in(here, admin), [])


@pytest.fixture
async def elsewhere() -> AsyncIterator[Callback]:
    """Another system of the hotel's, which its Meta app calls."""
    callback = Callback()
    await callback.open()
    yield callback
    await callback.close()


async def test_a_change_of_set_up_and_back_loses_no_webhook(world: World) -> None:
    world.is_set_up("7000", PLATFORM_SECRET, PLATFORM_TOKEN)
    assert (await world.claims(app_secret=None))["set_up"] == "platform"
    await world.guest_says(5)

    # Here first: Meta still signs with the platform's app for a while.
    own = await world.claims(app_secret=OWN_SECRET)
    await world.guest_says(5)
    world.is_set_up("7001", OWN_SECRET, own["verify_token"])
    await world.guest_says(5)
    # And back, Meta first: it signs with the platform's app before anybody told us.
    world.is_set_up("7000", PLATFORM_SECRET, PLATFORM_TOKEN)
    await world.guest_says(5)
    back = await world.claims(app_secret=None)
    await world.guest_says(5)

    assert (own["set_up"], own["former_set_up"]) == ("own", "platform")
    assert (back["set_up"], back["former_set_up"]) == ("platform", "own")
    assert await world.heard() == sorted(world.said)


async def test_an_app_that_meta_uses_before_we_know_its_secret_is_heard_in_the_end(world: World) -> None:
    world.is_set_up("7000", PLATFORM_SECRET, PLATFORM_TOKEN)
    await world.claims(app_secret=None)
    world.is_set_up("7001", OWN_SECRET, None)
    await world.guest_says(3)
    async with asyncio.timeout(10):
        while not world.meta.post_office.figures().posts_refused:
            await asyncio.sleep(0.01)

    await world.claims(app_secret=OWN_SECRET)

    assert await world.heard() == sorted(world.said)


async def test_two_secrets_live_until_the_old_one_is_retired(world: World) -> None:
    world.is_set_up("7001", OWN_SECRET, None)
    await world.claims(app_secret=OWN_SECRET)
    await world.claims(app_secret=NEXT_SECRET)
    guests = a_body((WABA, a_change(NUMBER, messages=[a_text("antes")])[1]))

    both = [await post(world.here, guests, secret) for secret in (OWN_SECRET, NEXT_SECRET)]
    shown = (await world.here.get(world.door, headers=world.headers)).json()
    retired = await world.here.post(f"{world.door}/retire-secret", headers=world.headers)
    async with asyncio.timeout(8):
        while (late := await post(world.here, guests, OWN_SECRET)).status_code == 200:
            await asyncio.sleep(0.2)

    assert [answered.status_code for answered in both] == [200, 200]
    assert shown["previous_app_secret"]["set"]
    assert not retired.json()["previous_app_secret"]["set"]
    assert late.status_code == 401
    assert (await post(world.here, guests, NEXT_SECRET)).status_code == 200


@pytest.mark.parametrize("scope", ["number", "account"])
async def test_an_override_brings_messages_here_and_leaves_the_apps_own_news_where_they_go(
    world: World, elsewhere: Callback, scope: str
) -> None:
    world.is_set_up("7001", OWN_SECRET, None, elsewhere.url)
    claimed = await world.claims(app_secret=OWN_SECRET)

    before = (await world.here.get(f"{world.door}/callback", params={"phone_number_id": NUMBER}, headers=world.headers)).json()
    after = await world.sets_callback(scope=scope)
    await world.guest_says(3)
    review = {"phone_number_id": NUMBER, "field": "account_review_update", "value": {"decision": "APPROVED"}}
    assert (await world.there.post("/_sim/webhooks", json=review)).status_code == 202
    here = await world.heard()
    gone = await world.sets_callback(scope=scope, override=False)
    await world.guest_says(1)
    assert await world.meta.settled(10)

    assert claimed["verify_token"]
    assert (before["application"], before["reaches_us"], before["is_subscribed"]) == (elsewhere.url, False, True)
    assert (after[scope], after["reaches_us"]) == (world.webhook, True)
    assert here == sorted(world.said[:3])
    assert (gone[scope], gone["reaches_us"]) == (None, False)
    assert [message["text"]["body"] for message in elsewhere.messages] == world.said[3:]
    assert [value["decision"] for push in elsewhere.pushes for value in push.values if "decision" in value] == ["APPROVED"]


async def test_an_address_that_does_not_answer_meta_is_told_so(office: Office, settings: Settings) -> None:
    meta = Meta(switches=AT_ONCE, seed=7)
    admin = await a_user(office, await a_tenant(office), Role.TENANT_ADMIN)
    listening = socket.create_server(("127.0.0.1", 0))
    url, door = f"http://127.0.0.1:{listening.getsockname()[1]}", f"/api/tenants/{admin.tenant_id}/whatsapp"
    async with served(meta) as simulator_url:
        meta.put_number(a_number(NUMBER, access_token=TOKEN))
        nowhere = msgspec.structs.replace(settings, simulator_url=simulator_url, frontend_url="http://127.0.0.1:9")
        async with serving(nowhere, listening), httpx.AsyncClient(base_url=url) as here:
            headers = await signed_in(here, admin)
            claimed = await here.put(door, json=CLAIM, headers=headers)
            refused = await here.post(f"{door}/callback", json={"phone_number_id": NUMBER, "override": True}, headers=headers)
            strangers = await here.post(f"{door}/callback", json={"phone_number_id": "1055009", "override": True}, headers=headers)

    assert claimed.status_code == 200, claimed.text
    assert (refused.status_code, refused.json()["code"]) == (400, "NUMBER_NOT_PROVEN")
    assert "endereço de retorno" in refused.json()["message"]
    assert strangers.status_code == 404
