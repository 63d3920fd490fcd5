"""Takes in what Meta has to tell, lets chance delay, double and shuffle it, and gives it to the right line."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator import clock
from simulator.webhooks.addresses import Address, address_of, addresses_of
from simulator.webhooks.carrier import Carrier
from simulator.webhooks.lines import Line
from simulator.webhooks.tally import PushFigures, Tally
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.meta import Meta

DOUBLE_WITHIN_S = 0.3


class PostOffice:
    """`outstanding` counts the updates handed in and neither answered nor given up; `age` the resets."""

    def __init__(self, meta: "Meta") -> None:
        self.meta = meta
        self.carrier = Carrier()
        self.tally = Tally()
        self.age = 0
        self.outstanding = 0
        self._lines: dict[Address, Line] = {}
        self._timers: set[asyncio.TimerHandle] = set()
        self._is_open = False

    def open(self) -> None:
        self._is_open = True
        self.numbers_changed()

    async def close(self) -> None:
        self._is_open = False
        self.reset()
        await asyncio.gather(*(line.hang_up() for line in self._lines.values()))
        self._lines.clear()
        self.carrier.close()

    def reset(self) -> None:
        """Forgets all that waits; POSTs in flight end, but count for nothing."""
        self.age += 1
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for line in self._lines.values():
            line.clear()
        self.outstanding = 0
        self.tally = Tally()

    def hand_in(self, update: Update) -> None:
        faults, dice = self.meta.faults, self.meta.dice
        update.due_at = update.due_at or clock.steady()
        wait_s = faults.delay_ms / 1000
        if dice.says(faults.reorder):
            wait_s += dice.random.random() * self.meta.switches.reorder_within_ms / 1000
        self.outstanding += 1
        self._put_after(wait_s, update)
        if dice.says(faults.duplicate):
            # Half of the doubles go right behind their first and so in its POST, half in a later one.
            self.outstanding += 1
            later_s = 0.0 if dice.says(0.5) else dice.random.random() * DOUBLE_WITHIN_S
            self._put_after(wait_s + later_s, update)

    def delivered(self, updates: Sequence[Update]) -> None:
        now = clock.steady()
        self.tally.posts_acked += 1
        self.tally.updates_acked += len(updates)
        for update in updates:
            self.tally.note_time(now - update.due_at)
            self._note_told(update)
        self._settle(updates)

    def given_up(self, updates: Sequence[Update]) -> None:
        self.tally.updates_given_up += len(updates)
        self._settle(updates)

    def numbers_changed(self) -> None:
        """Opens lines to new callbacks, and moves what waited for one that nobody has any more."""
        if not self._is_open:
            return
        wanted = {address: token for number in self.meta.numbers for address, token in addresses_of(number)}
        for address, verify_token in wanted.items():
            line = self._lines.get(address)
            if line is None:
                line = self._lines[address] = Line(self, address)
            line.open(verify_token)
        for address in self._lines.keys() - wanted.keys():
            self.readdress(self._lines.pop(address).close())

    def readdress(self, updates: Sequence[Update]) -> None:
        """Their number has moved to another callback since, or has none."""
        for update in updates:
            self._readdress(update)

    def figures(self) -> PushFigures:
        due = self.meta.receipts.due
        return PushFigures(
            outstanding=self.outstanding,
            statuses_due=due,
            quiet=not self.outstanding and not due,
            callbacks={line.address.callback_url: line.state for line in self._lines.values()},
            ack_ms=self.tally.percentiles(),
            **self.tally.counts(),
        )

    def _note_told(self, update: Update) -> None:
        letter = update.letter
        if letter is None:
            return
        if update.step in letter.untold:
            letter.untold.remove(update.step)
        if not letter.from_hotel and "acked" not in letter.steps:
            self.meta.letters.note_ack(letter)
            self.meta.onlookers.tell_of(letter)

    def _settle(self, updates: Sequence[Update]) -> None:
        self.outstanding -= len(updates)
        for update in updates:
            if update.told is not None and not update.told.done():
                update.told.set_result(None)

    def _put_after(self, wait_s: float, update: Update) -> None:
        if wait_s <= 0:
            self._put(update)
            return

        def put() -> None:
            self._timers.discard(timer)
            self._put(update)

        timer = asyncio.get_running_loop().call_later(wait_s, put)
        self._timers.add(timer)

    def _put(self, update: Update) -> None:
        address = address_of(update.number, update.field)
        line = None if address is None else self._lines.get(address)
        if line is None or update.number.business_account_id in self.meta.unsubscribed:
            self._readdress(update)
        else:
            line.put(update)

    def _readdress(self, update: Update) -> None:
        number = self.meta.numbers.find(update.number.phone_number_id)
        address = None if number is None else address_of(number, update.field)
        line = None if address is None else self._lines.get(address)
        if number is None or line is None or number.business_account_id in self.meta.unsubscribed:
            self.tally.updates_unaddressed += 1
            self._settle([update])
            return
        update.number = number
        line.put(update)
