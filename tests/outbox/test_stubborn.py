"""One message that cannot be said, one row that cannot be written, one bad moment: nobody else waits for it, nor for ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.core.ids import new_id
from app.messages.delivery import Delivery
from app.messages.sending.carriage import House, unseen
from app.messages.sending.rounds import Round
from app.outbox import call_log
from app.whatsapp.client import GraphClient
from simulator.meta import Meta
from tests.builders import a_channel
from tests.conftest import Cluster
from tests.outbox.aftermath import a_desk
from tests.outbox.front_desk import ANA, BRUNO, Hotel, reached
from tests.outbox.postponed import THREAD, fire, is_due, schedules
from tests.outbox.wire import accepted

REFUSE = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$"
REFUSE_WHEN = "CREATE TRIGGER refuse BEFORE UPDATE ON outbox FOR EACH ROW WHEN ({}) EXECUTE FUNCTION refuse()"


@asynccontextmanager
async def refusing(cluster: Cluster, database: str, when: str) -> AsyncIterator[None]:
    """A database that does not take one kind of row."""
    await cluster.say(REFUSE, database)
    await cluster.say(REFUSE_WHEN.format(when), database)
    yield
    await cluster.say("DROP TRIGGER refuse ON outbox", database)


async def leases_end(hotel: Hotel) -> None:
    await hotel.writes("UPDATE outbox SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL")


async def test_a_message_that_cannot_be_put_into_words_fails_and_the_others_go(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    broken = (await hotel.says(await hotel.has_guest(), "?")).message.id
    template = (await hotel.says(await hotel.has_guest("5511900000003"), "?")).message.id
    await hotel.writes("UPDATE messages SET content = '[]' WHERE id = :id", id=broken)
    await hotel.writes("UPDATE messages SET content = '{}', message_type = 'template' WHERE id = :id", id=template)
    await hotel.says(await hotel.has_guest(BRUNO), "Bom dia!")

    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta) == ["Bom dia!"]
    assert {(await hotel.message(one)).status for one in (broken, template)} == {"failed"}


async def test_a_scheduled_message_that_cannot_be_read_keeps_no_other_back(hotel: Hotel) -> None:
    broken = (await schedules(hotel, await hotel.has_guest())).id
    other = (await schedules(hotel, await hotel.has_guest(BRUNO))).id
    await hotel.writes("UPDATE messages SET content = '{}', message_type = 'template' WHERE id = :id", id=broken)
    await is_due(hotel)

    await fire(hotel)

    assert (await hotel.message(other)).status == "pending"
    assert (await hotel.message(broken)).status == "scheduled"


async def test_a_number_whose_lost_letters_cannot_be_written_keeps_no_other_back(
    hotel: Hotel, delivery: Delivery, meta: Meta, cluster: Cluster, database: str
) -> None:
    lost = (await hotel.says(await hotel.has_guest(), "Perdida")).message.id
    await hotel.writes(
        "UPDATE outbox SET state = 'calling', calling_at = now() - interval '1 hour', lease_until = now() - interval '1 hour'"
    )
    others = [await a_channel(hotel.office, hotel.tenant, f"10550{place}", waba_id=f"90010{place}") for place in (10, 11)]
    async with refusing(cluster, database, f"OLD.id = '{lost}'"):
        for place, channel in enumerate(others):
            said = (await hotel.says(await hotel.has_guest(f"551190000010{place}"), "Bom dia!")).message.id
            await hotel.writes("UPDATE outbox SET channel_id = :channel WHERE id = :id", channel=channel.id, id=said)
        await delivery.sweep()
        assert set(delivery._walks) >= {channel.id for channel in others}


async def test_letters_that_were_not_opened_leave_no_place_taken(hotel: Hotel, cluster: Cluster, database: str) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        return accepted({"biz_opaque_callback_data": str(new_id())})

    client = GraphClient(transport=httpx.MockTransport(answer))
    house = House(hotel.office, client, {hotel.channel.graph: "http://graph"}, places=1, witness=unseen)
    for place in range(5):
        await hotel.says(await hotel.has_guest(f"551190000000{place}"))
    walk = asyncio.create_task(Round(house, hotel.tenant.id, hotel.channel.id).walk())
    async with refusing(cluster, database, "NEW.state = 'calling'"):
        await asyncio.sleep(1)
    await leases_end(hotel)

    await asyncio.wait_for(walk, 5)

    assert house.places._free == 1
    await client.aclose()


async def test_what_is_said_when_its_time_comes_goes_after_what_was_said_before(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest(ANA)
    later = (await schedules(hotel, ana, "Seu táxi chegou")).id
    said = (await hotel.says(ana, "Bom dia!")).message.id
    await hotel.writes("UPDATE outbox SET state = 'held', due_at = now() + interval '1 hour' WHERE id = :id", id=said)
    await is_due(hotel)
    await fire(hotel)
    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    assert reached(meta) == []

    await hotel.writes("UPDATE outbox SET due_at = now() WHERE id = :id", id=said)
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    await hotel.until_status(later, "sent")
    assert reached(meta) == ["Bom dia!", "Seu táxi chegou"]


async def test_a_clock_that_was_put_back_silences_no_number(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest(ANA)
    await hotel.says(ana, "Bom dia!")
    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    await hotel.writes("UPDATE outbox SET calling_at = calling_at + interval '1 hour'")
    await hotel.writes("UPDATE channels SET sender = :id, sender_until = now() + interval '1 hour'", id=new_id())

    await hotel.says(ana, "Boa tarde!")
    async with asyncio.timeout(5):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta) == ["Bom dia!", "Boa tarde!"]


async def test_however_many_calls_there_were_all_that_are_old_are_forgotten(hotel: Hotel) -> None:
    said = (await hotel.says(await hotel.has_guest())).message.id
    many = call_log.AT_ONCE * 2 + 1
    row = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, :message, now() - interval '9 years', 'sent'"
    into = "INSERT INTO graph_calls (tenant_id, id, message_id, at, outcome)"
    told = {"tenant": hotel.tenant.id, "message": said}
    await hotel.writes(f"{into} SELECT :tenant, {row} FROM generate_series(1, {many}) AS n", **told)  # noqa: S608 - our own words

    await call_log.prune(hotel.office, keep_days=30)

    assert await hotel.rows("SELECT id FROM graph_calls") == []


async def test_two_that_are_in_each_others_way_are_told_to_come_again(
    hotel: Hotel, client: httpx.AsyncClient, cluster: Cluster, database: str
) -> None:
    ana, desk = await hotel.has_guest(ANA), await a_desk(hotel, client)
    await cluster.say(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE = '40P01'; END $$", database
    )
    await cluster.say("CREATE TRIGGER refuse BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION refuse()", database)

    answered = await client.post(THREAD.format(ana), json={"content": "Bom dia!"}, headers=desk.headers)

    assert (answered.status_code, answered.json()["code"]) == (503, "DATABASE_UNAVAILABLE")
