"""Looking into the outbox: what waits, is parked, is uncertain or has failed, by number and in words."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.channels import standing
from app.channels.standing import Stop
from app.settings import Settings
from tests.outbox.aftermath import Desk, a_desk, minutes_pass
from tests.outbox.front_desk import ANA, BRUNO, Hotel
from tests.outbox.wire import refused, wired_to


@pytest.fixture
async def desk(hotel: Hotel, client: httpx.AsyncClient) -> Desk:
    return await a_desk(hotel, client)


async def looked(desk: Desk, **asked: Any) -> dict[str, Any]:
    answered = await desk.client.get("/api/outbox", params=asked, headers=desk.headers)
    assert answered.status_code == 200, answered.text
    found: dict[str, Any] = answered.json()
    return found


async def test_each_lot_is_counted_and_shown_with_its_reason(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    fails, cut = await hotel.says(ana, "falha"), await hotel.says(bruno, "talvez")

    async def answer(body: dict[str, Any]) -> httpx.Response:
        if body["text"]["body"] == "talvez":
            raise httpx.ReadError("cut after the bytes left")
        return refused(131026)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
    waits = await hotel.says(ana, "espera")
    await minutes_pass(hotel)

    failed, uncertain, waiting = [await looked(desk, state=lot) for lot in ("failed", "uncertain", "waiting")]

    (number,) = failed["numbers"]
    assert [number[lot] for lot in ("waiting", "parked", "uncertain", "failed")] == [1, 0, 1, 1]
    assert {(one["state"], one["code"], one["messages"]) for one in failed["reasons"]} == {
        ("waiting", None, 1),
        ("uncertain", None, 1),
        ("failed", 131026, 1),
    }
    ((dead,), (unsure,), (next_one,)) = failed["data"], uncertain["data"], waiting["data"]
    assert (dead["message_id"], dead["error"]["action"], dead["can"]) == (str(fails.message.id), "ask-another-number", ["retry"])
    assert (unsure["message_id"], unsure["can"]) == (str(cut.message.id), ["decide"])
    assert (next_one["message_id"], next_one["because"], next_one["can"]) == (
        str(waits.message.id),
        "Sai em seguida, na ordem.",
        ["cancel"],
    )
    assert "espera" not in str(waiting["data"]), "what was said stands in its thread"


async def test_what_a_dead_token_parks_says_so(hotel: Hotel, desk: Desk) -> None:
    await hotel.says(await hotel.has_guest())
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await standing.stop(work, [hotel.channel.id], Stop.of(190))

    found = await looked(desk, state="parked")

    assert (found["numbers"][0]["parked"], found["numbers"][0]["waiting"]) == (1, 0)
    assert "expirou" in found["data"][0]["because"]
    assert (await looked(desk, state="waiting"))["data"] == []


@pytest.mark.parametrize("lot", ["failed", "waiting"])
async def test_pages_hold_all_of_them_once(hotel: Hotel, desk: Desk, lot: str) -> None:
    ana = await hotel.has_guest()
    said = [str((await hotel.says(ana, str(number))).message.id) for number in range(5)]
    if lot == "failed":
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE messages SET status = 'failed', failed_at = now(), error = '{\"code\": 1}'"))
            await work.session.execute(text("UPDATE outbox SET state = 'done'"))

    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = await looked(desk, state=lot, limit=2, **after)
        seen += [line["message_id"] for line in page["data"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}

    assert seen == (said if lot == "waiting" else said[::-1])


async def test_the_metrics_say_what_lies_there(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    ana = await hotel.has_guest()
    await hotel.says(ana, "1")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await standing.stop(work, [hotel.channel.id], Stop.of(190))

    said = (await desk.client.get("/metrics")).text

    assert 'recado_outbox_letters_lying{state="due"} 1.0' in said
    assert "recado_outbox_parked 1.0" in said
    assert "recado_numbers_that_cannot_send 1.0" in said
    assert "recado_outbox_oldest_due_seconds 0.0" in said, "what waits for a person is not late"
