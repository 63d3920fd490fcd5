"""One process's hands at one lane of the inbox: who was rung for, and who is being drained."""

import asyncio
import traceback
from collections.abc import Collection, Iterable
from typing import Final

import structlog

from app.inbox import sweeping
from app.inbox.faults import in_words
from app.inbox.service import Hand, drain_once

log = structlog.get_logger()

HANDS: Final = 2
NUMBERS_IN_HAND: Final = 32


class Drainer:
    """Several rings for one number are one; a number is never in two hands, and many numbers share a set.

    What fails here stays new, and the sweep brings it back.
    """

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._due: dict[str, None] = {}
        self._in_hand: set[str] = set()
        self._hands: set[asyncio.Task[None]] = set()
        self._working = 0
        self._must_look = False

    def wake(self, source_ids: Iterable[str]) -> None:
        self._due.update(dict.fromkeys(source_ids))
        self._call_hands(len(self._due.keys() - self._in_hand))

    def look_around(self) -> None:
        """Wakes for every number that has new letters, once those that are due already are in hand.

        To look costs as much as to handle a few hotels, and while one waits for its turn its letters become a set.
        """
        self._must_look = True
        self._call_hands(1)

    @property
    def is_busy(self) -> bool:
        return self._working > 0

    async def close(self) -> None:
        for hand in self._hands:
            hand.cancel()
        await asyncio.gather(*self._hands, return_exceptions=True)

    def _call_hands(self, work: int) -> None:
        for _ in range(min(HANDS - self._working, work)):
            self._working += 1
            hand = asyncio.create_task(self._drain())
            self._hands.add(hand)
            hand.add_done_callback(self._hands.discard)

    async def _drain(self) -> None:
        try:
            while True:
                if numbers := self._take():
                    await self._drain_numbers(numbers)
                elif self._must_look:
                    await self._look()
                else:
                    break
        finally:
            # Counted here and not by the tasks: between the last look and a task's end, somebody may ring.
            self._working -= 1

    async def _look(self) -> None:
        self._must_look = False
        (found,) = await asyncio.gather(sweeping.numbers_with_new(self._hand.office), return_exceptions=True)
        if isinstance(found, Exception):
            log.error("inbox.unseen", error=in_words(found))
        elif isinstance(found, BaseException):
            raise found
        else:
            self.wake(found)

    async def _drain_numbers(self, numbers: list[str]) -> None:
        held = set(numbers)
        self._in_hand |= held

        def let_go(through: Collection[str]) -> None:
            held.difference_update(through)
            self._in_hand.difference_update(through)
            self.wake(through)

        try:
            (found,) = await asyncio.gather(drain_once(self._hand, numbers, let_go), return_exceptions=True)
        finally:
            self._in_hand -= held
        if isinstance(found, Exception):
            where = "".join(traceback.format_tb(found.__traceback__)[-4:])
            log.error("inbox.undrained", numbers=len(numbers), error=in_words(found), where=where)
        elif isinstance(found, BaseException):
            raise found
        else:
            # To the end of the line: whoever has a lot waits like the others.
            self._due.update(dict.fromkeys(found))

    def _take(self) -> list[str]:
        free = [source_id for source_id in self._due if source_id not in self._in_hand]
        # Each hand its part: while one waits for PostgreSQL, another reads.
        numbers = free[: min(NUMBERS_IN_HAND, -(-len(free) // HANDS))]
        for source_id in numbers:
            del self._due[source_id]
        return numbers
