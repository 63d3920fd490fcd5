"""One whole Meta: what it knows, what it does when either side writes, and its start and stop."""

import asyncio

from simulator import clock
from simulator.faults import Dice, Faults, Switches
from simulator.files import Files
from simulator.guests import Guest, Guests
from simulator.handles import Handles
from simulator.letters import TYPING_S, Dispatch, Letter, Letters
from simulator.memory import Memory
from simulator.numbers import Number, Numbers
from simulator.onlookers import Onlookers
from simulator.paces import Paces
from simulator.portfolios import Portfolios
from simulator.receipts import Receipts
from simulator.templates.reviews import Reviews
from simulator.templates.stock import Stock
from simulator.usage import Usage
from simulator.webhooks import values
from simulator.webhooks.post_office import PostOffice


class Meta:
    """Made once per process; every door is given it. `start` and `stop` run in the loop that serves."""

    def __init__(self, numbers: Numbers | None = None, *, switches: Switches | None = None, seed: int | None = None) -> None:
        self.numbers = Numbers() if numbers is None else numbers
        self.guests = Guests()
        self.letters = Letters()
        self.files = Files(self)
        self.paces = Paces()
        self.faults = Faults()
        self.switches = switches or Switches()
        self.dice = Dice(seed)
        self.onlookers = Onlookers()
        self.post_office = PostOffice(self)
        self.templates = Stock()
        self.reviews = Reviews(self)
        self.handles = Handles()
        self.portfolios = Portfolios()
        self.usage = Usage()
        self.receipts = Receipts(self)
        self.memory = Memory(self, self.numbers.path)
        self.started_at = clock.now()
        self.unsubscribed: set[str] = set()
        self._first_switches = self.switches

    async def start(self) -> None:
        self.post_office.open()
        self.memory.start()

    async def stop(self) -> None:
        self.onlookers.send_home()
        self.memory.stop()
        self.receipts.reset()
        self.reviews.stop()
        await self.post_office.close()

    def reset(self) -> None:
        """Guests, messages, faults, switches and queues as at the start; numbers and their templates stay."""
        self.faults = Faults()
        self.switches = self._first_switches
        self.receipts.reset()
        self.post_office.reset()
        self.letters.reset()
        self.files.reset()
        self.memory.reset()
        self.guests.reset()
        self.paces.reset()
        self.portfolios.reset()
        self.usage.reset()
        self.onlookers.tell("reset")

    def put_number(self, number: Number) -> bool:
        changed = self.numbers.put(number)
        if changed:
            self.post_office.numbers_changed()
        return changed

    def remove_number(self, phone_number_id: str) -> bool:
        removed = self.numbers.remove(phone_number_id)
        if removed:
            self.post_office.numbers_changed()
        return removed

    def deliver(self, dispatch: Dispatch, *, due_at: float = 0) -> None:
        """The guest's letter is on its way to the hotel. `due_at`: when it should have left, for honest latencies."""
        number, _, letter = dispatch
        thread = self.letters.keep(letter)
        thread.guest_wrote_at = max(letter.timestamp, thread.guest_wrote_at or 0)
        if "referral" in letter.message:
            thread.came_from_ad_at = letter.timestamp
        if self.switches.rate_counts_inbound:
            self.paces.note(number.phone_number_id, number.rate)
        self.tell_hotel(dispatch, due_at=due_at)
        self.onlookers.tell_of(letter)

    def tell_hotel(self, dispatch: Dispatch, *, due_at: float = 0) -> None:
        update = values.of_guest_letter(self, dispatch)
        update.due_at = due_at
        self.post_office.hand_in(update)

    def echo(self, dispatch: Dispatch) -> None:
        """The hotel wrote on its phone: the guest has it, and the hotel's webhook hears of it."""
        self.letters.keep(dispatch.letter)
        self.letters.climb(dispatch.letter, "delivered")
        self.post_office.hand_in(values.echo_of(self, dispatch))
        self.onlookers.tell_of(dispatch.letter)

    def move(self, guest: Guest, key: str) -> None:
        """The guest has another number, and so another user id at every business; threads go along."""
        old = guest.key
        self.guests.move(guest, key)
        self.letters.move(old, key)
        self.onlookers.tell("reset")

    def accept(self, dispatch: Dispatch) -> None:
        """The hotel's message is Meta's from here on, whatever becomes of the answer."""
        thread = self.letters.keep(dispatch.letter)
        thread.typing_until = 0
        dispatch.letter.free_entry_until = thread.answer_to_ad()
        self.onlookers.tell_of(dispatch.letter)
        self.receipts.follow(dispatch)

    def hotel_read(self, letter: Letter, *, typing: bool) -> None:
        """The hotel has seen this message of the guest's, and so all before it."""
        thread = self.letters.thread(letter.phone_number_id, letter.guest_key)
        for seen in thread.unread_up_to(letter):
            self.letters.climb(seen, "read")
            self.onlookers.tell_of(seen)
        if typing:
            thread.typing_until = clock.now() + TYPING_S
            self.onlookers.tell_of_typing(thread)

    async def settled(self, within_s: float) -> bool:
        """Waits until no webhook waits, flies or is due; False when that takes longer."""
        deadline = clock.steady() + within_s
        while self.post_office.outstanding or self.receipts.due or self.reviews.due:
            if clock.steady() > deadline:
                return False
            await asyncio.sleep(0.01)
        return True
