"""The line to one callback of one Meta app: it is verified first, then updates leave in batches until each was answered with 200."""

import asyncio
from collections import deque
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING

import structlog

from simulator import clock
from simulator.webhooks import envelope, forgery
from simulator.webhooks.addresses import Address
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.webhooks.post_office import PostOffice

HANDSHAKE_FIRST_S = 0.2
HANDSHAKE_CAP_S = 2.0

log = structlog.get_logger("simulator.webhooks")


class Parcel:
    """One POST: the same bytes at each try. `age` is the reset after which it was made."""

    __slots__ = ("age", "body", "first_tried_at", "tries", "updates")

    def __init__(self, updates: Sequence[Update], body: bytes, age: int) -> None:
        self.updates = updates
        self.body = body
        self.age = age
        self.tries = 0
        self.first_tried_at = clock.steady()


class Line:
    """Several POSTs fly at once, so that order is usual but, as at Meta's, not promised."""

    def __init__(self, office: "PostOffice", address: Address) -> None:
        self._office = office
        self._meta = office.meta
        self.address = address
        self.verify_token: str | None = None
        self.is_verified = False
        self._is_open = False
        self._waiting: deque[Update] = deque()
        self._again: deque[Parcel] = deque()
        self._resting: dict[asyncio.TimerHandle, Parcel] = {}
        self._linger: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._flying = 0
        self._is_failing = False

    @property
    def state(self) -> str:
        return "verified" if self.is_verified else "not verified yet"

    def open(self, verify_token: str | None) -> None:
        """Starts the handshake, again when the token has changed. Without a token there is nothing to verify."""
        if self._is_open and verify_token == self.verify_token:
            return
        self._is_open = True
        self.verify_token = verify_token
        self.is_verified = not verify_token
        if verify_token:
            self._start(self._shake_hands(verify_token))

    def put(self, update: Update) -> None:
        self._waiting.append(update)
        self._kick()

    def clear(self) -> list[Update]:
        """Gives back all that waits or is to be tried again."""
        for timer in self._resting:
            timer.cancel()
        parcels = [*self._again, *self._resting.values()]
        left = [update for parcel in parcels for update in parcel.updates] + list(self._waiting)
        self._resting.clear()
        self._again.clear()
        self._waiting.clear()
        return left

    def close(self) -> list[Update]:
        """Nobody has this callback any more; what flies may still arrive."""
        self.is_verified = self._is_open = False
        self.verify_token = None
        if self._linger is not None:
            self._linger.cancel()
        return self.clear()

    async def hang_up(self) -> None:
        self.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _kick(self) -> None:
        """Alone, an update leaves at once; with batches it waits a moment for company."""
        if len(self._waiting) >= self._meta.faults.batch:
            self._fly()
        elif self._linger is None:
            linger_s = self._meta.switches.batch_linger_ms / 1000
            self._linger = asyncio.get_running_loop().call_later(linger_s, self._lingered)

    def _lingered(self) -> None:
        self._linger = None
        self._fly()

    def _fly(self) -> None:
        if self.is_verified and self._flying < self._meta.switches.connections:
            self._flying += 1
            self._start(self._deliver())

    async def _deliver(self) -> None:
        try:
            while self.is_verified and (self._waiting or self._again):
                await self._carry(self._again.popleft() if self._again else self._next_parcel())
        finally:
            self._flying -= 1

    def _next_parcel(self) -> Parcel:
        faults, waiting = self._meta.faults, self._waiting
        updates = [waiting.popleft()]
        # A double that stands right behind its first goes into the same POST even without batches.
        while waiting and (len(updates) < faults.batch or waiting[0] is updates[-1]):
            updates.append(waiting.popleft())
        forged = forgery.for_line(self._meta, self.address) if self._meta.dice.says(faults.forged) else []
        self._office.tally.forged_sent += len(forged)
        return Parcel(updates, envelope.wrap([*updates, *forged]), self._office.age)

    async def _carry(self, parcel: Parcel) -> None:
        parcel.tries += 1
        trouble = await self._office.carrier.post(
            self.address,
            parcel.body,
            timeout_s=self._meta.switches.answer_timeout_s,
            forged=self._meta.dice.says(self._meta.faults.bad_signature),
        )
        if parcel.age != self._office.age:
            return
        if trouble is None:
            self._note_recovery()
            self._office.delivered(parcel.updates)
        else:
            self._try_again(parcel, trouble)

    def _try_again(self, parcel: Parcel, trouble: str) -> None:
        switches = self._meta.switches
        self._office.tally.posts_refused += 1
        if not self._is_open:
            self._office.readdress(parcel.updates)
            return
        if clock.steady() - parcel.first_tried_at > switches.retry_horizon_s:
            log.warning("webhook given up", callback=self.address.callback_url, updates=len(parcel.updates), because=trouble)
            self._office.given_up(parcel.updates)
            return
        if not self._is_failing:
            self._is_failing = True
            log.warning("webhook refused, trying again", callback=self.address.callback_url, because=trouble)
        wait_ms = min(switches.retry_cap_ms, switches.retry_first_ms * switches.retry_factor ** min(parcel.tries - 1, 40))

        self._rest(parcel, wait_ms / 1000 * (0.8 + 0.4 * self._meta.dice.random.random()))

    def _rest(self, parcel: Parcel, rest_s: float) -> None:
        def wake() -> None:
            del self._resting[timer]
            self._office.tally.posts_retried += 1
            self._again.append(parcel)
            self._fly()

        timer = asyncio.get_running_loop().call_later(rest_s, wake)
        self._resting[timer] = parcel

    def _note_recovery(self) -> None:
        if self._is_failing:
            self._is_failing = False
            log.info("webhooks arrive again", callback=self.address.callback_url)

    async def _shake_hands(self, verify_token: str) -> None:
        wait_s, is_told = HANDSHAKE_FIRST_S, False
        while verify_token == self.verify_token:
            trouble = await self._office.carrier.verify(self.address, verify_token)
            if trouble is None:
                log.info("callback verified", callback=self.address.callback_url)
                self.is_verified = True
                self._fly()
                return
            if not is_told:
                is_told = True
                log.info("callback not verified yet", callback=self.address.callback_url, because=trouble)
            await asyncio.sleep(wait_s)
            wait_s = min(HANDSHAKE_CAP_S, wait_s * 2)

    def _start(self, errand: Coroutine[object, None, None]) -> None:
        task = asyncio.create_task(errand)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
