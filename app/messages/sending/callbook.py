"""Opening calls: just before the bytes leave, for all numbers of a process in one commit."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import stamina

from app.core.flaws import passes
from app.core.work import Office
from app.outbox import claiming
from app.outbox.claiming import Claimed

GATHER: Final = 0.015
"""Seconds in which sets gather while the book is busy. One that comes alone waits for nobody."""

LEASE: Final = timedelta(seconds=45)
"""Outlasts the longest call; an open call that is older belongs to somebody who died."""

_Line = tuple[UUID, Sequence[Claimed], asyncio.Future[set[UUID]]]


class CallBook:
    """Says of claimed letters which may be called, and has it written down first.

    A letter that stands here as called is never called again by anybody: whoever dies after this
    leaves an uncertain message, and whoever dies before it leaves one that goes back.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._waiting: list[_Line] = []
        self._writer: asyncio.Task[None] | None = None

    async def open(self, tenant_id: UUID, letters: Sequence[Claimed]) -> set[UUID]:
        """Of those that are missing the lease ran out, and they may be in other hands."""
        answer: asyncio.Future[set[UUID]] = asyncio.get_running_loop().create_future()
        self._waiting.append((tenant_id, letters, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return await answer

    async def _write(self) -> None:
        while self._waiting:
            lines, self._waiting = self._waiting, []
            (opened,) = await asyncio.gather(self._open(lines), return_exceptions=True)
            for _tenant_id, _letters, answer in lines:
                if answer.cancelled():
                    continue
                if isinstance(opened, BaseException):
                    answer.set_exception(opened)
                else:
                    answer.set_result(opened)
            if self._waiting:
                await asyncio.sleep(GATHER)
        self._writer = None

    async def _open(self, lines: list[_Line]) -> set[UUID]:
        letters = [(tenant_id, letter) for tenant_id, letters, _answer in lines for letter in letters]
        opened: set[UUID] = set()
        # Tried again, what a broken connection did write is not opened twice: those become uncertain.
        async for attempt in stamina.retry_context(on=passes, attempts=None, timeout=10, wait_initial=0.05, wait_max=1):
            with attempt:
                async with self._office.for_house() as house:
                    opened = await claiming.open_calls(house, letters, LEASE)
        return opened
