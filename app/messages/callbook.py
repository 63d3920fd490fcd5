"""Opening calls: just before the bytes leave, for all numbers of a process in one commit."""

import asyncio
from datetime import timedelta
from typing import Final
from uuid import UUID

import stamina

from app.core.flaws import passes
from app.core.work import Office
from app.outbox import claiming
from app.outbox.claiming import Claimed

GATHER: Final = 0.015
"""Seconds in which letters gather while the book is busy. One that comes alone waits for nobody."""

LEASE: Final = timedelta(seconds=45)
"""Outlasts the longest call; an open call that is older belongs to somebody who died."""

_Line = tuple[UUID, Claimed, asyncio.Future[bool]]


class CallBook:
    """Says of each claimed letter whether it may be called, and has it written down first.

    A letter that stands here as called is never called again by anybody: whoever dies after this
    leaves an uncertain message, and whoever dies before it leaves one that goes back.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._waiting: list[_Line] = []
        self._writer: asyncio.Task[None] | None = None

    async def open(self, tenant_id: UUID, letter: Claimed) -> bool:
        """False: the lease ran out, and the letter may be in other hands."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((tenant_id, letter, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return await answer

    async def _write(self) -> None:
        while self._waiting:
            lines, self._waiting = self._waiting, []
            (opened,) = await asyncio.gather(self._open(lines), return_exceptions=True)
            for _tenant_id, letter, answer in lines:
                if answer.cancelled():
                    continue
                if isinstance(opened, BaseException):
                    answer.set_exception(opened)
                else:
                    answer.set_result(letter.id in opened)
            if self._waiting:
                await asyncio.sleep(GATHER)
        self._writer = None

    async def _open(self, lines: list[_Line]) -> set[UUID]:
        letters = [(tenant_id, letter) for tenant_id, letter, _answer in lines]
        opened: set[UUID] = set()
        # Tried again, what a broken connection did write is not opened twice: those become uncertain.
        async for attempt in stamina.retry_context(on=passes, attempts=None, timeout=10, wait_initial=0.05, wait_max=1):
            with attempt:
                async with self._office.for_house() as house:
                    opened = await claiming.open_calls(house, letters, LEASE)
        return opened
