"""A Meta that is away or ill: the number stops after a few calls, one letter tries, and all goes on when it is back."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.messages.delivery import Delivery
from app.outbox import circuit
from app.settings import Settings
from app.whatsapp.outcomes import Refused, Sent, Unknown
from app.whatsapp.refusal_table import UNREACHABLE
from tests.outbox.front_desk import Hotel
from tests.outbox.wire import accepted, refused, wired_to


async def has_written(hotel: Hotel, many: int) -> None:
    for number in range(many):
        await hotel.says(await hotel.has_guest(f"55119000030{number:02}"), str(number))


async def round_of(hotel: Hotel, delivery: Delivery, seconds: float = 0.4) -> None:
    await asyncio.wait([delivery.ring(hotel.tenant.id, hotel.channel.id)], timeout=seconds)


async def let_time_pass(hotel: Hotel) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE channels SET held_until = now()"))
        await work.session.execute(text("UPDATE outbox SET due_at = now() WHERE state = 'held'"))


async def test_after_five_failures_one_letter_tries_and_then_all_goes_on(hotel: Hotel, settings: Settings) -> None:
    await has_written(hotel, 20)
    is_well = asyncio.Event()

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body) if is_well.is_set() else refused(131016, status=503)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE channels SET messages_per_second = 4"))
        await round_of(hotel, delivery, 2.5)
        stopped = len(wire.asked)
        await let_time_pass(hotel)
        await round_of(hotel, delivery)
        tried = len(wire.asked) - stopped
        (number,) = await hotel.rows("SELECT failures, extract(epoch FROM held_until - now())::float8 AS wait FROM channels")
        is_well.set()
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE channels SET messages_per_second = 80"))
        await let_time_pass(hotel)
        await round_of(hotel, delivery, 5)
        await let_time_pass(hotel)
        await round_of(hotel, delivery, 5)

    assert circuit.OPENS_AFTER <= stopped <= 8, "those that were on their way already"
    assert tried == 1
    assert number.failures > circuit.OPENS_AFTER
    assert number.wait > 1, "it waits longer each time"
    assert await hotel.rows("SELECT status, count(*) FROM messages GROUP BY 1") == [("sent", 20)]
    assert await hotel.rows("SELECT failures FROM channels") == [(0,)]


async def test_metas_no_to_a_message_is_no_failure_of_metas(hotel: Hotel, settings: Settings) -> None:
    await has_written(hotel, 12)

    async def answer(_body: dict[str, Any]) -> httpx.Response:
        return refused(131026)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await round_of(hotel, delivery, 5)

    assert len(wire.asked) == 12
    assert await hotel.rows("SELECT failures, held_until FROM channels") == [(0, None)]


@pytest.mark.parametrize(
    ("outcome", "is_failure"),
    [
        (Sent("wamid.1"), False),
        (Unknown("cut"), True),
        (Unknown("HTTP 502", 502), True),
        (Refused(UNREACHABLE), True),
        (Refused(131016, http_status=500), True),
        (Refused(130429, http_status=400), False),
        (Refused(190, http_status=401), False),
    ],
)
def test_what_counts_as_a_failure(outcome: Sent | Refused | Unknown, is_failure: bool) -> None:
    assert circuit.is_failure(outcome) is is_failure
