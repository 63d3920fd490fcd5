"""How fast a number may speak: never more than Meta allows it in any second, as Meta counts."""

import asyncio
from collections import deque
from collections.abc import MutableSequence, Sequence
from time import monotonic
from typing import Final

SECOND: Final = 1.02
"""A second with a margin: what left evenly arrives a little unevenly, and Meta counts arrivals."""

MOST_RATE: Final = 1000


def slots(recent: Sequence[float], *, clock: float, rate: int, until: float, most: int) -> list[float]:
    """The next moments at which a message may leave, up to `until` and `most` of them.

    `recent` are the moments already given out during the last `SECOND`, ascending; all in seconds of one clock.
    """
    taken, given = list(recent), 0
    while given < most and (moment := _next(taken, clock, rate)) <= until:
        taken.append(moment)
        given += 1
    return taken[len(taken) - given :]


def free_at(recent: Sequence[float], *, clock: float, rate: int) -> float:
    """The first moment at which one more may leave."""
    return _next(recent, clock, rate)


class Gate:
    """The last look before the bytes leave, by this process's own clock.

    Slots are reserved in the database, for all processes; between the reserving and the call there are commits and
    stalls of uneven length, and letters that were held up together must not leave together. One gate a number.
    """

    def __init__(self) -> None:
        self._passed: deque[float] = deque(maxlen=MOST_RATE)
        self._turn = asyncio.Lock()

    async def let_pass(self, slot: float, rate: int) -> None:
        """Waits until a letter whose slot is `slot` (by `time.monotonic()`) may leave; the next step must be its leaving."""
        async with self._turn:
            while (seconds := _next(self._passed, slot, rate) - monotonic()) > 0:  # noqa: ASYNC110 - it waits for time alone
                await asyncio.sleep(seconds)
            self._passed.append(monotonic())


def _next(taken: Sequence[float] | MutableSequence[float], earliest: float, rate: int) -> float:
    """One less than allowed in a little more than a second, and of those only few at once.

    Few at once: a crowd queues somewhere on its way, and what queued arrives closer together than it left.
    """
    allowed = max(1, rate - 1)
    moment = max(earliest, taken[-1]) if taken else earliest
    for many in (min(allowed, max(4, rate // 20)), allowed):
        if len(taken) >= many:
            moment = max(moment, taken[-many] + SECOND * many / allowed)
    return moment
