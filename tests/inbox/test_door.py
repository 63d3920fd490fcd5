"""Who may come in by the webhook's door, and what it does when a part of the house is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from app.channels.models import Channel
from app.core.database import async_url
from app.core.work import Office
from app.inbox.body import LARGEST_BYTES
from app.main import create_app, front
from app.settings import Settings
from tests.conftest import Cluster
from tests.inbox.meta import NEIGHBOURS_SECRET, PATH, PLATFORM_SECRET, SECRET, a_body, a_change, a_text, post
from tests.inbox.rows import drain_all, letters, set_secrets, texts

HANDSHAKE = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}


@asynccontextmanager
async def an_api(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A second API process, with settings of its own."""
    built = create_app(settings)
    transport = httpx.ASGITransport(cast(Any, built), client=("203.0.113.7", 40000))
    async with built.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://recado.test") as client:
        yield client


@asynccontextmanager
async def holding(cluster: Cluster, database: str, statement: str) -> AsyncIterator[None]:
    """The administrator's transaction that does not end."""
    engine = create_async_engine(async_url(cluster.url(database)), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
        yield
    await engine.dispose()


@pytest.mark.parametrize("token", ["hotel-verify-token", "platform-verify-token-0123456789"])
async def test_a_handshake_gives_the_challenge_back(client: httpx.AsyncClient, channel: Channel, token: str) -> None:
    await post(client, a_body(a_change(channel, messages=[a_text()])))  # and so the number is known

    answered = await client.get(PATH, params=HANDSHAKE | {"hub.verify_token": token})

    assert (answered.status_code, answered.text) == (200, "1158201444")
    assert answered.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "asked", [{"hub.verify_token": "guessed"}, {}, {"hub.verify_token": "hotel-verify-token", "hub.mode": "unsubscribe"}]
)
async def test_a_handshake_without_a_token_of_ours_is_refused(client: httpx.AsyncClient, channel: Channel, asked: dict[str, str]) -> None:
    await post(client, a_body(a_change(channel, messages=[a_text()])))

    answered = await client.get(PATH, params=HANDSHAKE | asked)

    assert (answered.status_code, answered.json()["code"]) == (403, "INVALID_VERIFY_TOKEN")


@pytest.mark.parametrize("secret", [None, "another-secret", NEIGHBOURS_SECRET, PLATFORM_SECRET, ""])
async def test_what_its_own_app_has_not_signed_is_refused(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, secret: str | None
) -> None:
    answered = await post(client, a_body(a_change(channel, messages=[a_text()])), secret)

    assert (answered.status_code, answered.json()["code"]) == (401, "INVALID_SIGNATURE")
    assert await letters(office) == []


@pytest.mark.parametrize("header", ["", "sha256=", "sha256=" + "0" * 63, "sha1=" + "0" * 40, "sha256=" + "Z" * 64])
async def test_a_malformed_signature_is_refused_before_the_body_is_read(client: httpx.AsyncClient, header: str) -> None:
    async def body() -> AsyncIterator[bytes]:
        for part in (b"{", b"}"):
            read.append(part)
            yield part

    read: list[bytes] = []

    answered = await client.post(PATH, content=body(), headers={"X-Hub-Signature-256": header})

    assert (answered.status_code, read) == (401, [])


@pytest.mark.parametrize("order", [1, -1])
async def test_of_a_mixed_payload_only_what_is_ones_own_is_stored(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, order: int
) -> None:
    changes = [a_change(neighbour, messages=[a_text("forjada")]), a_change(channel, messages=[a_text("verdadeira")])]

    assert (await post(client, a_body(*changes[::order]), SECRET)).status_code == 200
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["verdadeira"]
    assert await texts(office, neighbour.tenant_id) == []
    assert await letters(office, "SELECT source_id FROM inbox") == [channel.phone_number_id]


async def test_both_live_secrets_open_and_a_retired_one_does_not(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await set_secrets(office, channel, "the-new-secret-0123456789", previous=SECRET)
    by_old = await post(client, a_body(a_change(channel, messages=[a_text()])), SECRET)
    by_new = await post(client, a_body(a_change(channel, messages=[a_text()])), "the-new-secret-0123456789")
    await set_secrets(office, channel, "the-new-secret-0123456789")
    # Any miss makes the door look again; else it would within five seconds.
    await post(client, a_body(a_change(channel, messages=[a_text()])), "no secret at all")
    by_retired = await post(client, a_body(a_change(channel, messages=[a_text()])), SECRET)

    assert [answered.status_code for answered in (by_old, by_new, by_retired)] == [200, 200, 401]


async def test_an_unknown_number_is_kept_when_the_platform_signed(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    unknown = a_body(a_change("999000111", messages=[a_text()]))

    assert (await post(client, unknown, PLATFORM_SECRET)).status_code == 200
    await drain_all(office)

    assert await letters(office, "SELECT source_id, state FROM inbox") == [("999000111", "unclaimed")]


async def test_nobody_plants_a_history_for_a_number_that_is_not_theirs(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    by_hotel = await post(client, a_body(a_change("999000111", messages=[a_text()])), SECRET)
    # The WABA is a hotel's with an app of its own: the platform does not sign for it.
    waba, change = a_change("999000111", messages=[a_text()])
    misfit = await post(client, a_body((channel.waba_id, change)), PLATFORM_SECRET)

    assert (by_hotel.status_code, misfit.status_code, waba != channel.waba_id) == (401, 401, True)
    assert await letters(office) == []


async def test_three_megabytes_come_in_and_more_than_four_do_not(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    large = a_body(a_change(channel, messages=[a_text("x" * 3000, at=1) for _ in range(940)]))
    assert 2_900_000 < len(large) < LARGEST_BYTES
    assert (await post(client, large)).status_code == 200

    too_large = b"{" + b" " * LARGEST_BYTES + b"}"
    assert (await post(client, too_large)).status_code == 413

    async def chunks() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 500_000

    undeclared = await client.post(PATH, content=chunks(), headers={"X-Hub-Signature-256": "sha256=" + "0" * 64})
    assert (undeclared.status_code, undeclared.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
    assert len(await letters(office)) == 940


@pytest.mark.parametrize("body", [b"no json", b"[]", b"", b"{" * 100_000, b'{"entry":[]}', b'{"object":"page","entry":7}', b"\xff\xfe"])
async def test_what_cannot_be_split_is_one_row_if_the_platform_signed_it(
    office: Office, client: httpx.AsyncClient, channel: Channel, body: bytes
) -> None:
    refused = [(await post(client, body, secret)).status_code for secret in (None, SECRET)]
    accepted = await post(client, body, PLATFORM_SECRET)

    assert (refused, accepted.status_code) == ([401, 401], 200)
    assert await letters(office, "SELECT source_id, kind, body FROM inbox") == [("app", "raw", body)]


async def test_other_methods_are_told_so(client: httpx.AsyncClient) -> None:
    answered = await client.put(PATH)

    assert (answered.status_code, answered.json()["code"]) == (405, "METHOD_NOT_ALLOWED")


async def test_postgres_away_is_503_at_once(settings: Settings) -> None:
    away = msgspec.structs.replace(settings, database_url="postgresql://a:b@127.0.0.1:9/none")

    async with an_api(away) as client:
        answered = await post(client, a_body(a_change("1", messages=[a_text()])))
        handshake = await client.get(PATH, params=HANDSHAKE | {"hub.verify_token": "platform-verify-token-0123456789"})

    assert (answered.status_code, answered.json()["code"]) == (503, "DATABASE_UNAVAILABLE")
    assert handshake.status_code == 200


async def test_postgres_that_goes_away_later_is_503_and_nothing_hangs(
    office: Office, client: httpx.AsyncClient, channel: Channel, cluster: Cluster, database: str
) -> None:
    assert (await post(client, a_body(a_change(channel, messages=[a_text("antes")])))).status_code == 200
    await cluster.say(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
    await cluster.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")  # noqa: S608 - our own name

    async with asyncio.timeout(8):
        answers = await asyncio.gather(*(post(client, a_body(a_change(channel, messages=[a_text("durante")]))) for _ in range(20)))
    await cluster.say(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    after = await post(client, a_body(a_change(channel, messages=[a_text("depois")])))

    assert {answered.status_code for answered in answers} == {503}
    assert after.status_code == 200
    await office.engine.dispose()
    await drain_all(office)
    assert set(await texts(office, channel.tenant_id)) == {"antes", "depois"}


async def test_a_postgres_that_does_not_answer_is_503_within_our_patience(
    client: httpx.AsyncClient, channel: Channel, cluster: Cluster, database: str
) -> None:
    assert (await post(client, a_body(a_change(channel, messages=[a_text()])))).status_code == 200

    async with holding(cluster, database, "LOCK TABLE inbox"), asyncio.timeout(7):
        answers = await asyncio.gather(*(post(client, a_body(a_change(channel, messages=[a_text()]))) for _ in range(5)))

    assert {answered.status_code for answered in answers} == {503}
    assert (await post(client, a_body(a_change(channel, messages=[a_text()])))).status_code == 200


async def test_redis_away_is_200_and_the_sweep_finds_it(office: Office, channel: Channel, settings: Settings) -> None:
    async with an_api(msgspec.structs.replace(settings, redis_url="redis://127.0.0.1:9/0")) as client:
        answered = await post(client, a_body(a_change(channel, messages=[a_text("sem campainha")])))

    assert answered.status_code == 200
    await drain_all(office)  # what the sweep does
    assert await texts(office, channel.tenant_id) == ["sem campainha"]


async def test_a_hotel_whose_secret_does_not_open_shuts_the_door_for_nobody_else(
    office: Office, channel: Channel, neighbour: Channel, settings: Settings
) -> None:
    purpose = f"meta_app:{neighbour.tenant_id}:app_secret"
    async with office.for_tenant(channel.tenant_id) as work:
        # A neighbour's sealed secret, copied into one's own row.
        await work.session.execute(text("UPDATE meta_apps SET app_secret = :it"), {"it": office.keyring.seal("copied", purpose=purpose)})

    async with an_api(settings) as client:
        copied = await post(client, a_body(a_change(channel, messages=[a_text()])), "copied")
        other = await post(client, a_body(a_change(neighbour, messages=[a_text()])), NEIGHBOURS_SECRET)

    assert (copied.status_code, other.status_code) == (401, 200)


@pytest.mark.parametrize(("secret", "status"), [(SECRET, 200), (None, 401), ("another", 401)])
async def test_the_porch_says_what_the_door_says(app: Litestar, office: Office, channel: Channel, secret: str | None, status: int) -> None:
    transport = httpx.ASGITransport(cast(Any, front(app)), client=("203.0.113.7", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://recado.test") as client:
        answered = await post(client, a_body(a_change(channel, messages=[a_text()])), secret)
        handshake = await client.get(PATH, params=HANDSHAKE | {"hub.verify_token": "platform-verify-token-0123456789"})

    assert (answered.status_code, handshake.status_code) == (status, 200)
    assert await letters(office) == ["new"] * (status == 200)
    if status == 401:
        assert answered.json()["code"] == "INVALID_SIGNATURE"
        assert answered.json()["request_id"]
