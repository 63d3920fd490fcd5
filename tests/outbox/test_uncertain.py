"""Messages of which nobody knows whether they went: held, settled by Meta's word, or by a person after two minutes."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.messages.sending import uncertain
from app.settings import Settings
from tests.conftest import Listener
from tests.outbox.aftermath import Desk, a_desk, minutes_pass
from tests.outbox.front_desk import Hotel
from tests.outbox.wire import accepted, wired_to

OPEN_NOTICES = "SELECT kind, subject, details ->> 'messages' FROM notices WHERE state = 'open'"


@pytest.fixture
async def desk(hotel: Hotel, client: httpx.AsyncClient) -> Desk:
    return await a_desk(hotel, client)


async def cut_off(_body: dict[str, Any]) -> httpx.Response:
    raise httpx.ReadError("cut after the bytes left")


async def takes(body: dict[str, Any]) -> httpx.Response:
    return accepted(body)


async def an_uncertain(hotel: Hotel, settings: Settings, *, minutes: int = 3) -> UUID:
    """A message whose call was cut so many minutes ago."""
    said = await hotel.says(await hotel.has_guest())
    async with wired_to(hotel.office, settings, cut_off) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
    await minutes_pass(hotel, minutes)
    return said.message.id


async def calls_of(hotel: Hotel, settings: Settings) -> list[str]:
    """What leaves when the worker looks into the letterbox now, by its marks."""
    async with wired_to(hotel.office, settings, takes) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await delivery.sweep()
    return [body["biz_opaque_callback_data"] for body in wire.asked]


async def test_for_two_minutes_meta_may_say_it_and_then_a_person_is_asked(
    hotel: Hotel, desk: Desk, settings: Settings, listener: Listener
) -> None:
    one = await an_uncertain(hotel, settings, minutes=0)
    at_first, too_early = await desk.sees(one), await desk.does("decide", one, outcome="arrived")
    await uncertain.ask(hotel.office)
    assert listener.of("message:updated") == []

    await minutes_pass(hotel)
    await uncertain.ask(hotel.office)
    await uncertain.ask(hotel.office)
    await asyncio.sleep(0.05)

    assert (at_first["status"], at_first["can"]) == ("uncertain", [])
    assert at_first["uncertain_since"] is not None
    assert (too_early.status_code, too_early.json()["code"]) == (409, "TOO_EARLY")
    assert 0 < too_early.json()["retry_after"] <= 120
    (asked,) = listener.of("message:updated")
    assert (asked["id"], asked["status"], asked["can"]) == (str(one), "uncertain", ["decide"])
    assert await hotel.rows(OPEN_NOTICES) == [("messages-uncertain", hotel.channel.phone_number_id, "1")]
    assert await calls_of(hotel, settings) == [], "nothing goes again by itself"


@pytest.mark.parametrize(("outcome", "status", "code"), [("arrived", "sent", None), ("not_arrived", "failed", -4)])
async def test_a_person_settles_it(hotel: Hotel, desk: Desk, settings: Settings, outcome: str, status: str, code: int | None) -> None:
    one = await an_uncertain(hotel, settings)
    await uncertain.ask(hotel.office)

    answers = [await desk.does("decide", one, outcome=outcome) for _ in range(2)]

    assert [(answered.status_code, answered.json()["status"]) for answered in answers] == [(200, status)] * 2
    assert (answers[0].json()["error"] or {}).get("code") == code
    assert (await hotel.letter(one)).state == "done"
    assert await hotel.rows(OPEN_NOTICES) == []
    assert await hotel.rows("SELECT details ->> 'outcome' FROM audit_entries WHERE action = 'message.decided'") == [(outcome,)]
    assert await calls_of(hotel, settings) == []
    await desk.meta_says("wamid.late", "read", one)
    assert (await hotel.message(one)).status == "read", "Meta's word counts for more"


async def test_sent_again_it_has_a_mark_of_its_own(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    one = await an_uncertain(hotel, settings)

    answers = await asyncio.gather(*(desk.does("decide", one, outcome="send_again") for _ in range(3)))
    calls = await calls_of(hotel, settings)

    assert [(answered.status_code, answered.json()["status"]) for answered in answers] == [(200, "pending")] * 3
    assert calls == [f"{one}.1"]
    await desk.meta_says("wamid.first", "failed", one, 131026)
    assert (await hotel.message(one)).status == "sent", "that was the first one"


async def test_a_receipt_for_the_first_one_stops_the_second(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    one = await an_uncertain(hotel, settings)

    await desk.does("decide", one, outcome="send_again")
    await desk.meta_says("wamid.first", "sent", one)

    assert await calls_of(hotel, settings) == []
    message = await hotel.message(one)
    assert (message.status, message.wamid) == ("sent", "wamid.first")


async def test_uncertain_again_it_is_asked_again(hotel: Hotel, desk: Desk, settings: Settings, listener: Listener) -> None:
    one = await an_uncertain(hotel, settings)
    await uncertain.ask(hotel.office)
    await desk.does("decide", one, outcome="send_again")
    async with wired_to(hotel.office, settings, cut_off) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    await minutes_pass(hotel)
    await uncertain.ask(hotel.office)
    await asyncio.sleep(0.05)

    assert len(listener.of("message:updated")) == 2
    assert (await desk.sees(one))["can"] == ["decide"]


@pytest.mark.parametrize(("word", "code"), [("sent", "ALREADY_SETTLED"), ("delivered", "ALREADY_SETTLED"), ("failed", None)])
async def test_what_meta_said_first_cannot_be_decided_otherwise(
    hotel: Hotel, desk: Desk, settings: Settings, word: str, code: str | None
) -> None:
    one = await an_uncertain(hotel, settings)
    await uncertain.ask(hotel.office)
    await desk.meta_says("wamid.1", word, one, *([131026] if word == "failed" else []))

    answered = await desk.does("decide", one, outcome="not_arrived")

    assert answered.json().get("code") == code
    assert (await hotel.message(one)).status == word
    assert await hotel.rows(OPEN_NOTICES) == []


@pytest.mark.parametrize("outcome", ["arrived", "not_arrived", "send_again"])
async def test_a_status_in_the_same_moment_as_a_decision_sends_nothing_twice(
    hotel: Hotel, desk: Desk, settings: Settings, outcome: str
) -> None:
    one = await an_uncertain(hotel, settings)

    answered, _told = await asyncio.gather(desk.does("decide", one, outcome=outcome), desk.meta_says("wamid.1", "delivered", one))

    assert answered.status_code == 200 or answered.json()["code"] == "ALREADY_SETTLED"
    assert await calls_of(hotel, settings) == []
    message = await hotel.message(one)
    assert (message.status, message.wamid) == ("delivered", "wamid.1")
    assert (await hotel.letter(one)).state == "done"
