"""The round of one number: take letters, carry each at its moment, write down in sets what came of them."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Final, Protocol
from uuid import UUID

import msgspec
import stamina
import structlog
from cryptography.fernet import InvalidToken
from sqlalchemy.exc import DBAPIError

from app.core.crypto import WrongPurposeError
from app.core.flaws import AWAY, passes
from app.core.work import Office
from app.inbox import service as inbox
from app.messages import parcels, recording
from app.messages.callbook import CallBook
from app.messages.judging import Answer
from app.messages.parcels import UnspeakableError
from app.outbox import claiming
from app.outbox.claiming import Claim, Claimed
from app.outbox.pacing import Gate
from app.outbox.queries import Number
from app.whatsapp.client import TOKEN_DEAD, Line
from app.whatsapp.outcomes import Refused, Sent, Unknown

log = structlog.get_logger()

LEAD: Final = 0.05
"""Seconds before its slot at which a letter's call is opened."""

PATIENCE: Final = 5.0
"""A wait longer than this is left to the sweep, which finds the letter by its due time."""

RECORDING_S: Final = 40.0

DESKS: Final = 4
"""Claims and records that one process makes at a time, each number in its turn. More would only wait for one another."""

MOST_IN_HAND: Final = 4096
"""Letters that one process has in hand; far fewer than it delivers during a lease."""


class Courier(Protocol):
    """Who speaks to Meta: `GraphClient`."""

    async def send(self, line: Line, payload: bytes) -> Sent | Refused | Unknown: ...


class House:
    """What all rounds of one process share. `bases`: the base URL of each Graph a number may talk to."""

    def __init__(self, office: Office, courier: Courier, bases: Mapping[str, str], *, places: int) -> None:
        self.office = office
        self.courier = courier
        self.bases = bases
        self.book = CallBook(office)
        self.places = asyncio.Semaphore(places)
        self.desks = asyncio.Semaphore(DESKS)
        self.gates: dict[UUID, Gate] = {}
        self.rounds: dict[UUID, Round] = {}
        self.is_closing = False

    @property
    def ahead(self) -> float:
        """How many seconds of a number's letters are claimed at once.

        Each claim and each record costs the same however many letters it has, so the more numbers are
        busy, the larger the sets: the process as a whole makes about as many either way.
        """
        return min(1.0, max(0.1, 0.02 * len(self.rounds)))

    @property
    def share(self) -> int:
        """How many letters one number may have in hand."""
        return max(16, min(4 * claiming.SET_SIZE, MOST_IN_HAND // max(1, len(self.rounds))))

    @property
    def linger(self) -> float:
        """How many seconds answers gather while others are still out."""
        return self.ahead / 2


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
        self._gate = house.gates.get(channel_id) or house.gates.setdefault(channel_id, Gate())
        self._bell = asyncio.Event()
        self._in_hand = 0
        self._out: set[asyncio.Task[Answer | None]] = set()
        self._answers: list[Answer] = []
        self._phone_number_id = ""
        self._recorder: asyncio.Task[None] | None = None

    def ring(self) -> None:
        self._bell.set()

    async def walk(self) -> None:
        while True:
            self._bell.clear()
            claim = await self._take()
            may_end = self._in_hand == 0 and self._recorder is None and not self._bell.is_set()
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
            await asyncio.sleep(ahead / 5)

    async def _take(self) -> Claim:
        most = self._house.share - self._in_hand
        if most <= 0 or self._house.is_closing:
            return Claim(None)
        try:
            async with self._house.desks, self._house.office.for_tenant(self._tenant_id) as work:
                claim = await claiming.claim(work, self._channel_id, most=most, ahead=self._house.ahead)
                bodies = await parcels.make_ready(work, [letter.id for letter in claim.letters]) if claim.letters else {}
        except AWAY as error:
            log.warning("outbox.claim_postponed", error=type(error).__name__)
            return Claim(None, wait=1.0 if self._in_hand else None)
        if claim.number:
            self._set_out(claim.number, claim, bodies)
        return claim

    def _set_out(self, number: Number, claim: Claim, bodies: Mapping[UUID, bytes | UnspeakableError]) -> None:
        line, self._phone_number_id = self._line(number), number.phone_number_id
        for letter in claim.letters:
            hand = Hand(letter, number, line, bodies[letter.id], letter.slot - number.clock + number.read_at)
            task = asyncio.create_task(self._carry(hand))
            self._out.add(task)
            self._in_hand += 1
            task.add_done_callback(self._came_back)

    async def _carry(self, hand: Hand) -> Answer | None:
        await _sleep_until(hand.leave_at - LEAD)
        if self._house.is_closing:
            return None
        async with self._house.places:
            if not await self._house.book.open(self._tenant_id, hand.letter):
                log.warning("outbox.lease_over", message_id=str(hand.letter.id))
                return None
            outcome, took_ms = await self._say(hand)
        return Answer(hand.letter.id, hand.letter.attempts, outcome, seen=hand.number.updated_at, took_ms=took_ms)

    async def _say(self, hand: Hand) -> tuple[Sent | Refused | Unknown, int | None]:
        """How it ended, and how many milliseconds the call took, if there was one."""
        if isinstance(hand.body, UnspeakableError):
            return Refused(hand.body.code, title=str(hand.body)), None
        if hand.line is None:
            return Refused(TOKEN_DEAD, title="the stored token cannot be used"), None
        await self._gate.let_pass(hand.leave_at, hand.number.messages_per_second)
        started = monotonic()
        outcome = await self._house.courier.send(hand.line, hand.body)
        return outcome, round((monotonic() - started) * 1000)

    def _line(self, number: Number) -> Line | None:
        base = self._house.bases.get(number.graph)
        try:
            token = self._house.office.keyring.open(number.access_token, purpose=f"channel:{self._tenant_id}:access_token")
        except (InvalidToken, WrongPurposeError):
            log.exception("channel.token_unreadable", channel_id=str(number.id))
            return None
        return Line(number.phone_number_id, token, base) if base else None

    def _came_back(self, task: asyncio.Task[Answer | None]) -> None:
        self._out.discard(task)
        answer = None
        if not task.cancelled() and (flaw := task.exception()):
            # What was not opened comes back by its lease, what was becomes uncertain.
            log.error("outbox.letter_dropped", exc_info=flaw)
        elif not task.cancelled():
            answer = task.result()
        self._in_hand -= 1
        if answer is None:
            self._bell.set()
            return
        self._answers.append(answer)
        if self._recorder is None:
            self._recorder = asyncio.create_task(self._record())

    async def _record(self) -> None:
        while self._answers:
            if self._out:
                await asyncio.sleep(self._house.linger)
            answers, self._answers = self._answers, []
            (flaw,) = await asyncio.gather(self._write(answers), return_exceptions=True)
            if isinstance(flaw, BaseException):
                # The rows stay open; their leases end, and receipts settle them.
                log.error("outbox.record_failed", letters=len(answers), exc_info=flaw)
            self._bell.set()
        self._recorder = None

    async def _write(self, answers: list[Answer]) -> None:
        """One bad row must not cost the others their record: on a flaw of the set it is halved."""
        try:
            async for attempt in stamina.retry_context(on=passes, attempts=None, timeout=RECORDING_S, wait_initial=0.05, wait_max=2):
                with attempt:
                    await self._write_set(answers)
        except DBAPIError as error:
            if passes(error) or len(answers) == 1:
                raise
            middle = len(answers) // 2
            await asyncio.gather(self._write(answers[:middle]), self._write(answers[middle:]))

    async def _write_set(self, answers: list[Answer]) -> None:
        async with self._house.desks, self._house.office.for_house() as house:
            async with house.as_tenant(self._tenant_id) as work:
                wamids = await recording.record(work, self._channel_id, answers)
            await inbox.wake(house, self._phone_number_id, wamids)


async def _sleep_until(moment: float) -> None:
    if (seconds := moment - monotonic()) > 0:
        await asyncio.sleep(seconds)
