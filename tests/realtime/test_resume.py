"""State before + events = state after, whatever the line lost in between."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text

from app.assembly import open_office
from app.conversations import events as conversation_events
from app.core.clock import now
from app.core.work import Office
from app.demo.postgres import Profile
from app.demo.valkey import Valkey
from app.messages import events as message_events
from app.messages.models import Message
from app.messages.schemas import MessageView, Step
from app.realtime.switchboard import Switchboard
from app.settings import Settings
from tests import builders
from tests.conftest import Cluster
from tests.realtime.conftest import Enter, Hotel, a_hotel, guest_writes, serving

State = dict[str, Any]


async def state_of(api: str, hotel: Hotel) -> State:
    """What a browser reads when it opens: the list, and the thread."""
    async with httpx.AsyncClient(base_url=api) as client:
        headers = await builders.signed_in(client, hotel.attendant)
        listed = (await client.get("/api/conversations", headers=headers)).json()["data"]
        thread = (await client.get(f"/api/conversations/{hotel.conversation.id}/messages", headers=headers)).json()["data"]
    return {"conversations": {one["id"]: one for one in listed}, "messages": {one["id"]: one for one in thread}}


def apply(state: State, events: list[dict[str, Any]]) -> State:
    """What a browser does with events, live or resumed."""
    for event in events:
        body = {key: value for key, value in event["data"].items() if key != "event_id"}
        match event["event"]:
            case "message:new" | "message:updated":
                state["messages"][body["id"]] = body
            case "conversation:updated":
                state["conversations"][body["id"]] = body
            case "message:status":
                step = {"status": body["status"], f"{body['status']}_at": body["timestamp"], "can": body["can"]}
                state["messages"][body["message_id"]] |= step
            case unknown:
                raise AssertionError(unknown)
    return state


async def the_hotel_answers(office: Office, hotel: Hotel, said: str) -> None:
    message = builders.a_message(
        hotel.conversation, said, direction="outbound", sender_type="agent", sender_id=hotel.attendant.id, status="pending"
    )
    async with office.for_tenant(hotel.tenant.id) as work:
        work.session.add(message)
        await work.session.flush()
        message_events.said(work, [message])
    moment = now()
    async with office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(
            text("UPDATE messages SET status = 'sent', sent_at = :at WHERE id = :id"), {"at": moment, "id": message.id}
        )
        message_events.moved(work, [Step(message.id, hotel.conversation.id, hotel.channel.id, "sent", moment)])


async def the_guest_withdraws(office: Office, hotel: Hotel, message: Message) -> None:
    async with office.for_tenant(hotel.tenant.id) as work:
        withdrawn = await work.session.get_one(Message, (hotel.tenant.id, message.id))
        withdrawn.revoked_at = now()
        await work.session.flush()
        message_events.changed(work, [MessageView.of(withdrawn)])
        await conversation_events.updated(work, [hotel.conversation.id])


async def test_state_before_and_live_events_give_the_state_after(api: str, worker: Office, hotel: Hotel, enter: Enter) -> None:
    said = await guest_writes(worker, hotel, "antes")
    browser = await enter(hotel.attendant)
    before = await state_of(api, hotel)

    await guest_writes(worker, hotel, "depois")
    await the_guest_withdraws(worker, hotel, said)
    await the_hotel_answers(worker, hotel, "Bem-vinda")
    await browser.until("message:status")

    live = [{"event": event, "data": body} for event, body in browser.logged()]
    assert apply(before, live) == await state_of(api, hotel)


async def test_state_before_and_a_resume_give_the_state_after(api: str, worker: Office, hotel: Hotel, enter: Enter) -> None:
    said = await guest_writes(worker, hotel, "antes")
    before = await state_of(api, hotel)
    for n in range(3):
        await guest_writes(worker, hotel, f"mensagem {n}")
    await the_hotel_answers(worker, hotel, "Bem-vinda")
    await the_guest_withdraws(worker, hotel, said)
    browser = await enter(hotel.attendant)

    resumed = await browser.ask("resume", {"last_event_id": 2})

    assert resumed["up_to"] == browser.of("connected")[0]["last_event_id"] == 12
    assert [event["event_id"] for event in resumed["events"]] == [3, 5, 7, 9, 10, 11, 12]
    assert apply(before, resumed["events"]) == await state_of(api, hotel)


async def test_a_resume_without_acknowledgement_is_answered_as_an_event(worker: Office, hotel: Hotel, enter: Enter) -> None:
    await guest_writes(worker, hotel)
    browser = await enter(hotel.attendant)

    await browser.socket.emit("resume", {"last_event_id": 0})

    assert (await browser.until("resume"))["up_to"] == 2


@pytest.mark.parametrize(
    "payload", [None, {}, {"last_event_id": -1}, {"last_event_id": "3"}, {"last_event_id": True}, {"last_event_id": 2**63}]
)
async def test_a_malformed_resume_is_told_so(hotel: Hotel, enter: Enter, payload: object) -> None:
    browser = await enter(hotel.attendant)

    assert (await browser.ask("resume", payload))["code"] == "VALIDATION_ERROR"


async def test_ids_have_no_gaps_and_follow_commits_under_many_at_once(worker: Office, hotel: Hotel, enter: Enter) -> None:
    browser = await enter(hotel.attendant)

    async def one(n: int) -> None:
        async with worker.for_tenant(hotel.tenant.id) as work:
            message = builders.a_message(hotel.conversation, str(n))
            work.session.add(message)
            message_events.said(work, [message])
            if n % 5 == 0:
                await work.session.rollback()
                raise RuntimeError("this commit never happens")

    await asyncio.gather(*map(one, range(50)), return_exceptions=True)

    resumed = await browser.ask("resume", {"last_event_id": 0})
    assert [event["event_id"] for event in resumed["events"]] == list(range(1, 41))
    await browser.until("message:new", 40)
    assert sorted(body["event_id"] for body in browser.of("message:new")) == list(range(1, 41))


async def test_a_log_that_no_longer_reaches_back_says_resync(
    cluster: Cluster, database: str, worker: Office, hotel: Hotel, enter: Enter
) -> None:
    for _ in range(3):
        await guest_writes(worker, hotel)
    await cluster.say("DELETE FROM events WHERE event_id <= 4", database)
    browser = await enter(hotel.attendant)

    assert await browser.ask("resume", {"last_event_id": 2}) == {"events": [], "up_to": 6, "has_more": False, "resync": True}
    assert await browser.ask("resume", {"last_event_id": 99}) == {"events": [], "up_to": 6, "has_more": False, "resync": True}
    within = await browser.ask("resume", {"last_event_id": 4})
    assert [event["event_id"] for event in within["events"]] == [5, 6]


async def test_pages_go_on_until_the_head(api: str, worker: Office, hotel: Hotel) -> None:
    for n in range(5):
        await guest_writes(worker, hotel, str(n))
    async with httpx.AsyncClient(base_url=api) as client:
        headers = await builders.signed_in(client, hotel.attendant)
        seen, since, more = [], 0, True
        while more:
            page = (await client.get("/api/events", params={"since": since, "limit": 3}, headers=headers)).json()
            seen += [event["data"]["content"]["text"] for event in page["events"] if event["event"] == "message:new"]
            since, more = page["up_to"], page["has_more"]

    assert (seen, since) == (["0", "1", "2", "3", "4"], 10)


async def test_a_neighbour_s_events_are_not_there(api: str, worker: Office, hotel: Hotel) -> None:
    neighbour = await a_hotel(worker, "pousada-serena", "206540352242922")
    await guest_writes(worker, hotel)
    async with httpx.AsyncClient(base_url=api) as client:
        headers = await builders.signed_in(client, neighbour.attendant)
        page = (await client.get("/api/events", params={"since": 0}, headers=headers)).json()

    assert page == {"up_to": 0, "events": [], "has_more": False, "resync": False}


class Mortal:
    """A Redis that can die and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.valkey = Valkey.start(folder, Profile.TEST)
        self.url = self.valkey.url()

    def die(self) -> None:
        self.valkey.stop()

    def come_back(self) -> None:
        self.valkey = Valkey.start(self._folder, Profile.TEST)
        assert self.valkey.url() == self.url


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Mortal]:
    redis = Mortal(tmp_path)
    yield redis
    redis.valkey.stop()


async def test_what_redis_lost_is_resumed_and_the_line_is_heard_again(
    settings: Settings, hotel: Hotel, mortal: Mortal, enter: Enter
) -> None:
    away = msgspec.structs.replace(settings, redis_url=mortal.url)
    voice = Switchboard(mortal.url, write_only=True)
    async with serving(away) as url, open_office(away, name="worker", emitter=voice) as office:
        browser = await enter(hotel.attendant, url)
        await guest_writes(office, hotel, "ouvida")
        await browser.until("message:new")

        mortal.die()
        await guest_writes(office, hotel, "perdida")
        resumed = await browser.ask("resume", {"last_event_id": 2})
        mortal.come_back()
        await asyncio.sleep(3)
        await guest_writes(office, hotel, "de novo")
        await browser.until("message:new", 2)
        await browser.close()
    await voice.close()

    assert [event["data"]["content"] for event in resumed["events"] if event["event"] == "message:new"] == [{"text": "perdida"}]
    assert [body["content"]["text"] for body in browser.of("message:new")] == ["ouvida", "de novo"]
