"""What Meta refuses: tried again when it passes, told in words when it does not, parked when the number is dead."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.channels import standing
from app.settings import Settings
from tests.conftest import Listener
from tests.outbox.front_desk import ANA, BRUNO, Hotel
from tests.outbox.wire import accepted, refused, wired_to


def always(code: int, **headers: str) -> Callable[[dict[str, Any]], Awaitable[httpx.Response]]:
    async def answer(_body: dict[str, Any]) -> httpx.Response:
        return refused(code, 400, **headers)

    return answer


async def seconds_to_wait(hotel: Hotel) -> float:
    ((seconds,),) = await hotel.rows("SELECT extract(epoch FROM due_at - now())::float8 FROM outbox WHERE state = 'held'")
    return float(seconds)


async def let_time_pass(hotel: Hotel) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE outbox SET due_at = now() WHERE state = 'held'"))
        await work.session.execute(text("UPDATE outbox_guests SET opens_at = now()"))
        await work.session.execute(text("UPDATE channels SET held_until = NULL"))


async def test_a_pair_rate_keeps_only_this_guest_waiting_longer_each_time(hotel: Hotel, settings: Settings) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    said = await hotel.says(ana, "Ana")

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return refused(131056) if body["to"] == f"+{ANA}" else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        for least in (1, 4, 16):
            await asyncio.wait([delivery.ring(hotel.tenant.id, hotel.channel.id)], timeout=0.4)
            assert least - 0.6 < await seconds_to_wait(hotel) <= least * 1.26
            await let_time_pass(hotel)
        await hotel.says(bruno, "Bruno")
        await asyncio.wait([delivery.ring(hotel.tenant.id, hotel.channel.id)], timeout=0.4)

    assert "Bruno" in wire.words
    assert (await hotel.message(said.message.id)).status == "pending"


async def test_too_fast_for_the_number_holds_the_whole_number(hotel: Hotel, settings: Settings) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    await hotel.says(ana, "Ana")
    no = [130429]

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return refused(no.pop()) if no else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        walk = delivery.ring(hotel.tenant.id, hotel.channel.id)
        await asyncio.wait([walk], timeout=0.3)
        await hotel.says(bruno, "Bruno")
        await asyncio.wait([delivery.ring(hotel.tenant.id, hotel.channel.id)], timeout=0.2)
        assert wire.words == ["Ana"], "the number is held"
        await walk

    assert sorted(wire.words) == ["Ana", "Ana", "Bruno"]


async def test_meta_may_ask_for_a_longer_wait(hotel: Hotel, settings: Settings) -> None:
    await hotel.says(await hotel.has_guest())

    async with wired_to(hotel.office, settings, always(131016, **{"Retry-After": "90"})) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert 80 < await seconds_to_wait(hotel) <= 113


async def test_a_guest_who_wants_no_marketing_is_known_by_the_refusal(hotel: Hotel, settings: Settings) -> None:
    await hotel.says(await hotel.has_guest(ANA))
    await hotel.has_guest(BRUNO)

    async with wired_to(hotel.office, settings, always(131050)) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    asked = f"SELECT id FROM contacts WHERE marketing_opted_out_at IS NOT NULL AND phone LIKE '%{ANA}'"  # noqa: S608 - our own
    assert len(await hotel.rows(asked)) == 1
    assert len(await hotel.rows("SELECT id FROM contacts WHERE marketing_opted_out_at IS NULL")) == 1


async def test_what_does_not_pass_in_the_end_fails(hotel: Hotel, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())

    async with wired_to(hotel.office, settings, always(131000)) as (delivery, wire):
        for _ in range(4):
            await asyncio.wait([delivery.ring(hotel.tenant.id, hotel.channel.id)], timeout=0.4)
            await let_time_pass(hotel)

    assert len(wire.asked) == 3, "once, and twice again"
    assert (await hotel.message(said.message.id)).status == "failed"


async def test_a_refusal_for_good_is_told_with_code_and_sentence(hotel: Hotel, settings: Settings, listener: Listener) -> None:
    ana = await hotel.has_guest()
    said, next_one = await hotel.says(ana, "Tarde demais"), await hotel.says(ana, "Outra")

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return refused(131047) if body["text"]["body"] == "Tarde demais" else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    message = await hotel.message(said.message.id)
    assert (message.status, message.error["code"], message.error["details"]) == ("failed", 131047, "Because.")
    assert message.failed_at is not None
    assert (await hotel.message(next_one.message.id)).status == "sent"
    await asyncio.sleep(0.01)
    (failed,) = [event for event in listener.of("message:status") if event["status"] == "failed"]
    assert failed["error"]["code"] == 131047
    assert "24 horas" in failed["error"]["message"]


@pytest.mark.parametrize("code", [0, 10, 190, 200, 368, 131005, 131031, 133010])
async def test_a_dead_token_parks_the_number_and_reconnecting_flushes_it_in_order(hotel: Hotel, settings: Settings, code: int) -> None:
    ana, answers = await hotel.has_guest(), [refused(code)]
    for words in ("1", "2", "3"):
        await hotel.says(ana, words)

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return answers.pop() if answers else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await delivery.sweep()
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        assert wire.words == ["1"]
        assert await hotel.rows("SELECT status FROM channels") == [("cannot_send",)]
        assert await hotel.rows("SELECT DISTINCT status FROM messages") == [("pending",)]
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await standing.go_on(work, [hotel.channel.id])
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert wire.words == ["1", "1", "2", "3"]
    assert await hotel.rows("SELECT DISTINCT status FROM messages") == [("sent",)]


async def test_a_dead_token_is_told_to_the_admin_until_the_number_goes_on(hotel: Hotel, settings: Settings, listener: Listener) -> None:
    ana, number = await hotel.has_guest(ANA), f"+{ANA}"
    await hotel.says(ana, "Alguém aí?")
    open_notices = "SELECT kind, subject, severity, details ->> 'because', details ->> 'code' FROM notices WHERE state = 'open'"

    async with wired_to(hotel.office, settings, always(190)) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
    told = await hotel.rows(open_notices)
    why = await hotel.rows("SELECT cannot_send_since IS NOT NULL, cannot_send_because, cannot_send_code FROM channels")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await standing.go_on(work, [hotel.channel.id])

    assert [(body["to"]) for body in wire.asked] == [number]
    assert told == [("number-cannot-send", hotel.channel.phone_number_id, "critical", "meta-190", "190")]
    assert why == [(True, "meta-190", 190)]
    assert await hotel.rows(open_notices) == []
    await asyncio.sleep(0.05)
    assert [event["can_send"] for event in listener.of("number:updated")] == [False, True]


async def test_a_suspended_hotels_letters_wait_until_it_is_back(hotel: Hotel, settings: Settings) -> None:
    await hotel.says(await hotel.has_guest(), "Até já")
    status = text("UPDATE tenants SET status = :status WHERE id = :id")

    async with wired_to(hotel.office, settings, always(131026)) as (delivery, wire):
        async with hotel.office.for_house() as work:
            await work.session.execute(status, {"status": "SUSPENDED", "id": hotel.tenant.id})
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await delivery.sweep()
        waited = list(wire.asked)
        async with hotel.office.for_house() as work:
            await work.session.execute(status, {"status": "ACTIVE", "id": hotel.tenant.id})
        await delivery.sweep()
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert waited == []
    assert len(wire.asked) == 1


async def test_the_old_tokens_refusal_does_not_park_the_number_that_was_reconnected(hotel: Hotel, settings: Settings) -> None:
    await hotel.says(await hotel.has_guest())
    answers = [190]

    async def answer(body: dict[str, Any]) -> httpx.Response:
        if not answers:
            return accepted(body)
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE channels SET updated_at = now()"))
        return refused(answers.pop())

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert len(wire.asked) == 2
    assert await hotel.rows("SELECT status FROM channels") == [("connected",)]


async def test_a_token_that_no_key_opens_parks_the_number(hotel: Hotel, settings: Settings) -> None:
    await hotel.says(await hotel.has_guest())
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE channels SET access_token = 'garbage'::bytea"))

    async with wired_to(hotel.office, settings, always(1)) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert wire.asked == []
    assert await hotel.rows("SELECT status FROM channels") == [("cannot_send",)]


async def test_an_answer_that_is_not_metas_is_uncertain(hotel: Hotel, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())

    async def answer(_body: dict[str, Any]) -> httpx.Response:
        return httpx.Response(502, text="<html>Bad gateway</html>")

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert len(wire.asked) == 1
    assert (await hotel.message(said.message.id)).status == "uncertain"
