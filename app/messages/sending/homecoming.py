"""What came of one number's letters, gathered and written down in sets."""

import asyncio
from collections.abc import Callable
from typing import Final
from uuid import UUID

import stamina
import structlog
from sqlalchemy.exc import DBAPIError

from app.core.flaws import passes
from app.inbox import service as inbox
from app.messages.sending import recording
from app.messages.sending.carriage import House, Step
from app.messages.sending.judging import Answer
from app.outbox import circuit, claiming
from app.outbox.claiming import Claimed
from app.outbox.queries import Number

log = structlog.get_logger()

RECORDING_S: Final = 40.0


class Homecoming:
    """Takes answers, and letters that were not called after all; `on_written` is told after each set."""

    def __init__(self, house: House, tenant_id: UUID, channel_id: UUID, on_written: Callable[[], None]) -> None:
        self._house = house
        self._tenant_id = tenant_id
        self._channel_id = channel_id
        self._on_written = on_written
        self._answers: list[Answer] = []
        self._unsaid: list[Claimed] = []
        self._writer: asyncio.Task[None] | None = None
        self.number: Number | None = None
        self.failures = 0
        self.is_expecting: Callable[[], bool] = bool

    @property
    def is_over(self) -> bool:
        return self._writer is None

    def take(self, answer: Answer | Claimed) -> None:
        if isinstance(answer, Claimed):
            self._unsaid.append(answer)
        else:
            self._answers.append(answer)
            self.failures = self.failures + 1 if circuit.is_failure(answer.outcome) else 0
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._answers or self._unsaid:
            if self.is_expecting() and not self._house.is_closing:
                await asyncio.sleep(self._house.linger)
            answers, self._answers = self._answers, []
            unsaid, self._unsaid = self._unsaid, []
            for flaw in await asyncio.gather(self._record(answers), self._put_back(unsaid), return_exceptions=True):
                if isinstance(flaw, BaseException):
                    # The rows stay open; their leases end, and receipts settle them.
                    log.error("outbox.record_failed", letters=len(answers) + len(unsaid), exc_info=flaw)
            self._on_written()
        self._writer = None

    async def _record(self, answers: list[Answer]) -> None:
        """One bad row must not cost the others their record: on a flaw of the set it is halved."""
        if not answers:
            return
        self._house.witness(Step.ANSWERED)
        try:
            async for attempt in stamina.retry_context(on=passes, attempts=None, timeout=RECORDING_S, wait_initial=0.05, wait_max=2):
                with attempt:
                    await self._record_set(answers)
        except DBAPIError as error:
            if passes(error) or len(answers) == 1:
                raise
            middle = len(answers) // 2
            await asyncio.gather(self._record(answers[:middle]), self._record(answers[middle:]))

    async def _record_set(self, answers: list[Answer]) -> None:
        failed_before = self.number is not None and self.number.failures > 0
        async with self._house.desks.place(self._tenant_id), self._house.office.for_house() as house:
            async with house.as_tenant(self._tenant_id) as work:
                wamids = await recording.record(work, self._channel_id, answers)
                await circuit.note(work, self._channel_id, [one.outcome for one in answers], failed_before=failed_before)
            if self.number:
                await inbox.wake(house, self.number.phone_number_id, wamids)

    async def _put_back(self, letters: list[Claimed]) -> None:
        if letters:
            async with self._house.desks.place(self._tenant_id), self._house.office.for_tenant(self._tenant_id) as work:
                await claiming.put_back(work, letters)
