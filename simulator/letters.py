"""What guests and hotels wrote to each other: letters, the thread of each pair, and Meta's 24-hour window."""

from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from simulator import clock, wamids
from simulator.guests import Guest
from simulator.numbers import Number

MOST_LETTERS = 400_000
PAIR_BURST = 45
PAIR_REFILL_S = 6.0
TYPING_S = 25
FREE_ENTRY_S = 3 * 86_400
Step = Literal["accepted", "sent", "delivered", "read", "played", "failed", "acked"]


class Letter(msgspec.Struct, kw_only=True):
    """A message of either side. `steps` holds when it reached each status; a guest's letter knows `acked` and `read`.

    `untold` are the statuses whose webhook nobody has answered yet. `from_phone`: the hotel wrote it in the WhatsApp
    Business app, so no Graph call brought it. `free_entry_until`: the guest had come from an ad.
    `identity_key_hash`: it is only for a guest whose hash this is. `fails_with`: the code of what is known to go wrong later.
    `shown`: a template with its places filled, as the guest sees it; `is_held` until it is known how guests like the template.
    """

    wamid: str
    phone_number_id: str
    guest_key: str
    from_hotel: bool
    message: dict[str, object]
    at: float
    timestamp: int
    addressed_by: Literal["wa_id", "user_id"] = "wa_id"
    tracker: str | None = None
    status: Step = "accepted"
    steps: dict[Step, float] = {}
    read_on_arrival: bool = False
    untold: list[Step] = []
    failure: int | None = None
    from_phone: bool = False
    free_entry_until: int | None = None
    identity_key_hash: str | None = None
    fails_with: int | None = None
    category: str | None = None
    template_id: str | None = None
    shown: dict[str, object] | None = None
    is_held: bool = False

    def reach(self, step: Step) -> None:
        self.status = step
        self.steps[step] = clock.now()

    def note_ack(self) -> None:
        """The hotel's webhook took it. It may have been read before: answers can overtake."""
        self.steps["acked"] = clock.now()
        if self.status == "accepted":
            self.status = "acked"


def from_guest(
    number: Number, guest: Guest, message: dict[str, object], *, timestamp: int | None = None, wamid: str | None = None
) -> Letter:
    """`message` is Meta's message object without id and timestamp."""
    in_wamid = guest.wa_id or "".join(filter(str.isdigit, guest.user_id_at(number.business_account_id))) or "0"
    now = clock.now()
    return Letter(
        wamid=wamid or wamids.from_guest(in_wamid),
        phone_number_id=number.phone_number_id,
        guest_key=guest.key,
        from_hotel=False,
        message=message,
        at=now,
        timestamp=int(now) if timestamp is None else timestamp,
    )


def stub(number: Number, wamid: str, guest_key: str) -> Letter:
    """A hotel's message of which nothing is known but its id."""
    now = clock.now()
    return Letter(
        wamid=wamid,
        phone_number_id=number.phone_number_id,
        guest_key=guest_key,
        from_hotel=True,
        message={"type": "text"},
        at=now,
        timestamp=int(now),
        steps={"sent": now, "delivered": now},
    )


def is_voice(message: dict[str, object]) -> bool:
    audio = message.get("audio")
    return isinstance(audio, dict) and audio.get("voice") is True


class Dispatch(NamedTuple):
    """A letter with the two between whom it goes."""

    number: Number
    guest: Guest
    letter: Letter


class Thread(msgspec.Struct, kw_only=True):
    """All between one number and one guest. `pair_debt` is how many messages of the pair rate are in use."""

    phone_number_id: str
    guest_key: str
    letters: deque[Letter] = msgspec.field(default_factory=deque)
    guest_wrote_at: int | None = None
    came_from_ad_at: int | None = None
    free_entry_until: int | None = None
    typing_until: float = 0
    pair_debt: float = 0
    pair_seen_at: float = 0
    pair_burst_at: float = 0

    def unread_up_to(self, letter: Letter) -> list[Letter]:
        """The guest's letters that the hotel has not marked read, from `letter` back to the last that it has."""
        unread: list[Letter] = []
        passed = False
        for earlier in reversed(self.letters):
            passed = passed or earlier is letter
            if not passed or earlier.from_hotel:
                continue
            if earlier.status == "read":
                break
            unread.append(earlier)
        return unread[::-1]

    def window_closes_at(self) -> int | None:
        return None if self.guest_wrote_at is None else self.guest_wrote_at + clock.DAY_S

    def answer_to_ad(self) -> int | None:
        """Until when this answer and what follows cost nothing: 72 hours from the first one, if that came within 24."""
        now = int(clock.now())
        if self.came_from_ad_at is not None and now < self.came_from_ad_at + clock.DAY_S:
            self.free_entry_until, self.came_from_ad_at = now + FREE_ENTRY_S, None
        return self.free_entry_until if self.free_entry_until and now < self.free_entry_until else None

    def is_open(self) -> bool:
        return self.guest_wrote_at is not None and clock.now() < self.guest_wrote_at + clock.DAY_S

    def may_take_one_more(self, *, is_owed: bool = False) -> bool:
        """One message in 6 s to the same guest, 45 in advance; each one in advance is owed.

        `is_owed`: a burst may last 6 s, and after it nothing passes until all of it is paid for.
        """
        now = clock.steady()
        self.pair_debt = max(0.0, self.pair_debt - (now - self.pair_seen_at) / PAIR_REFILL_S)
        self.pair_seen_at = now
        if not self.pair_debt:
            self.pair_burst_at = now
        if self.pair_debt > PAIR_BURST - 1 or (is_owed and now - self.pair_burst_at > PAIR_REFILL_S):
            return False
        self.pair_debt += 1
        return True


class Letters:
    """Every letter by wamid and by thread; past MOST_LETTERS the oldest are forgotten."""

    def __init__(self) -> None:
        self._by_wamid: dict[str, Letter] = {}
        self.changes = 0
        self.sent_of_template: Counter[str] = Counter()
        self._threads: dict[tuple[str, str], Thread] = {}

    def reset(self) -> None:
        self._by_wamid.clear()
        self._threads.clear()
        self.sent_of_template.clear()
        self.changes += 1

    def __len__(self) -> int:
        return len(self._by_wamid)

    def find(self, wamid: str) -> Letter | None:
        return self._by_wamid.get(wamid)

    def threads(self) -> Iterator[Thread]:
        return iter(self._threads.values())

    def find_thread(self, phone_number_id: str, guest_key: str) -> Thread | None:
        return self._threads.get((phone_number_id, guest_key))

    def thread(self, phone_number_id: str, guest_key: str) -> Thread:
        pair = (phone_number_id, guest_key)
        found = self._threads.get(pair)
        if found is None:
            found = self._threads[pair] = Thread(phone_number_id=phone_number_id, guest_key=guest_key)
        return found

    def keep(self, letter: Letter) -> Thread:
        thread = self.thread(letter.phone_number_id, letter.guest_key)
        thread.letters.append(letter)
        self.changes += 1
        self._by_wamid[letter.wamid] = letter
        if len(self._by_wamid) > MOST_LETTERS:
            self._forget_oldest()
        return thread

    def move(self, old_key: str, new_key: str) -> None:
        """A guest has another number: their threads go along."""
        for pair in [pair for pair in self._threads if pair[1] == old_key]:
            thread = self._threads.pop(pair)
            thread.guest_key = new_key
            for letter in thread.letters:
                letter.guest_key = new_key
            self._threads[pair[0], new_key] = thread
        self.changes += 1

    def climb(self, letter: Letter, step: Step) -> None:
        letter.reach(step)
        self.changes += 1

    def note_ack(self, letter: Letter) -> None:
        letter.note_ack()
        self.changes += 1

    def newest(self, most: int) -> list[Letter]:
        return list(islice(reversed(self._by_wamid.values()), most))[::-1]

    def from_hotels(self, phone_number_id: str | None = None) -> Iterator[Letter]:
        """What hotels sent and Meta accepted, in order."""
        for letter in self._by_wamid.values():
            if letter.from_hotel and not letter.from_phone and phone_number_id in (None, letter.phone_number_id):
                yield letter

    def _forget_oldest(self) -> None:
        oldest = next(iter(self._by_wamid.values()))
        del self._by_wamid[oldest.wamid]
        self.thread(oldest.phone_number_id, oldest.guest_key).letters.popleft()
