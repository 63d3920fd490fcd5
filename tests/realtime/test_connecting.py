"""Who may connect, what they hear first, and how their socket ends."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta

import httpx
import jwt
import pytest
from socketio.exceptions import ConnectionError as RefusedError
from sqlalchemy import text

from app.core.clock import now
from app.core.permissions import Role
from app.core.work import Office
from app.sessions.tokens import Tokens
from app.settings import Settings
from app.users.schemas import PersonView
from tests import builders
from tests.realtime.conftest import Browser, Enter, Hotel, guest_writes, serving, token_of

Browsers = Callable[[str], Browser]


async def test_connected_says_who_where_and_how_far(worker: Office, hotel: Hotel, enter: Enter) -> None:
    await guest_writes(worker, hotel)

    browser = await enter(hotel.attendant)

    (greeting,) = browser.of("connected")
    assert greeting["user_id"] == str(hotel.attendant.id)
    assert greeting["tenant_id"] == str(hotel.tenant.id)
    assert greeting["last_event_id"] == 2
    assert greeting["unread_count"] == 1
    assert greeting["message"] == "Conectado."


async def test_the_token_may_come_in_the_query_and_by_polling(api: str, hotel: Hotel, browsers: Browsers) -> None:
    browser = browsers(api)

    await browser.connect(None, query=f"?token={await token_of(api, hotel.attendant)}", transports=["polling"])

    assert (await browser.until("connected"))["user_id"] == str(hotel.attendant.id)


@pytest.mark.parametrize("token", [None, "", "no-token", "a.b.c"])
async def test_without_a_token_of_ours_the_handshake_is_refused(api: str, browsers: Browsers, token: str | None) -> None:
    browser = browsers(api)

    with pytest.raises(RefusedError):
        await browser.connect(token)

    assert browser.refusal["message"] == "UNAUTHORIZED"
    assert browser.refusal["data"]["code"] == "UNAUTHORIZED"
    assert browser.refusal["data"]["request_id"]


async def test_an_expired_token_is_refused_as_such(api: str, settings: Settings, hotel: Hotel, browsers: Browsers) -> None:
    claims = jwt.decode(await token_of(api, hotel.attendant), options={"verify_signature": False})
    stale = jwt.encode(claims | {"exp": int(now().timestamp()) - 1}, settings.jwt_secret, algorithm="HS256")
    browser = browsers(api)

    with pytest.raises(RefusedError):
        await browser.connect(stale)

    assert browser.refusal["message"] == "TOKEN_EXPIRED"


async def test_a_suspended_hotel_stays_out(api: str, worker: Office, hotel: Hotel, browsers: Browsers) -> None:
    token = await token_of(api, hotel.attendant)
    async with worker.for_house() as work:
        await work.session.execute(
            text("UPDATE tenants SET status = 'SUSPENDED', updated_at = :now WHERE id = :id"), {"id": hotel.tenant.id, "now": now()}
        )
    await asyncio.sleep(1)
    browser = browsers(api)

    with pytest.raises(RefusedError):
        await browser.connect(token)

    assert browser.refusal["message"] == "TENANT_SUSPENDED"


@pytest.mark.parametrize("named", ["tenant=pousada-serena", "tenant_id=018f2f6a-7c1e-7b7e-9a51-3f8f0f0c2d11"])
async def test_a_handshake_that_names_another_hotel_is_refused(api: str, hotel: Hotel, browsers: Browsers, named: str) -> None:
    browser = browsers(api)
    own = browsers(api)
    token = await token_of(api, hotel.attendant)

    with pytest.raises(RefusedError):
        await browser.connect(token, query=f"?{named}")
    await own.connect(token, query=f"?tenant={hotel.tenant.slug}&tenant_id={hotel.tenant.id}")

    assert browser.refusal["data"]["code"] == "TENANT_MISMATCH"
    assert (await own.until("connected"))["tenant_id"] == str(hotel.tenant.id)


async def test_a_stranger_page_may_not_call(api: str, hotel: Hotel, browsers: Browsers) -> None:
    browser = browsers(api)

    with pytest.raises(RefusedError):
        await browser.connect(await token_of(api, hotel.attendant), headers={"Origin": "http://elsewhere.example"})


async def test_the_chat_s_own_address_and_the_same_host_may_call(api: str, hotel: Hotel, browsers: Browsers) -> None:
    for origin in ("http://recado.test", api):
        browser = browsers(api)
        await browser.connect(await token_of(api, hotel.attendant), headers={"Origin": origin})
        await browser.until("connected")


async def test_a_fourth_connection_takes_the_place_of_the_oldest(
    api: str, settings: Settings, hotel: Hotel, enter: Enter, stack: AsyncExitStack
) -> None:
    other = await stack.enter_async_context(serving(settings))
    oldest, second, third = [await enter(hotel.attendant, url) for url in (other, api, other)]

    fourth = await enter(hotel.attendant, api)

    assert (await oldest.until("error"))["code"] == "CONNECTION_REPLACED"
    await oldest.until_gone()
    assert all(browser.socket.connected for browser in (second, third, fourth))
    for browser in (oldest, second, third, fourth):
        await browser.close()


async def test_places_of_a_process_that_died_count_no_more(settings: Settings, hotel: Hotel, enter: Enter, api: str) -> None:
    from redis.asyncio import Redis

    redis = Redis.from_url(settings.redis_url)
    key = f"recado:places:{hotel.tenant.id}:{hotel.attendant.id}"
    living = [await enter(hotel.attendant) for _ in range(2)]
    await redis.zadd(key, {f"deadhost:{hotel.attendant.id}:sid{n}": 9e12 + n for n in range(3)})

    newest = await enter(hotel.attendant)

    assert await newest.ask("ping", {})
    assert all(browser.socket.connected for browser in living)
    assert await redis.zcard(key) == 3
    await redis.aclose()


async def test_a_socket_ends_with_its_token(api: str, settings: Settings, worker: Office, hotel: Hotel, browsers: Browsers) -> None:
    genuine = jwt.decode(await token_of(api, hotel.attendant), options={"verify_signature": False})
    person = PersonView(
        id=hotel.attendant.id,
        tenant_id=hotel.tenant.id,
        email=hotel.attendant.email,
        name="Ana",
        role=Role.ATTENDANT,
        must_change_password=False,
    )
    token, _ends = Tokens(settings.jwt_secret).access(person, genuine["sid"], timedelta(seconds=2))
    browser = browsers(api)
    await browser.connect(token)
    await browser.until("connected")

    assert (await browser.until("error"))["code"] == "TOKEN_EXPIRED"
    await browser.until_gone()


async def test_a_signed_out_session_loses_its_socket_within_a_second(api: str, hotel: Hotel, browsers: Browsers) -> None:
    token = await token_of(api, hotel.attendant)
    browser = browsers(api)
    await browser.connect(token)
    await browser.until("connected")

    async with httpx.AsyncClient(base_url=api) as client:
        answered = await client.post("/auth/logout", headers={"Authorization": f"Bearer {token}"})

    assert answered.status_code == 200
    await browser.until_gone(within=1.0)
    assert browser.of("error")[0]["code"] == "SESSION_ENDED"


@pytest.mark.parametrize("name", ["disconnect", "connect"])
async def test_nobody_says_goodbye_and_goes_on_listening(api: str, worker: Office, hotel: Hotel, enter: Enter, name: str) -> None:
    browser = await enter(hotel.attendant)
    token = await token_of(api, hotel.attendant)

    await browser.socket.emit(name, ({"QUERY_STRING": f"token={token}"}, None))

    await browser.until_gone()
    await guest_writes(worker, hotel)
    assert browser.of("message:new") == []


async def test_ping_is_answered(hotel: Hotel, enter: Enter) -> None:
    browser = await enter(hotel.attendant)

    await browser.socket.emit("ping", {})

    assert (await browser.until("pong"))["timestamp"].endswith("Z")


@pytest.mark.parametrize(
    "said", ['2["ping', "2[]", '2["ping","\\ud800"]', "2" + "[" * 20_000, '59999999999-["ping",{}]', '62-["ping",{}]', "9", b"\0\1"]
)
async def test_who_does_not_speak_the_protocol_is_shown_out(
    hotel: Hotel, enter: Enter, said: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    browser = await enter(hotel.attendant)

    await browser.socket.eio.send(said)

    await browser.until_gone()
    assert "Traceback" not in caplog.text


async def test_a_frame_that_is_too_large_ends_the_connection(hotel: Hotel, enter: Enter) -> None:
    browser = await enter(hotel.attendant)

    await browser.socket.emit("ping", {"padding": "x" * 70_000})

    await browser.until_gone()


async def test_somebody_without_the_right_hears_only_heads(worker: Office, hotel: Hotel, enter: Enter) -> None:
    field_staff = await builders.a_user(worker, hotel.tenant, Role.AGENT)
    browser, attendant = await enter(field_staff), await enter(hotel.attendant)

    await guest_writes(worker, hotel)

    await attendant.until("message:new")
    assert await browser.until("head") == {"event_id": 2}
    assert browser.logged() == []
    refused = await browser.ask("join_conversation", {"conversation_id": str(hotel.conversation.id)})
    assert refused["code"] == "PERMISSION_DENIED"
    assert await browser.ask("resume", {"last_event_id": 0}) == {"events": [], "up_to": 2, "has_more": False}
