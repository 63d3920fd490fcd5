"""Each try has a mark of its own: what Meta says of one that is over is known for what it is."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from app.messages.sending import tries
from app.settings import Settings
from tests.outbox.aftermath import a_desk, minutes_pass
from tests.outbox.front_desk import Hotel
from tests.outbox.wire import accepted, wired_to

ID = UUID("019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f")


@pytest.mark.parametrize(
    ("opaque", "mark"),
    [
        (str(ID), (ID, 0)),
        (f"{ID}.3", (ID, 3)),
        *((wrong, None) for wrong in (None, "", "job-123", f"{ID}.", f"{ID}.-1", f"{ID}.x", f"{ID}.1.2", f"{ID}.{'9' * 5000}", f"{ID}.²")),
    ],
)
def test_a_mark_is_read_back_and_nothing_else_is_one(opaque: str | None, mark: tuple[UUID, int] | None) -> None:
    assert tries.read(opaque) == mark


def test_every_mark_is_its_own() -> None:
    past: list[dict[str, Any]] = []
    for number in range(3):
        assert tries.read(tries.opaque(ID, past)) == (ID, number)
        past.append({"status": "failed"})


async def test_an_answer_that_comes_after_its_try_was_given_up_says_nothing_of_the_next(
    hotel: Hotel, client: httpx.AsyncClient, settings: Settings
) -> None:
    desk = await a_desk(hotel, client)
    said = await hotel.says(await hotel.has_guest())
    one = said.message.id

    async def answer(body: dict[str, Any]) -> httpx.Response:
        """Meta's `failed` is here before its 200."""
        opaque = body["biz_opaque_callback_data"]
        if opaque == str(one):
            await desk.meta_says(f"wamid.{opaque}", "failed", opaque, 131000)
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        await minutes_pass(hotel)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    message = await hotel.message(one)
    assert (message.status, message.wamid, len(wire.asked)) == ("sent", f"wamid.{one}.1", 2)
    assert [past["wamid"] for past in message.past] == [f"wamid.{one}"]
