"""Workers that are killed at each step, and a Redis that is away: every guest gets each message once."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
import msgspec
import pytest
from sqlalchemy import text

from app.core.queue import serve
from app.core.work import Office
from app.inbox.drainer import Drainer
from app.inbox.models import Lane
from app.inbox.service import Hand
from app.inbox.sweeping import numbers_with_new
from app.messages.delivery import Delivery
from app.messages.intake import take_in
from app.settings import Settings
from simulator.meta import Meta
from tests.conftest import Cluster, environment
from tests.outbox.front_desk import NUMBER, TOKEN, WABA, Hotel, reached, until
from tests.simulator.hotel import Callback, a_number
from workers.outbound import open_post

SECRET = "hotel-app-secret-0123456789abcdef"
TAKE_LONG = "CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$"
SLOW_TO_BE = "CREATE TRIGGER take_long BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.state = '{}') EXECUTE FUNCTION take_long()"


@pytest.fixture
async def callback() -> AsyncIterator[Callback]:
    opened = Callback()
    await opened.open()
    yield opened
    await opened.close()


@asynccontextmanager
async def a_worker(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """A real one, in a process of its own."""
    env = environment(settings.database_url, settings.redis_url)
    env |= {"ENCRYPTION_KEYS": ",".join(settings.encryption_keys), "SIMULATOR_URL": str(settings.simulator_url), "LOG_LEVEL": "WARNING"}
    running = await asyncio.create_subprocess_exec(sys.executable, "-m", "workers.outbound", env=env)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def bring(client: httpx.AsyncClient, callback: Callback, office: Office) -> None:
    """What Meta pushed goes through the door and into the conversation."""
    for push in list(callback.pushes):
        headers = {"X-Hub-Signature-256": push.signature, "Content-Type": "application/json"}
        assert (await client.post("/webhooks/whatsapp", content=push.body, headers=headers)).status_code == 200
    drainer = Drainer(Hand(office, take_in, Lane.RECEIPTS))
    drainer.wake(await numbers_with_new(office))
    await asyncio.gather(*drainer._hands)


@asynccontextmanager
async def slow_to_be(cluster: Cluster, database: str, state: str) -> AsyncIterator[None]:
    """A worker that writes this state hangs in its commit, until it is killed; its connections end with it."""
    await cluster.say(TAKE_LONG, database)
    await cluster.say(SLOW_TO_BE.format(state), database)
    yield
    await cluster.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recado-outbound'")
    await cluster.say("DROP TRIGGER take_long ON outbox", database)


@asynccontextmanager
async def slow_to_answer(meta: Meta) -> AsyncIterator[None]:
    meta.faults.answer_delay_ms = 15_000
    yield
    meta.faults.answer_delay_ms = 0


async def says_and_is_killed(hotel: Hotel, settings: Settings, point: Callable[[], Awaitable[bool]]) -> UUID:
    async with a_worker(settings) as worker:
        said = await hotel.says(await hotel.has_guest(), "Sua chave está na recepção")
        await until(point, 20)
        await asyncio.sleep(0.2)
        worker.kill()
    return said.message.id


async def leases_end(hotel: Hotel) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE outbox SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL"))


async def test_killed_with_a_letter_in_hand_it_goes_out_once(
    hotel: Hotel, wired: Settings, meta: Meta, delivery: Delivery, cluster: Cluster, database: str
) -> None:
    async def is_claimed() -> bool:
        return await hotel.rows("SELECT state FROM outbox") == [("claimed",)]

    async with slow_to_be(cluster, database, "calling"):
        message_id = await says_and_is_killed(hotel, wired, is_claimed)
    await leases_end(hotel)
    await delivery.sweep()

    await hotel.until_status(message_id, "sent")
    assert reached(meta) == ["Sua chave está na recepção"]


@pytest.mark.parametrize("dies", ["while Meta thinks", "before it wrote Meta's answer down"])
async def test_killed_after_meta_took_it_the_guest_has_it_once_and_its_status_lands(
    hotel: Hotel, wired: Settings, meta: Meta, callback: Callback, delivery: Delivery, client: httpx.AsyncClient, cluster: Cluster,
    database: str, dies: str,
) -> None:  # fmt: skip
    meta.put_number(a_number(NUMBER, business_account_id=WABA, access_token=TOKEN, app_secret=SECRET, callback_url=callback.url))

    async def is_taken() -> bool:
        return bool(reached(meta))

    async with slow_to_answer(meta) if dies == "while Meta thinks" else slow_to_be(cluster, database, "done"):
        message_id = await says_and_is_killed(hotel, wired, is_taken)
    await leases_end(hotel)
    await delivery.sweep()
    await hotel.until_status(message_id, "uncertain")

    await meta.settled(5)
    await bring(client, callback, hotel.office)
    await delivery.sweep()

    (letter,) = meta.letters.from_hotels(NUMBER)
    message = await hotel.message(message_id)
    assert (message.status, message.wamid) == ("delivered", letter.wamid)
    assert (await hotel.letter(message_id)).state == "done"


async def test_while_redis_is_away_the_sweep_delivers(wired: Settings, hotel: Hotel, office: Office, meta: Meta) -> None:
    nowhere = msgspec.structs.replace(wired, redis_url="redis://127.0.0.1:9/0")
    async with open_post(office, nowhere) as post:
        worker = asyncio.create_task(serve(nowhere.redis_url, post))
        said = await hotel.says(await hotel.has_guest(), "Sem Redis")
        await hotel.until_status(said.message.id, "sent")
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)

    assert reached(meta) == ["Sem Redis"]


async def test_a_ring_reaches_a_real_worker_at_once(wired: Settings, hotel: Hotel, meta: Meta) -> None:
    ana = await hotel.has_guest()
    async with a_worker(wired) as worker:
        warm_up = await hotel.says(ana, "Primeiro")
        await hotel.until_status(warm_up.message.id, "sent", 20)

        said = await hotel.says(ana, "Rápido")
        await hotel.until_status(said.message.id, "sent", 1)
        worker.terminate()
        assert await asyncio.wait_for(worker.wait(), 10) == 0

    assert reached(meta) == ["Primeiro", "Rápido"]
