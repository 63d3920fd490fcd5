"""From the letterbox to the guest: once, in order, whoever rings and whoever dies."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.core.ids import new_id
from app.core.work import Office
from app.messages.delivery import Delivery, open_delivery
from app.outbox import claiming
from app.outbox import service as outbox
from app.outbox.claiming import Terms
from app.settings import Settings
from simulator.meta import Meta
from tests.conftest import Listener
from tests.outbox.front_desk import ANA, BRUNO, Hotel, reached, until
from tests.outbox.wire import accepted, refused, wired_to


async def test_what_is_said_reaches_the_guest_once(hotel: Hotel, delivery: Delivery, meta: Meta, listener: Listener) -> None:
    said = await hotel.says(await hotel.has_guest(), "Bem-vinda, Ana!")

    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta, ANA) == ["Bem-vinda, Ana!"]
    message = await hotel.message(said.message.id)
    (letter,) = meta.letters.from_hotels(None)
    assert (message.status, message.wamid) == ("sent", letter.wamid)
    assert letter.tracker == str(said.message.id)
    assert message.sent_at is not None
    assert (await hotel.letter(said.message.id)).state == "done"
    await asyncio.sleep(0.01)
    assert [event["status"] for event in listener.of("message:status")] == ["sent"]
    assert [event["last_message"]["status"] for event in listener.of("conversation:updated")] == ["pending", "sent"]


async def test_a_reply_travels_as_a_reply(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest()
    first = await hotel.says(ana, "Primeira")
    await hotel.says(ana, "Segunda", reply_to=first.message.id)

    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    one, two = meta.letters.from_hotels(None)
    assert two.message["context"] == {"message_id": one.wamid}


async def test_ten_messages_keep_their_order_though_one_is_refused_at_first(hotel: Hotel, settings: Settings) -> None:
    ana, refusals = await hotel.has_guest(), [refused(131016)]
    for number in range(10):
        await hotel.says(ana, str(number))

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return refusals.pop() if body["text"]["body"] == "4" and refusals else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert wire.words == ["0", "1", "2", "3", "4", "4", "5", "6", "7", "8", "9"]
    assert await hotel.rows("SELECT status, count(*) FROM messages GROUP BY 1") == [("sent", 10)]


async def test_guests_do_not_wait_for_one_another(hotel: Hotel, settings: Settings) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    together = asyncio.Barrier(2)

    async def answer(body: dict[str, Any]) -> httpx.Response:
        if body["text"]["body"] == "1":
            await together.wait()
        return accepted(body)

    for conversation_id in (ana, bruno):
        await hotel.says(conversation_id, "1")
        await hotel.says(conversation_id, "2")
    async with asyncio.timeout(5), wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert sorted(wire.words[:2]) == ["1", "1"]
    assert sorted(wire.words[2:]) == ["2", "2"]


async def test_a_slow_guest_does_not_keep_the_others_waiting(hotel: Hotel, settings: Settings) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    bruno_is_done = asyncio.Event()

    async def answer(body: dict[str, Any]) -> httpx.Response:
        if body["to"] == f"+{ANA}":
            await bruno_is_done.wait()
        elif body["text"]["body"] == "3":
            bruno_is_done.set()
        return accepted(body)

    await hotel.says(ana, "devagar")
    for words in ("1", "2", "3"):
        await hotel.says(bruno, words)
    async with asyncio.timeout(5), wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert await hotel.rows("SELECT count(*) FROM messages WHERE status = 'sent'") == [(4,)]


async def test_two_workers_at_once_say_it_once(hotel: Hotel, wired: Settings, office: Office, meta: Meta) -> None:
    for number in range(30):
        await hotel.says(await hotel.has_guest(f"55119000010{number:02}"), str(number))

    async with open_delivery(office, wired) as one, open_delivery(office, wired) as two:
        await asyncio.gather(*(worker.ring(hotel.tenant.id, hotel.channel.id) for worker in (one, two, one, two)))

    assert sorted(reached(meta), key=int) == [str(number) for number in range(30)]


async def test_the_sweep_finds_what_nobody_rang_for(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    said = await hotel.says(await hotel.has_guest(), "Sem campainha")

    await delivery.sweep()

    await hotel.until_status(said.message.id, "sent")
    assert reached(meta) == ["Sem campainha"]


async def test_a_letter_whose_worker_died_before_calling_goes_out_once(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    said = await hotel.says(await hotel.has_guest())
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        claim = await claiming.claim(work, hotel.channel.id, Terms(new_id(), 10, 0.1))
        await work.session.execute(text("UPDATE outbox SET lease_until = now() - interval '1 second'"))
    assert [letter.id for letter in claim.letters] == [said.message.id]

    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    assert reached(meta) == []
    await delivery.sweep()

    await hotel.until_status(said.message.id, "sent")
    assert len(reached(meta)) == 1


async def test_a_call_is_not_opened_when_the_lease_ran_out_or_changed_hands(hotel: Hotel) -> None:
    await hotel.says(await hotel.has_guest(ANA))
    await hotel.says(await hotel.has_guest(BRUNO))
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        claim = await claiming.claim(work, hotel.channel.id, Terms(new_id(), 10, 0.1))
    mine, late = claim.letters
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        ends = "UPDATE outbox SET lease_until = lease_until + interval '1 second' WHERE id = :id"
        await work.session.execute(text(ends), {"id": late.id})

    async with hotel.office.for_house() as house:
        opened = await claiming.open_calls(house, [(hotel.tenant.id, mine), (hotel.tenant.id, late)], timedelta(seconds=45))
        again = await claiming.open_calls(house, [(hotel.tenant.id, mine)], timedelta(seconds=45))

    assert opened == {mine.id}
    assert again == set()


async def test_a_letter_whose_worker_died_while_calling_is_uncertain_and_not_sent_again(
    hotel: Hotel, delivery: Delivery, meta: Meta, listener: Listener
) -> None:
    said = await hotel.says(await hotel.has_guest())
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(
            text("UPDATE outbox SET state = 'calling', calling_at = now(), lease_until = now() - interval '1 second'")
        )

    for _ in range(3):
        await delivery.sweep()
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert (await hotel.message(said.message.id)).status == "uncertain"
    assert (await hotel.letter(said.message.id)).state == "uncertain"
    assert reached(meta) == []
    await asyncio.sleep(0.01)
    assert [event["status"] for event in listener.of("message:status")] == ["uncertain"]


async def test_a_cut_after_meta_took_it_is_settled_by_the_receipt(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest()
    meta.faults.cut_after_accept = 1
    said = await hotel.says(ana, "Uma vez só")
    after = await hotel.says(ana, "A seguinte")

    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    meta.faults.cut_after_accept = 0
    assert (await hotel.message(said.message.id)).status == "uncertain"
    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    assert reached(meta) == ["Uma vez só"], "the guest's later message waits"
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await outbox.settle_by_receipt(work, [said.message.id])
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta) == ["Uma vez só", "A seguinte"]
    assert (await hotel.message(after.message.id)).status == "sent"


async def test_after_thirty_uncertain_seconds_the_guests_lane_goes_on(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest()
    meta.faults.cut_before_accept = 1
    lost = await hotel.says(ana, "Talvez")
    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    meta.faults.cut_before_accept = 0
    await hotel.says(ana, "Depois")

    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    assert reached(meta) == []
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE outbox SET calling_at = calling_at - interval '31 seconds' WHERE state = 'uncertain'"))
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta) == ["Depois"]
    assert (await hotel.message(lost.message.id)).status == "uncertain", "bytes had left, so it is never sent again by itself"


async def test_a_status_that_comes_before_the_answer_is_not_undone(hotel: Hotel, settings: Settings, listener: Listener) -> None:
    said = await hotel.says(await hotel.has_guest())

    async def answer(body: dict[str, Any]) -> httpx.Response:
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE messages SET status = 'delivered', delivered_at = now()"))
            await outbox.settle_by_receipt(work, [said.message.id])
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    message = await hotel.message(said.message.id)
    assert (message.status, message.wamid) == ("delivered", f"wamid.{said.message.id}")
    assert message.sent_at is not None
    await asyncio.sleep(0.01)
    assert listener.of("message:status") == []


async def test_meta_away_is_tried_again_because_not_a_byte_left(hotel: Hotel, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())

    async with open_delivery(hotel.office, settings) as delivery:
        await asyncio.wait([delivery.ring(hotel.tenant.id, hotel.channel.id)], timeout=0.5)

    letter = await hotel.letter(said.message.id)
    assert (letter.state, letter.held_for, (await hotel.message(said.message.id)).status) == ("held", "retry", "pending")
    assert letter.attempts >= 1


async def test_a_worker_that_is_told_to_stop_brings_its_calls_home(hotel: Hotel, wired: Settings, office: Office, meta: Meta) -> None:
    meta.faults.answer_delay_ms = 300
    said = await hotel.says(await hotel.has_guest())

    async with open_delivery(office, wired) as delivery:
        delivery.ring(hotel.tenant.id, hotel.channel.id)

        async def is_there() -> bool:
            return bool(reached(meta))

        await until(is_there)

    assert (await hotel.message(said.message.id)).status == "sent"


@pytest.mark.parametrize("lane", [1, 2])
async def test_chat_goes_before_automation_and_campaigns(hotel: Hotel, delivery: Delivery, meta: Meta, lane: int) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    for conversation_id in (ana, bruno):
        early = await hotel.says(conversation_id, "Promoção")
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE outbox SET lane = :lane WHERE id = :id"), {"lane": lane, "id": early.message.id})
    await hotel.says(bruno, "Sua toalha está a caminho")

    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta, BRUNO) == ["Sua toalha está a caminho", "Promoção"]
    assert reached(meta, ANA) == ["Promoção"]
