"""Never more than the number's rate in any second, as the receiver counts."""

import asyncio
from time import monotonic

import pytest
from sqlalchemy import text

from app.core.work import Office
from app.messages.delivery import open_delivery
from app.outbox import pacing
from app.settings import Settings
from simulator.meta import Meta
from tests.outbox.front_desk import NUMBER, Hotel


def most_in_a_second(moments: list[float]) -> int:
    return max(sum(1 for other in moments if moment <= other < moment + 1) for moment in moments)


@pytest.mark.parametrize("rate", [1, 5, 20, 80, 1000])
def test_slots_never_hold_more_than_the_rate(rate: int) -> None:
    recent: list[float] = []
    clock, given = 100.0, []
    while clock < 104:
        window = [slot for slot in recent if slot > clock - pacing.SECOND]
        new = pacing.slots(window, clock=clock, rate=rate, until=clock + 0.1, most=128)
        recent += new
        given += new
        clock += 0.037

    assert given == sorted(given)
    assert most_in_a_second(given) <= rate
    assert len(given) >= 3 * max(1, rate - 1), "and hardly fewer"


def test_after_a_silence_the_first_goes_at_once() -> None:
    assert pacing.slots([1.0], clock=100.0, rate=80, until=100.1, most=3) == [100.0, 100.0, 100.0]


async def test_a_gate_spreads_what_was_held_up_together() -> None:
    gate, moments = pacing.Gate(), []

    async def letter() -> None:
        passage = await gate.let_pass(0, 20)
        moments.append(monotonic())
        gate.came_back(passage)

    await asyncio.gather(*(letter() for _ in range(45)))

    assert most_in_a_second(moments) <= 20


async def test_what_meta_counts_late_still_counts_in_its_second() -> None:
    """Half of the letters take a tenth of a second longer to arrive than the other half."""
    gate, arrived = pacing.Gate(), []

    async def letter(way: float) -> None:
        passage = await gate.let_pass(0, 50)
        await asyncio.sleep(way)
        arrived.append(monotonic())
        gate.came_back(passage)

    await asyncio.gather(*(letter(0.11 if number % 2 else 0.01) for number in range(130)))

    assert most_in_a_second(arrived) <= 50
    assert max(arrived) - min(arrived) < 3.2, "and it is hardly slower than it may be"


async def test_a_gate_does_not_wait_for_a_meta_that_thinks_for_long() -> None:
    gate, left = pacing.Gate(), []

    for _ in range(45):
        await gate.let_pass(0, 40)
        left.append(monotonic())

    assert max(left) - min(left) < 1.3


@pytest.mark.parametrize("workers", [1, 2])
async def test_forty_messages_at_twelve_a_second(hotel: Hotel, wired: Settings, office: Office, meta: Meta, workers: int) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE channels SET messages_per_second = 12"))
    for number in range(40):
        await hotel.says(await hotel.has_guest(f"55119000010{number:02}"), str(number))

    async with open_delivery(office, wired) as one, open_delivery(office, wired) as two:
        await asyncio.gather(*(worker.ring(hotel.tenant.id, hotel.channel.id) for worker in (one, two)[:workers]))

    moments = [letter.at for letter in meta.letters.from_hotels(NUMBER)]
    assert len(moments) == 40
    assert most_in_a_second(moments) <= 12
    assert max(moments) - min(moments) < 5
