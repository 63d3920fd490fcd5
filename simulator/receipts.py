"""The life of a hotel's message after it was accepted: sent, delivered, read or failed, each told by a webhook."""

import asyncio
from typing import TYPE_CHECKING

from simulator import clock, fates, letters
from simulator.guests import Guest
from simulator.letters import Dispatch, Letter, Step
from simulator.numbers import Number
from simulator.webhooks import statuses

if TYPE_CHECKING:
    from simulator.meta import Meta

DROPPED = 132015
LADDER: tuple[Step, ...] = ("accepted", "sent", "delivered", "read", "played")


class Receipts:
    """Every step is a timer; `due` counts those that are still to come."""

    def __init__(self, meta: "Meta") -> None:
        self._meta = meta
        self._timers: set[asyncio.TimerHandle] = set()

    @property
    def due(self) -> int:
        return len(self._timers)

    def reset(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def follow(self, dispatch: Dispatch) -> None:
        failure = fates.of(self._meta, dispatch)
        if failure is not None:
            self._later(self._meta.switches.sent_after_ms, dispatch, "failed", failure)
            return
        if dispatch.letter.is_held:
            self._hold(dispatch)
            return
        self._later(self._meta.switches.sent_after_ms, dispatch, "sent")

    def _hold(self, dispatch: Dispatch) -> None:
        """Until it is known how guests like the template; if it was paused meanwhile, this one is dropped."""

        def decide() -> None:
            self._timers.discard(timer)
            template = self._meta.templates.get(dispatch.letter.template_id or "")
            is_well = template is not None and template.status == "APPROVED"
            self._later(0, dispatch, *(("sent", None) if is_well else ("failed", DROPPED)))

        timer = asyncio.get_running_loop().call_later(self._meta.switches.held_ms / 1000, decide)
        self._timers.add(timer)

    def go_on(self, dispatch: Dispatch) -> None:
        """After a restart: statuses that nobody answered are told again, and what was on its way arrives."""
        for step in dispatch.letter.untold:
            code = dispatch.letter.failure if step == "failed" else None
            self._meta.post_office.hand_in(statuses.of_status(self._meta, dispatch, step, code))
        match dispatch.letter.status:
            case "accepted":
                self._later(0, dispatch, "sent")
            case "sent":
                self._after_sent(dispatch)
            case _:
                pass

    def tell_now(self, dispatch: Dispatch) -> asyncio.Future[None]:
        """`sent`, out of turn and before the send is answered; the future is done when the webhook was answered."""
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._meta.letters.climb(dispatch.letter, "sent")
        dispatch.letter.untold.append("sent")
        update = statuses.of_status(self._meta, dispatch, "sent")
        update.told = told
        self._meta.post_office.hand_in(update)
        self._after_sent(dispatch)
        return told

    def guest_reads(self, number: Number, guest: Guest) -> list[str]:
        """The guest opens the chat: what arrived is read, what is on its way is read on arrival."""
        thread = self._meta.letters.find_thread(number.phone_number_id, guest.key)
        wamids = []
        for letter in thread.letters if thread else ():
            if not letter.from_hotel or letter.status in ("read", "played", "failed") or letter.read_on_arrival:
                continue
            wamids.append(letter.wamid)
            if letter.status == "delivered":
                self._climb(Dispatch(number, guest, letter), "read")
            else:
                letter.read_on_arrival = True
        return wamids

    def _later(self, after_ms: float, dispatch: Dispatch, step: Step, code: int | None = None) -> None:
        def arrive() -> None:
            self._timers.discard(timer)
            self._climb(dispatch, step, code)

        timer = asyncio.get_running_loop().call_later(after_ms / 1000, arrive)
        self._timers.add(timer)

    def _climb(self, dispatch: Dispatch, step: Step, code: int | None = None) -> None:
        letter = dispatch.letter
        if not may_climb(letter.status, step):
            return
        self._meta.letters.climb(letter, step)
        letter.untold.append(step)
        letter.failure = letter.failure if code is None else code
        self._meta.post_office.hand_in(statuses.of_status(self._meta, dispatch, step, code))
        self._meta.onlookers.tell_of(letter)
        if step == "sent":
            self._after_sent(dispatch)
        elif step == "delivered":
            self._after_delivered(dispatch)
        elif step == "read" and letters.is_voice(letter.message):
            self._later(self._meta.switches.read_after_ms, dispatch, "played")

    def _after_sent(self, dispatch: Dispatch) -> None:
        letter = dispatch.letter
        if letter.message.get("type") == "reaction":
            return
        switches = self._meta.switches
        gap = max(0.0, switches.delivered_after_ms - switches.sent_after_ms)
        is_skipped = switches.skip_delivered and (letter.read_on_arrival or switches.auto_read)
        self._later(gap, dispatch, "read" if is_skipped else "delivered")

    def _after_delivered(self, dispatch: Dispatch) -> None:
        letter = dispatch.letter
        code = self._meta.dice.pick(self._meta.faults.late_failed)
        if code is not None:
            self._fail_late(dispatch, code)
        if letter.read_on_arrival or self._meta.switches.auto_read:
            self._later(self._read_after_ms(letter), dispatch, "read")

    def _fail_late(self, dispatch: Dispatch, code: int) -> None:
        """Meta's word that it failed after all; the guest has it all the same, and so the letter stays what it is."""
        letter = dispatch.letter
        letter.steps["failed"] = clock.now()
        letter.failure = code
        letter.untold.append("failed")
        self._meta.post_office.hand_in(statuses.of_status(self._meta, dispatch, "failed", code))

    def _read_after_ms(self, letter: Letter) -> float:
        return 0 if letter.read_on_arrival else self._meta.switches.read_after_ms


def may_climb(status: Step, step: Step) -> bool:
    """A status never comes twice nor goes back; a failure takes the place of what was not delivered."""
    if status == "failed":
        return False
    if step == "failed":
        return status in ("accepted", "sent")
    return LADDER.index(step) > LADDER.index(status)
