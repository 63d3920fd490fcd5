"""What waits although the number may speak: held letters, campaigns, templates; what is taken out again; and whose turn it is."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from app.core.clock import now
from app.core.ids import new_id
from app.messages import pruning
from app.messages.delivery import Delivery
from app.outbox import holding
from app.outbox import service as outbox
from app.outbox.turnstile import Turnstile
from app.settings import Settings
from simulator.meta import Meta
from tests.outbox.front_desk import ANA, BRUNO, WABA, Hotel, reached
from tests.outbox.wire import accepted, wired_to

WELCOME = "boas_vindas/pt_BR"


async def become(hotel: Hotel, message_id: UUID, columns: str) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text(f"UPDATE outbox SET {columns} WHERE id = :id"), {"id": message_id})  # noqa: S608 - ours


async def go(hotel: Hotel, delivery: Delivery) -> None:
    await delivery.sweep()
    await delivery.ring(hotel.tenant.id, hotel.channel.id)


async def test_a_held_letter_keeps_its_guests_later_ones_back_and_nobody_elses(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    photo = (await hotel.says(ana, "Foto do quarto")).message.id
    await become(hotel, photo, "state = 'held', held_for = 'files', due_at = 'infinity'")
    await hotel.says(ana, "Gostou?")
    await hotel.says(bruno, "Bom dia")

    await go(hotel, delivery)
    before = reached(meta)
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await outbox.release(work, [photo])
    await go(hotel, delivery)

    assert before == ["Bom dia"]
    assert reached(meta, ANA) == ["Foto do quarto", "Gostou?"]


async def test_what_nobody_has_in_hand_is_taken_out_and_the_lane_goes_on(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest(ANA)
    first, second, third = [(await hotel.says(ana, words)).message.id for words in ("1", "2", "3")]
    await become(hotel, first, "state = 'calling', calling_at = now(), lease_until = now() + interval '1 minute'")

    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        taken_out = await outbox.withdraw(work, [first, second])
    await become(hotel, first, "state = 'done'")
    await go(hotel, delivery)

    assert taken_out == {second}
    assert reached(meta) == ["3"]
    assert (await hotel.message(third)).status == "sent"


async def test_what_failed_is_posted_again_and_goes_once(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    said = (await hotel.says(await hotel.has_guest(), "De novo")).message.id
    await become(hotel, said, "state = 'done', attempts = 5, settled_at = now()")

    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        again = [await outbox.repost(work, said), await outbox.repost(work, said)]
    await go(hotel, delivery)
    await go(hotel, delivery)

    assert again == [True, False]
    assert reached(meta) == ["De novo"]


async def test_a_pruned_letter_is_posted_again_from_its_message(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    said = (await hotel.says(await hotel.has_guest(), "Depois de um mês")).message.id
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("DELETE FROM outbox"))
        assert await outbox.repost(work, said)

    await go(hotel, delivery)

    assert reached(meta) == ["Depois de um mês"]


async def test_held_campaigns_let_people_answer(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    promotion = (await hotel.says(ana, "Promoção")).message.id
    await become(hotel, promotion, "lane = 2")
    await hotel.says(bruno, "Sua chave está aqui")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await holding.hold_campaigns(work, hotel.channel.id, 60)

    await go(hotel, delivery)
    before = reached(meta)
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE channels SET campaigns_held_until = now()"))
    await go(hotel, delivery)

    assert (before, reached(meta)) == (["Sua chave está aqui"], ["Sua chave está aqui", "Promoção"])


async def test_a_held_template_waits_until_meta_takes_it_again(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    welcome = (await hotel.says(ana, "Boas-vindas")).message.id
    await become(hotel, welcome, f"template = '{WELCOME}'")
    await hotel.says(bruno, "Sem modelo")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await holding.hold_template(work, hotel.channel.id, WELCOME, 3600)

    await go(hotel, delivery)
    before, letter = reached(meta), await hotel.letter(welcome)
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await holding.release_template(work, WABA, WELCOME)
    await go(hotel, delivery)

    assert before == ["Sem modelo"]
    assert (letter.state, letter.held_for) == ("held", "template")
    assert (letter.due_at - now()).total_seconds() > 3500
    assert reached(meta) == ["Sem modelo", "Boas-vindas"]


async def test_what_may_wait_for_days_keeps_no_answer_back(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest(ANA)
    welcome = (await hotel.says(ana, "Boas-vindas")).message.id
    await become(hotel, welcome, f"template = '{WELCOME}'")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await holding.hold_templates(work, hotel.channel.id, 3600)
    await hotel.says(ana, "O café é até as dez")

    await go(hotel, delivery)
    before = reached(meta)
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await holding.release_unpaid(work, WABA)
    await go(hotel, delivery)

    assert (before, reached(meta)) == (["O café é até as dez"], ["O café é até as dez", "Boas-vindas"])


async def test_a_worker_that_leaves_puts_what_it_has_not_called_back_at_once(hotel: Hotel, settings: Settings) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE channels SET messages_per_second = 1"))
    for number in range(2):
        await hotel.says(await hotel.has_guest(f"55119000010{number:02}"), str(number))

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        delivery.ring(hotel.tenant.id, hotel.channel.id)
        while not await hotel.rows("SELECT 1 FROM outbox WHERE state = 'done'"):
            await asyncio.sleep(0.01)
        while not await hotel.rows("SELECT 1 FROM outbox WHERE state = 'claimed'"):
            await asyncio.sleep(0.005)

    assert await hotel.rows("SELECT state, count(*) FROM outbox GROUP BY 1 ORDER BY 1") in (
        [("done", 1), ("due", 1)],
        [("done", 2)],
    )
    assert len(wire.asked) <= 2


async def test_a_hotel_that_wants_every_place_lets_another_in_at_once() -> None:
    busy, quiet, order = new_id(), new_id(), []
    places = Turnstile(2)
    assert await places.take(busy, 10) == 2

    async def want(tenant_id: UUID, name: str) -> None:
        await places.take(tenant_id)
        order.append(name)

    wishes = [asyncio.create_task(want(busy, f"busy {number}")) for number in range(3)]
    await asyncio.sleep(0)
    wishes.append(asyncio.create_task(want(quiet, "quiet")))
    await asyncio.sleep(0)
    for _ in range(4):
        places.give_back()
        await asyncio.sleep(0)
    await asyncio.gather(*wishes)

    assert order == ["busy 0", "quiet", "busy 1", "busy 2"]


async def test_who_gives_up_waiting_takes_no_place_along() -> None:
    places, tenant_id = Turnstile(1), new_id()
    await places.take(tenant_id)
    waits = asyncio.create_task(places.take(tenant_id))
    await asyncio.sleep(0)
    places.give_back()
    waits.cancel()
    await asyncio.gather(waits, return_exceptions=True)

    assert await asyncio.wait_for(places.take(tenant_id), 1) == 1


async def test_letters_that_left_long_ago_are_forgotten_and_no_others(hotel: Hotel) -> None:
    """A letter's age is in its id, and its id is its message's."""
    then = int((now() - timedelta(days=31)).timestamp() * 1000) << 80
    for place, state in enumerate(("done", "due")):
        said = (await hotel.says(await hotel.has_guest(f"551190000400{place}"), state)).message.id
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("DELETE FROM outbox WHERE id = :id"), {"id": said})
            await work.session.execute(text("UPDATE conversations SET last_message_id = NULL"))
            old = UUID(int=then + place)
            aged = {"id": said, "old": old, "state": state}
            await work.session.execute(text("UPDATE messages SET id = :old WHERE id = :id"), aged)
            await outbox.repost(work, old)
            await work.session.execute(text("UPDATE outbox SET state = :state WHERE id = :old"), aged)
    fresh = (await hotel.says(await hotel.has_guest(BRUNO), "done")).message.id
    await become(hotel, fresh, "state = 'done', settled_at = now()")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        paces = "INSERT INTO outbox_guests SELECT tenant_id, id, now() - interval '2 hours' FROM conversations"
        await work.session.execute(text(paces))

    await pruning.prune(hotel.office)

    assert sorted(await hotel.rows("SELECT id, state FROM outbox")) == [(UUID(int=then + 1), "due"), (fresh, "done")]
    assert await hotel.rows("SELECT * FROM outbox_guests") == []
