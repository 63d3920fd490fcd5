"""What people do about a message that did not go: take it back, send it again; and what goes again by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.core.clock import now
from app.core.ids import new_id
from app.core.permissions import Role
from app.settings import Settings
from app.templates import service as templates
from app.templates.service import Facet, Named
from tests.builders import a_channel, a_tenant, a_user, signed_in
from tests.conftest import Listener
from tests.outbox.aftermath import Desk, a_desk, minutes_pass
from tests.outbox.front_desk import ANA, BRUNO, Hotel, until
from tests.outbox.wire import accepted, refused, wired_to


@pytest.fixture
async def desk(hotel: Hotel, client: httpx.AsyncClient) -> Desk:
    return await a_desk(hotel, client)


def first_refused(code: int) -> Callable[[dict[str, Any]], Awaitable[httpx.Response]]:
    """Refuses the first call, and takes all that come after, each under a name of its own."""
    answers = [refused(code)]

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return answers.pop() if answers else accepted(body)

    return answer


async def test_what_is_pending_can_be_taken_back_and_never_goes(hotel: Hotel, desk: Desk, settings: Settings, listener: Listener) -> None:
    ana = await hotel.has_guest()
    said, next_one = await hotel.says(ana, "Não era isto"), await hotel.says(ana, "Bom dia!")
    shown = await desk.sees(said.message.id)

    answers = [await desk.does("cancel", said.message.id) for _ in range(2)]
    async with wired_to(hotel.office, settings, first_refused(131026)) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert shown["can"] == ["cancel"]
    assert [(one.status_code, one.json()["status"], one.json()["can"]) for one in answers] == [(200, "cancelled", [])] * 2
    assert wire.words == ["Bom dia!"]
    assert (await hotel.message(next_one.message.id)).status == "failed"
    assert (await hotel.letter(said.message.id)).state == "done"


async def test_a_claim_in_the_same_moment_and_a_cancel_never_both_win(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = [await hotel.says(await hotel.has_guest(f"55119000010{number:02}"), str(number)) for number in range(12)]

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        walk = delivery.ring(hotel.tenant.id, hotel.channel.id)
        answers = [await desk.does("cancel", one.message.id) for one in said]
        await walk

    for one, answered in zip(said, answers, strict=True):
        went = one.message.content["text"] in wire.words
        assert answered.status_code == (409 if went else 200), answered.text
        assert (await hotel.message(one.message.id)).status == ("sent" if went else "cancelled")
    late = next((answered.json() for answered in answers if answered.status_code == 409), None)
    assert late is None or late["code"] == "TOO_LATE"


async def test_what_has_gone_cannot_be_taken_back(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())
    async with wired_to(hotel.office, settings, first_refused(131026)) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    answered = await desk.does("cancel", said.message.id)

    assert (answered.status_code, answered.json()["code"]) == (409, "TOO_LATE")


async def test_a_failure_says_what_to_do_in_the_readers_language(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())
    async with wired_to(hotel.office, settings, first_refused(131026)) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    portuguese = (await desk.sees(said.message.id))["error"]
    desk.headers["Accept-Language"] = "es"
    spanish = (await desk.sees(said.message.id))["error"]

    assert (portuguese["code"], portuguese["tell"], portuguese["action"]) == (131026, "attendant", "ask-another-number")
    assert (portuguese["action_label"], spanish["action_label"]) == ("Pedir outro número", "Pedir otro número")
    assert portuguese["message"] != spanish["message"]


async def test_what_failed_is_sent_again_once_however_often_it_is_asked(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest(), "Seu quarto está pronto")
    async with wired_to(hotel.office, settings, first_refused(131026)) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        failed = await desk.sees(said.message.id)
        answers = await asyncio.gather(*(desk.does("retry", said.message.id) for _ in range(3)))
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        once_more = await desk.does("retry", said.message.id)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert failed["can"] == ["retry"]
    assert [(one.status_code, one.json()["status"], one.json()["error"]) for one in answers] == [(200, "pending", None)] * 3
    assert [body["biz_opaque_callback_data"] for body in wire.asked] == [str(said.message.id), f"{said.message.id}.1"]
    assert once_more.json()["status"] == "sent"
    admin = await signed_in(desk.client, await a_user(hotel.office, hotel.tenant, Role.TENANT_ADMIN))
    traced = (await desk.client.get(f"/api/messages/{said.message.id}/trace", headers=admin)).json()
    assert [(one["status"], one["error"]["code"]) for one in traced["tries"]] == [("failed", 131026)]
    message = await hotel.message(said.message.id)
    assert [one["error"]["code"] for one in message.past] == [131026]
    assert (message.status, message.failed_at, message.error) == ("sent", None, None)
    assert len(await hotel.rows("SELECT 1 FROM events WHERE kind = 'message:status'")) == 3, "failed, pending, sent"


async def test_what_is_sent_again_is_of_today(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())
    async with wired_to(hotel.office, settings, first_refused(131047)) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE conversations SET last_inbound_at = now() - interval '25 hours'"))
        closed = await desk.does("retry", said.message.id)
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE conversations SET last_inbound_at = now()"))
        again = await desk.does("retry", said.message.id)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert (closed.status_code, closed.json()["code"]) == (409, "WINDOW_CLOSED")
    assert (again.status_code, len(wire.asked)) == (200, 2)


@pytest.mark.parametrize("code", [130472, 131049, 131050, 137000])
async def test_what_a_guest_would_mind_is_not_sent_again(hotel: Hotel, desk: Desk, settings: Settings, code: int) -> None:
    said = await hotel.says(await hotel.has_guest())
    async with wired_to(hotel.office, settings, first_refused(code)) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    shown, answered = await desk.sees(said.message.id), await desk.does("retry", said.message.id)

    assert shown["can"] == []
    assert (answered.status_code, answered.json()["code"]) == (409, "NOT_REPEATABLE")


async def test_a_neighbours_messages_do_not_exist(hotel: Hotel, desk: Desk) -> None:
    other = await a_tenant(hotel.office, "pousada-serena")
    person = await a_user(hotel.office, other)
    await a_channel(hotel.office, other, "2055001")
    said = await hotel.says(await hotel.has_guest())
    neighbour = Desk(hotel, desk.client, await signed_in(desk.client, person))

    for deed, body in (("cancel", {}), ("retry", {}), ("decide", {"outcome": "arrived"})):
        for one in (said.message.id, new_id()):
            answered = await neighbour.does(deed, one, **body)
            assert (answered.status_code, answered.json()["code"]) == (404, "NOT_FOUND"), deed
    assert (await hotel.message(said.message.id)).status == "pending"


async def test_late_words_on_the_try_before_do_not_touch_the_new_one(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())
    one = said.message.id

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await desk.meta_says(f"wamid.{one}", "failed", one, 131026)
        assert (await hotel.message(one)).status == "failed"
        await desk.does("retry", one)
        await desk.meta_says(f"wamid.{one}", "failed", one, 131026, later=1)
        await desk.meta_says(f"wamid.{one}", "sent", one)
        assert (await hotel.message(one)).status == "pending", "both speak of the try that is over"
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await desk.meta_says(f"wamid.{one}", "failed", one, 131026, later=2)

    message = await hotel.message(one)
    assert (message.status, message.wamid, len(wire.asked)) == ("sent", f"wamid.{one}.1", 2)
    await desk.meta_says(f"wamid.{one}.1", "read", f"{one}.1", later=3)
    assert (await hotel.message(one)).status == "read"


async def test_a_phone_that_has_the_first_try_needs_no_second(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())
    one = said.message.id

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await desk.meta_says(f"wamid.{one}", "failed", one, 131026)
        await desk.does("retry", one)
        await desk.meta_says(f"wamid.{one}", "delivered", one)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert len(wire.asked) == 1
    assert (await hotel.message(one)).status == "delivered"


async def test_what_meta_gave_up_and_passes_goes_again_by_itself(hotel: Hotel, desk: Desk, settings: Settings, listener: Listener) -> None:
    said = await hotel.says(await hotel.has_guest())
    one = said.message.id

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        for number in range(3):
            opaque = str(one) if number == 0 else f"{one}.{number}"
            await desk.meta_says(f"wamid.{opaque}", "failed", opaque, 131000, later=number)
            waits = (await hotel.message(one)).status
            await minutes_pass(hotel)
            await delivery.ring(hotel.tenant.id, hotel.channel.id)
            assert waits == ("pending" if number < 2 else "failed")

    assert len(wire.asked) == 3, "once, and twice again"
    message = await hotel.message(one)
    assert (message.status, message.error["code"], len(message.past)) == ("failed", 131000, 2)
    assert "failed" in [event["status"] for event in listener.of("message:status")]


async def test_what_meta_gave_up_after_hours_waits_for_a_person(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    said = await hotel.says(await hotel.has_guest())
    one = said.message.id
    async with wired_to(hotel.office, settings, first_refused(131016)) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await until(lambda: _is_sent(hotel, said.message.id))
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE messages SET sent_at = now() - interval '2 hours'"))

    await desk.meta_says(f"wamid.{one}", "failed", one, 130429)

    assert (await hotel.message(one)).status == "failed"
    assert len(wire.asked) == 2


async def _is_sent(hotel: Hotel, message_id: Any) -> bool:  # noqa: ANN401 - an id
    return bool((await hotel.message(message_id)).status == "sent")


async def test_a_template_that_meta_stops_later_is_stopped_here(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO, wrote=timedelta(minutes=1))
    said, waiting = await hotel.says(ana), await hotel.says(bruno)
    named = Named(hotel.channel.waba_id, "77", "chegada", "pt_BR")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await templates.note(work, named, Facet.STATUS, {"status": "APPROVED"}, at=now() - timedelta(days=1))
        await work.session.execute(text("UPDATE outbox SET template = 'chegada/pt_BR'"))
        sent = {"id": said.message.id}
        await work.session.execute(text("UPDATE messages SET status = 'sent', wamid = 'wamid.1' WHERE id = :id"), sent)
        await work.session.execute(text("UPDATE outbox SET state = 'done' WHERE id = :id"), sent)

    await desk.meta_says("wamid.1", "failed", said.message.id, 132015)

    letter = await hotel.letter(waiting.message.id)
    assert (letter.state, letter.held_for) == ("held", "template")
    assert await hotel.rows("SELECT status FROM templates") == [("PAUSED",)]
    assert await hotel.rows("SELECT kind, subject FROM notices WHERE state = 'open'") == [("template-status", "77")]
