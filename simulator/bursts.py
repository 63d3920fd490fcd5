"""Bursts: many guests write to many numbers at a given rate, with statuses of the hotels' messages in between."""

import asyncio
import secrets
from collections.abc import Iterator
from random import Random
from typing import Annotated

import msgspec
from litestar.exceptions import ValidationException

from simulator import clock, examples, letters, said, wamids
from simulator.guests import Guest
from simulator.letters import Dispatch, Letter, Step
from simulator.meta import Meta
from simulator.numbers import Number
from simulator.repertoire import Repertoire
from simulator.webhooks import statuses

STEPS: tuple[Step, ...] = ("sent", "delivered", "read")
BREATH = 64
STRANGER = "5511910000000"


class BurstOrder(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`rate` in messages per second, 0 = as fast as it goes; `statuses` per message; `wamids` by number to take them from.

    `kinds` are names of examples, one of which is drawn for each message; none named: text.
    """

    numbers: Annotated[int, msgspec.Meta(ge=1)] | list[str] = 1
    guests: Annotated[int, msgspec.Meta(ge=1)] = 10
    messages: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 100
    rate: Annotated[float, msgspec.Meta(ge=0)] = 0
    statuses: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0
    wamids: dict[str, list[str]] = {}
    kinds: list[str] = []
    seed: int | None = None
    wait: bool = True


class SentMessage(msgspec.Struct, kw_only=True):
    """`said`: the whole message, when kinds were named."""

    wamid: str
    wa_id: str
    timestamp: int
    text: str
    kind: str = "text"
    said: dict[str, object] = {}


class SentStatus(msgspec.Struct, kw_only=True):
    wamid: str
    status: str


class OfNumber(msgspec.Struct, kw_only=True):
    messages: list[SentMessage] = []
    statuses: list[SentStatus] = []


class BurstReport(msgspec.Struct, kw_only=True):
    """`latest_ms`: how far the burst fell behind its own rate at worst."""

    burst_id: int
    seed: int
    state: str = "running"
    messages: int = 0
    statuses: int = 0
    took_s: float = 0
    latest_ms: float = 0
    numbers: dict[str, OfNumber] = {}


class Bursts:
    def __init__(self, meta: Meta) -> None:
        self._meta = meta
        self._reports: dict[int, BurstReport] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def find(self, burst_id: int) -> BurstReport | None:
        return self._reports.get(burst_id)

    def reset(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._reports.clear()

    async def start(self, order: BurstOrder) -> BurstReport:
        """Returns when all is handed in, or at once when `wait` is false."""
        if unknown := set(order.kinds) - examples.guest_messages().keys():
            raise ValidationException(f"No example is called {min(unknown)}.")
        numbers = self._numbers(order)
        seed = secrets.randbelow(2**31) if order.seed is None else order.seed
        report = BurstReport(burst_id=len(self._reports) + 1, seed=seed)
        self._reports[report.burst_id] = report
        task = asyncio.create_task(_run(self._meta, order, numbers, report))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if order.wait:
            await asyncio.wait([task])
        return report

    def _numbers(self, order: BurstOrder) -> list[Number]:
        if isinstance(order.numbers, int):
            found = list(self._meta.numbers)[: order.numbers]
            if len(found) < order.numbers:
                raise ValidationException(f"Only {len(found)} numbers are known here, not {order.numbers}.")
            return found
        known = [number for name in order.numbers if (number := self._meta.numbers.find(name))]
        if len(known) < len(order.numbers) or not known:
            raise ValidationException("Not all of these numbers are known here.")
        return known


async def _run(meta: Meta, order: BurstOrder, numbers: list[Number], report: BurstReport) -> None:
    told = _Told(meta, order, numbers, report.seed)
    started = clock.steady()
    for place in range(order.messages):
        due_at = started + place / order.rate if order.rate else clock.steady()
        late_s = clock.steady() - due_at
        if late_s < 0:
            await asyncio.sleep(-late_s)
        elif place % BREATH == 0:
            await asyncio.sleep(0)
        report.latest_ms = max(report.latest_ms, round(late_s * 1000, 1))
        number = numbers[place % len(numbers)]
        of_number = report.numbers.setdefault(number.phone_number_id, OfNumber())
        of_number.messages.append(told.write(number, place, due_at))
        of_number.statuses.extend(told.statuses(number, due_at))
        report.messages += 1
        report.statuses += order.statuses
    report.took_s = round(clock.steady() - started, 3)
    report.state = "done"


class _Told:
    """Who writes what, and of which of a hotel's messages the statuses speak."""

    def __init__(self, meta: Meta, order: BurstOrder, numbers: list[Number], seed: int) -> None:
        self._meta = meta
        self._order = order
        self._seed = seed
        self._chance = Random(seed)
        self._repertoire = Repertoire(order.kinds, self._chance)
        self._width = len(numbers)
        self._guests_each = max(1, order.guests // len(numbers))
        self._began = int(clock.now())
        self._hotel_letters = {number.phone_number_id: self._of_hotel(number) for number in numbers}

    def write(self, number: Number, place: int, due_at: float) -> SentMessage:
        guest, timestamp = self._who_and_when(place)
        text = f"{self._seed}/{place}"
        pair = (number.phone_number_id, guest.key)
        kind, told = self._repertoire.next(pair, text)
        wamid = wamids.from_guest(guest.key, self._chance)
        self._repertoire.note(pair, kind, wamid)
        message = said.complete(said.Scene(self._meta, number, guest), told) if self._order.kinds else told
        letter = letters.from_guest(number, guest, message, timestamp=timestamp, wamid=wamid)
        self._meta.deliver(Dispatch(number, guest, letter), due_at=due_at)
        sent = SentMessage(wamid=wamid, wa_id=guest.key, timestamp=timestamp, text=text)
        return msgspec.structs.replace(sent, kind=kind, said=message) if self._order.kinds else sent

    def _who_and_when(self, place: int) -> tuple[Guest, int]:
        """Each guest writes to one number; Meta's seconds of one guest's messages all differ, and lie in the past."""
        lap = place // self._width
        guest = self._meta.guests.get(f"55119{10_000_000 + place % self._width + self._width * (lap % self._guests_each):08d}")
        turn = lap // self._guests_each
        turns = self._order.messages // (self._width * self._guests_each) + 1
        return guest, self._began - turns + turn

    def statuses(self, number: Number, due_at: float) -> Iterator[SentStatus]:
        if not self._order.statuses:
            return
        letter = next(self._hotel_letters[number.phone_number_id])
        guest = self._meta.guests.get(letter.guest_key)
        for step in STEPS[: self._order.statuses]:
            update = statuses.of_status(self._meta, Dispatch(number, guest, letter), step)
            update.due_at = due_at
            self._meta.post_office.hand_in(update)
            yield SentStatus(wamid=letter.wamid, status=step)

    def _of_hotel(self, number: Number) -> Iterator[Letter]:
        """The wamids that were named, else the hotel's real messages, round and round; else invented ones."""
        named = self._order.wamids.get(number.phone_number_id)
        stubs = [letters.stub(number, wamid, STRANGER) for wamid in named or ()]
        known = stubs or list(self._meta.letters.from_hotels(number.phone_number_id))
        while True:
            yield from known or [letters.stub(number, wamids.from_hotel(STRANGER), STRANGER)]
