"""Whose turn it is: a few things at a time, hotels in turn, and of one hotel never so many that the others wait."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from functools import partial
from logging import ERROR, WARNING
from typing import Final
from uuid import UUID

import structlog

from app.core.flaws import passes

log = structlog.get_logger()

PLACES: Final = 16
MOST_OF_ONE_HOTEL: Final = 8
"""A hotel whose guests send films must leave places to the others."""

Take = Callable[[UUID], Awaitable[None]]
"""Does one thing of this hotel, if one is due, and calls `wake` as soon as others may look for more."""


class Turns:
    """`what` names it in the log."""

    def __init__(self, what: str, take: Take) -> None:
        self._what, self._take = what, take
        self._turns: deque[UUID] = deque()
        self._at_work: Counter[UUID] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self, tenant_id: UUID) -> None:
        """This hotel has something due, perhaps."""
        if tenant_id not in self._turns:
            self._turns.append(tenant_id)
        self._fill()

    async def idle(self) -> None:
        """Until nothing that was due is left, as far as this process knows."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _fill(self) -> None:
        """Gives free places to hotels in turn."""
        for _ in range(len(self._turns)):
            if len(self._tasks) >= PLACES:
                return
            tenant_id = self._turns.popleft()
            if self._at_work[tenant_id] >= MOST_OF_ONE_HOTEL:
                self._turns.append(tenant_id)
                continue
            self._at_work[tenant_id] += 1
            task: asyncio.Task[None] = asyncio.create_task(self._turn(tenant_id))
            self._tasks.add(task)
            task.add_done_callback(partial(self._ended, tenant_id))

    async def _turn(self, tenant_id: UUID) -> None:
        await self._take(tenant_id)

    def _ended(self, tenant_id: UUID, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._at_work[tenant_id] -= 1
        if self._at_work[tenant_id] <= 0:
            del self._at_work[tenant_id]
        if task.cancelled():
            return
        if flaw := task.exception():
            # The row is tried again when its lease runs out; mostly it is the database that is away.
            log.log(WARNING if passes(flaw) else ERROR, "media.not_settled", what=self._what, tenant_id=str(tenant_id), exc_info=flaw)
        self._fill()
