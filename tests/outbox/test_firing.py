"""What is due is looked at again before it is said; whoever dies over it, and however much comes at once, it is said once."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from app.contacts.service import Folding
from app.core.clock import now
from app.core.errors import ConflictError
from app.core.ids import new_id
from app.core.work import Office
from app.messages.arriving import merging
from app.messages.composing.later import Schedule
from app.messages.delivery import Delivery
from app.schedules import service
from app.settings import Settings
from app.templates.models import Template
from simulator.meta import Meta
from tests.builders import a_channel, a_tenant
from tests.conftest import Cluster, Listener, environment
from tests.inbox.meta import a_text, say
from tests.inbox.rows import drain_all
from tests.outbox.front_desk import ANA, BRUNO, WABA, Hotel, reached, until
from tests.outbox.postponed import SAID, fire, is_due, letters, schedules

WHEN_GUEST_WRITES = Schedule(when="guest_writes")
TAKE_LONG = "CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$"
SLOW_TO_FIRE = (
    "CREATE TRIGGER take_long BEFORE UPDATE ON messages FOR EACH ROW"
    " WHEN (OLD.status = 'scheduled' AND NEW.status = 'pending') EXECUTE FUNCTION take_long()"
)


async def guest_writes(hotel: Hotel, client: httpx.AsyncClient, wa_id: str = ANA, ago: timedelta = timedelta(0)) -> None:
    """By the way in: Meta's webhook, the inbox, the thread."""
    await say(client, hotel.channel, a_text("Oi!", wa_id=wa_id, at=int((now() - ago).timestamp())))
    await drain_all(hotel.office)


async def a_template(hotel: Hotel, **columns: Any) -> Template:
    moment = now()
    wanted: dict[str, Any] = {
        "waba_id": WABA,
        "meta_template_id": "77001",
        "name": "boas_vindas",
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "MARKETING",
        "definition": [{"type": "BODY", "text": "Esperamos por você!"}],
        "parameter_format": "NAMED",
    }
    row = Template(tenant_id=hotel.tenant.id, id=new_id(), created_at=moment, updated_at=moment, **(wanted | columns))
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        work.session.add(row)
    return row


SUSPENDED = "UPDATE tenants SET status = 'SUSPENDED'"
TRIAL_OVER = "UPDATE tenants SET status = 'TRIAL', trial_ends_at = now() - interval '1 hour'"
NUMBER_AWAY = "UPDATE channels SET status = 'cannot_send'"
WINDOW_CLOSED = "UPDATE conversations SET last_inbound_at = now() - interval '25 hours'"


@pytest.mark.parametrize(("meanwhile", "code"), [(SUSPENDED, -5), (TRIAL_OVER, -5), (NUMBER_AWAY, -6), (WINDOW_CLOSED, 131047)])
async def test_what_no_longer_holds_is_shown_with_words_and_never_sent(hotel: Hotel, listener: Listener, meanwhile: str, code: int) -> None:
    message = await schedules(hotel, await hotel.has_guest())
    if meanwhile.startswith("UPDATE tenants"):
        async with hotel.office.for_house() as work:
            await work.session.execute(text(meanwhile))
    else:
        await hotel.writes(meanwhile)
    await is_due(hotel)
    await fire(hotel)

    row = await hotel.message(message.id)
    assert (row.status, row.error, row.fires_at) == ("failed", {"code": code}, None)
    assert await letters(hotel) == 0
    await until(lambda: _true(len(listener.of("message:new")) == 1))
    told = listener.of("message:new")[0]
    assert (told["can"], told["error"]["message"] != "") == (["retry"], True)
    assert await hotel.rows("SELECT last_message_id FROM conversations") == [(message.id,)]


async def _true(claim: bool) -> bool:
    return claim


@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        ("UPDATE contacts SET marketing_opted_out_at = now()", 131050),
        ("UPDATE templates SET status = 'PAUSED'", 132015),
        ("UPDATE templates SET status = 'DISABLED'", 132016),
        ("DELETE FROM templates", 132001),
        (WINDOW_CLOSED, None),
    ],
)
async def test_a_template_is_asked_for_by_what_meta_and_the_guest_say_by_then(hotel: Hotel, meanwhile: str, code: int | None) -> None:
    template = await a_template(hotel)
    schedule = Schedule(at=(now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%MZ"))
    said = await hotel.says(await hotel.has_guest(), {"template_id": str(template.id)}, type="template", schedule=schedule)
    await hotel.writes(meanwhile)
    await is_due(hotel)
    await fire(hotel)

    row = await hotel.message(said.message.id)
    assert (row.status, (row.error or {}).get("code")) == ("failed" if code else "pending", code)


async def test_when_the_guest_writes_it_is_said_and_reaches_them(
    hotel: Hotel, client: httpx.AsyncClient, delivery: Delivery, meta: Meta
) -> None:
    closed, other = await hotel.has_guest(ANA, wrote=timedelta(days=4)), await hotel.has_guest(BRUNO, wrote=timedelta(days=4))
    first, second, others = [
        (await hotel.says(thread, words, schedule=WHEN_GUEST_WRITES)).message
        for thread, words in ((closed, "Bem-vinda de volta!"), (closed, "Seu quarto é o 12."), (other, "E o seu o 14."))
    ]
    await fire(hotel)
    assert await letters(hotel) == 0

    await guest_writes(hotel, client)
    await fire(hotel)
    await delivery.sweep()
    for message in (first, second):
        await hotel.until_status(message.id, "sent")

    assert reached(meta) == ["Bem-vinda de volta!", "Seu quarto é o 12."]
    assert (await hotel.message(others.id)).status == "scheduled"
    lines = await hotel.rows("SELECT content ->> 'text' FROM messages WHERE conversation_id = :id ORDER BY said_at, id", id=closed)
    assert [row[0] for row in lines] == ["Oi!", "Bem-vinda de volta!", "Seu quarto é o 12."]
    assert await hotel.rows("SELECT awaits_guest FROM conversations WHERE id = :id", id=closed) == [(False,)]


async def test_what_a_guest_wrote_long_ago_opens_no_window_and_it_goes_on_waiting(hotel: Hotel, client: httpx.AsyncClient) -> None:
    message = await schedules(hotel, await hotel.has_guest(wrote=None), when="guest_writes")
    waits_until = message.fires_at

    await guest_writes(hotel, client, ago=timedelta(days=2))
    await fire(hotel)
    assert ((await hotel.message(message.id)).status, (await hotel.message(message.id)).fires_at) == ("scheduled", waits_until)

    await guest_writes(hotel, client)
    await fire(hotel)
    assert (await hotel.message(message.id)).status == "pending"


async def test_a_guest_who_does_not_write_in_time_is_not_written_to(hotel: Hotel, client: httpx.AsyncClient) -> None:
    message = await schedules(hotel, await hotel.has_guest(), when="guest_writes")
    await is_due(hotel)
    await fire(hotel)
    assert (await hotel.message(message.id)).status == "cancelled"

    await guest_writes(hotel, client)
    await fire(hotel)
    assert await letters(hotel) == 0


async def test_a_guest_who_turns_out_to_be_another_is_still_waited_for(hotel: Hotel, client: httpx.AsyncClient) -> None:
    """The thread in which it waits is folded into an elder one of the same guest's."""
    elder = await hotel.has_guest(ANA)
    younger = await hotel.has_guest(BRUNO)
    message = await schedules(hotel, younger, when="guest_writes")
    contacts = {row.id: row.contact_id for row in await hotel.rows("SELECT id, contact_id FROM conversations")}

    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await merging.fold(work, [Folding(contacts[elder], contacts[younger])])
    await guest_writes(hotel, client)
    await fire(hotel)

    row = await hotel.message(message.id)
    assert (row.conversation_id, row.status) == (elder, "pending")


async def test_taken_back_at_the_moment_the_guest_writes_it_is_one_or_the_other(hotel: Hotel, client: httpx.AsyncClient) -> None:
    outcomes = []
    for turn in range(6):
        thread = await hotel.has_guest(f"55119000010{turn:02}")
        message = await schedules(hotel, thread, when="guest_writes")
        taken, *_ = await asyncio.gather(
            take_back(hotel, message.id, after=turn * 0.004),
            guest_writes(hotel, client, f"55119000010{turn:02}"),
            fire(hotel),
            return_exceptions=True,
        )
        await fire(hotel)
        status = (await hotel.message(message.id)).status
        posted = len(await hotel.rows("SELECT 1 FROM outbox WHERE id = :id", id=message.id))
        outcomes.append((isinstance(taken, ConflictError), status, posted))

    assert set(outcomes) <= {(True, "pending", 1), (False, "cancelled", 0)}, outcomes


async def take_back(hotel: Hotel, message_id: UUID, after: float) -> None:
    await asyncio.sleep(after)
    async with hotel.office.for_tenant(hotel.tenant.id, hotel.actor) as work:
        await service.take_back(work, message_id)


@asynccontextmanager
async def a_worker(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    env = environment(settings.database_url, settings.redis_url)
    env |= {"ENCRYPTION_KEYS": ",".join(settings.encryption_keys), "SIMULATOR_URL": str(settings.simulator_url), "LOG_LEVEL": "WARNING"}
    running = await asyncio.create_subprocess_exec(sys.executable, "-m", "workers.outbound", env=env)
    yield running
    if running.returncode is None:
        running.kill()
    await running.wait()


async def test_a_worker_that_is_killed_while_it_fires_says_it_once_all_the_same(
    hotel: Hotel, wired: Settings, meta: Meta, delivery: Delivery, cluster: Cluster, database: str
) -> None:
    message = await schedules(hotel, await hotel.has_guest())
    await cluster.say(TAKE_LONG, database)
    await cluster.say(SLOW_TO_FIRE, database)
    await is_due(hotel)

    async def is_firing() -> bool:
        asked = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'recado-outbound' AND wait_event = 'PgSleep'"
        return bool(await hotel.rows(asked))

    async with a_worker(wired) as worker:
        await until(is_firing, 30)
        worker.kill()
    await cluster.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recado-outbound'")
    await cluster.say("DROP TRIGGER take_long ON messages", database)
    assert ((await hotel.message(message.id)).status, await letters(hotel)) == ("scheduled", 0)

    await asyncio.gather(fire(hotel), fire(hotel))
    await delivery.sweep()
    await hotel.until_status(message.id, "sent")
    assert reached(meta) == [SAID]


async def test_a_real_worker_says_it_by_itself_and_not_before_its_time(wired: Settings, hotel: Hotel, meta: Meta) -> None:
    thread = await hotel.has_guest()
    async with a_worker(wired):
        warm_up = await hotel.says(thread, "Primeiro")
        await hotel.until_status(warm_up.message.id, "sent", 30)
        at = (now() + timedelta(seconds=1)).isoformat()
        message = await schedules(hotel, thread, at=at.replace("+00:00", "Z"))
        due = datetime.fromisoformat((message.schedule or {})["at"])
        await hotel.until_status(message.id, "sent", 30)

    assert (await hotel.message(message.id)).sent_at >= due
    assert reached(meta) == ["Primeiro", SAID]


async def test_a_thousand_that_are_due_at_once_are_each_said_once(hotel: Hotel, office: Office) -> None:
    threads = [await hotel.has_guest(f"55119000020{one:02}") for one in range(10)]
    for thread in threads:
        await hotel.writes(
            "INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, sender_id, message_type, content,"
            " status, said_at, fires_at, schedule) SELECT tenant_id, gen_random_uuid(), id, channel_id, 'outbound', 'agent', :user,"
            " 'text', jsonb_build_object('text', one::text), 'scheduled', now(), now() - interval '1 second',"
            """ jsonb_build_object('timezone', 'UTC', 'at', '2026-01-01T00\\:00\\:00Z')"""
            " FROM conversations, generate_series(1, 100) AS one"
            " WHERE id = :thread",
            user=hotel.actor.user_id,
            thread=thread,
        )

    await asyncio.gather(fire(hotel), fire(hotel))

    assert await hotel.rows("SELECT status, count(*) FROM messages GROUP BY 1") == [("pending", 1000)]
    assert await letters(hotel) == 1000


async def test_a_neighbours_are_none_of_ours(hotel: Hotel) -> None:
    neighbour = await a_tenant(hotel.office, "pousada-serena")
    theirs = Hotel(hotel.office, neighbour, hotel.actor, await a_channel(hotel.office, neighbour, "1055002", waba_id="9001002"))
    message = await schedules(hotel, await hotel.has_guest())
    their_message = await schedules(theirs, await theirs.has_guest())
    await is_due(hotel)
    await fire(hotel)

    assert (await hotel.message(message.id)).status == "pending"
    assert (await theirs.message(their_message.id)).status == "scheduled"
