"""The round of one number: take letters, carry each at its moment, and bring home what came of them."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, Final
from uuid import UUID

import msgspec
import structlog
from cryptography.fernet import InvalidToken

from app.core.crypto import WrongPurposeError
from app.core.flaws import AWAY
from app.messages.sending import newcomers, parcels
from app.messages.sending.carriage import House, Step
from app.messages.sending.homecoming import Homecoming
from app.messages.sending.judging import Answer
from app.messages.sending.parcels import UnspeakableError
from app.outbox import circuit, claiming
from app.outbox.claiming import Claim, Claimed, Terms
from app.outbox.pacing import Passage
from app.outbox.queries import Number
from app.whatsapp.client import TOKEN_DEAD, Line
from app.whatsapp.outcomes import Refused, Sent, Unknown

log = structlog.get_logger()

LEAD: Final = 0.05
"""Seconds before its slot at which a letter's call is opened; those of as long a time are opened together."""

PATIENCE: Final = 5.0
"""A wait longer than this is left to the sweep, which finds the letter by its due time."""


class Hand(msgspec.Struct, frozen=True):
    """One letter in hand, ready to go. `leave_at` by `time.monotonic()`."""

    letter: Claimed
    number: Number
    line: Line | None
    body: bytes | UnspeakableError
    leave_at: float


class Round:
    """Goes on while there is something to take or to bring home, then ends; a ring starts another."""

    def __init__(self, house: House, tenant_id: UUID, channel_id: UUID) -> None:
        self._house = house
        self._tenant_id = tenant_id
        self._channel_id = channel_id
        self._gate = house.gate(channel_id)
        self._bell = asyncio.Event()
        self._in_hand = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._home = Homecoming(house, tenant_id, channel_id, self._bell.set)
        self._home.is_expecting = lambda: self._in_hand > 0

    def ring(self) -> None:
        self._bell.set()

    async def walk(self) -> None:
        while True:
            self._bell.clear()
            claim = await self._take()
            may_end = self._in_hand == 0 and self._home.is_over and not self._bell.is_set()
            if may_end and (claim.wait is None or claim.wait > PATIENCE or self._house.is_closing):
                return
            await self._rest(claim)

    async def _rest(self, claim: Claim) -> None:
        ahead = self._house.ahead
        if claim.is_paced and claim.wait is not None:
            # Half a claim before the slots run out; a ring changes nothing about the pace.
            await asyncio.sleep(max(0.005, claim.wait - ahead / 2))
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(claim.wait):
                await self._bell.wait()
        if self._in_hand:
            await asyncio.sleep(ahead / 10)

    async def _take(self) -> Claim:
        most = self._house.share - self._in_hand
        if most <= 0 or self._house.is_closing:
            return Claim(None)
        try:
            async with self._house.desks.place(self._tenant_id):
                claim, bodies = await self._claim(most)
        except AWAY as error:
            log.warning("outbox.claim_postponed", error=type(error).__name__)
            return Claim(None, wait=1.0 if self._in_hand else None)
        if claim.number and claim.letters:
            self._house.witness(Step.CLAIMED)
            self._set_out(claim.number, [one for one in claim.letters if one.id in bodies], bodies)
        return claim

    async def _claim(self, most: int) -> tuple[Claim, dict[UUID, bytes | UnspeakableError]]:
        async with self._house.office.for_tenant(self._tenant_id) as work:
            claim = await claiming.claim(work, self._channel_id, Terms(self._house.name, most, self._house.ahead))
            bodies = await parcels.make_ready(work, [letter.id for letter in claim.letters]) if claim.letters else {}
        if claim.number and newcomers.are_counted(claim):
            for letter in await newcomers.turned_away(self._house.office, self._tenant_id, claim.number, claim.letters):
                bodies.pop(letter.id, None)
        return claim, bodies

    def _set_out(self, number: Number, letters: Sequence[Claimed], bodies: Mapping[UUID, bytes | UnspeakableError]) -> None:
        line, self._home.number = self._line(number), number
        hands = [Hand(letter, number, line, bodies[letter.id], letter.slot - number.clock + number.read_at) for letter in letters]
        self._in_hand += len(hands)
        while hands:
            together = [hand for hand in hands if hand.leave_at < hands[0].leave_at + LEAD]
            self._start(self._carry(together))
            hands = hands[len(together) :]

    async def _carry(self, hands: list[Hand]) -> None:
        """Those that leave at about the same time. As many are opened as there are places to call from."""
        await _sleep_until(hands[0].leave_at - LEAD)
        while hands:
            many = await self._house.places.take(self._tenant_id, len(hands))
            now, hands = hands[:many], hands[many:]
            if self._house.is_closing or self._is_cut_off(now[0].number):
                self._house.places.give_back(many)
                for hand in now:
                    self._came_back(hand.letter)
                continue
            try:
                await self._call(now)
            except BaseException:
                self._in_hand -= len(hands)
                raise

    async def _call(self, hands: list[Hand]) -> None:
        try:
            opened = await self._house.book.open(self._tenant_id, [hand.letter for hand in hands])
        except BaseException:
            # What was not opened comes back by its lease, what was becomes uncertain.
            self._house.places.give_back(len(hands))
            self._in_hand -= len(hands)
            self._bell.set()
            raise
        self._house.witness(Step.CALLING)
        for hand in hands:
            if hand.letter.id not in opened:
                log.warning("outbox.lease_over", message_id=str(hand.letter.id))
                self._bring(None)
            elif isinstance(hand.body, UnspeakableError):
                self._bring(_answer(hand, Refused(hand.body.code, title=str(hand.body))))
            elif hand.line is None:
                self._bring(_answer(hand, Refused(TOKEN_DEAD, title="the stored token cannot be used")))
            else:
                passage = await self._gate.let_pass(hand.leave_at, hand.number.messages_per_second)
                self._start(self._say(hand, hand.line, hand.body, passage))

    async def _say(self, hand: Hand, line: Line, body: bytes, passage: Passage) -> None:
        answer = None
        try:
            outcome = await self._house.courier.send(line, body)
            answer = _answer(hand, outcome, round((monotonic() - passage.left) * 1000))
        finally:
            self._gate.came_back(passage)
            self._bring(answer)

    def _bring(self, answer: Answer | None) -> None:
        self._house.places.give_back()
        self._came_back(answer)

    def _is_cut_off(self, number: Number) -> bool:
        """The circuit has opened since the letter was taken."""
        return self._home.failures >= circuit.OPENS_AFTER > number.failures

    def _came_back(self, answer: Answer | Claimed | None) -> None:
        self._in_hand -= 1
        if answer is None:
            self._bell.set()
        else:
            self._home.take(answer)

    def _line(self, number: Number) -> Line | None:
        base = self._house.bases.get(number.graph)
        try:
            token = self._house.office.keyring.open(number.access_token, purpose=f"channel:{self._tenant_id}:access_token")
        except (InvalidToken, WrongPurposeError):
            log.exception("channel.token_unreadable", channel_id=str(number.id))
            return None
        return Line(number.phone_number_id, token, base) if base else None

    def _start(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(errand)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (flaw := task.exception()):
            log.error("outbox.letter_dropped", exc_info=flaw)


def _answer(hand: Hand, outcome: Sent | Refused | Unknown, took_ms: int | None = None) -> Answer:
    return Answer(hand.letter.id, hand.letter.attempts, outcome, seen=hand.number.updated_at, took_ms=took_ms)


async def _sleep_until(moment: float) -> None:
    if (seconds := moment - monotonic()) > 0:
        await asyncio.sleep(seconds)
