"""Places of which there are few, given out in turn: a hotel that wants them all waits behind one that wants one."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

_Wish = tuple[int, asyncio.Future[int]]


class Turnstile:
    """Hotels that wait are served in a circle, one wish each."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: OrderedDict[UUID, deque[_Wish]] = OrderedDict()

    async def take(self, tenant_id: UUID, most: int = 1) -> int:
        """At least one place and up to `most`; as many as were taken must be given back."""
        if self._free and not self._waiting:
            taken = min(most, self._free)
            self._free -= taken
            return taken
        wish: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(tenant_id, deque()).append((most, wish))
        try:
            return await wish
        except asyncio.CancelledError:
            if wish.done() and not wish.cancelled():
                self.give_back(wish.result())
            raise

    def give_back(self, many: int = 1) -> None:
        self._free += many
        while self._free and self._waiting:
            tenant_id, wishes = self._waiting.popitem(last=False)
            most, wish = wishes.popleft()
            if wishes:
                self._waiting[tenant_id] = wishes
            if not wish.done():
                taken = min(most, self._free)
                self._free -= taken
                wish.set_result(taken)

    @asynccontextmanager
    async def place(self, tenant_id: UUID) -> AsyncIterator[None]:
        await self.take(tenant_id)
        try:
            yield
        finally:
            self.give_back()
