"""How fast a number may speak: never more than Meta allows it in any second, as Meta counts."""

import asyncio
from collections import deque
from collections.abc import MutableSequence, Sequence
from time import monotonic
from typing import Final

SECOND: Final = 1.01
"""A second with a margin: what left evenly arrives a little unevenly, and Meta counts arrivals."""

CATCHES_UP: Final = 1.5
"""How much faster than its rate a number may speak for a moment, when it was kept from speaking before."""

FLOOR_KEPT_S: Final = 30.0
FEW_CALLS: Final = 20
GLANCE_S: Final = 0.005
WINDOW_S: Final = 1.002
LATEST_S: Final = 0.2
"""A letter that has left for so long is taken to have arrived, though no answer has come: Meta may think for long."""


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


class Passage:
    """One letter's way through a gate: when it left, and when Meta has counted it at the latest."""

    __slots__ = ("counted_by", "left")

    def __init__(self, left: float) -> None:
        self.left = left
        self.counted_by = left + LATEST_S


class Gate:
    """The last look before the bytes leave, by this process's own clock. One a number.

    Slots are reserved in the database, for all processes; between the reserving and the call there are commits and
    stalls of uneven length. And what left is counted somewhat later, at some moment before Meta's answer. The quickest
    call of the last minute shows how long the way is at least: by so much, a letter was counted before its answer came.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._latest: deque[float] = deque(maxlen=1)
        self._counted: deque[Passage] = deque()
        self._floor = _Floor()

    async def let_pass(self, slot: float, rate: int) -> Passage:
        """Waits until a letter whose slot is `slot` (by `time.monotonic()`) may leave; the next step must be its leaving."""
        async with self._turn:
            while (seconds := self._closed_for(slot, rate)) > 0:  # noqa: ASYNC110 - it waits for time alone
                await asyncio.sleep(seconds)
            passage = Passage(monotonic())
            self._latest.append(passage.left)
            self._counted.append(passage)
            return passage

    def came_back(self, passage: Passage) -> None:
        """Meta has answered it."""
        moment = monotonic()
        passage.counted_by = max(passage.left, moment - self._floor.of(moment, moment - passage.left))

    def _closed_for(self, slot: float, rate: int) -> float:
        moment = monotonic()
        if slot > moment:
            return slot - moment
        while self._counted and self._counted[0].counted_by <= moment - WINDOW_S:
            self._counted.popleft()
        if len(self._counted) >= max(1, rate - 1):
            # It may have been counted earlier than is known now.
            return min(GLANCE_S, self._counted[0].counted_by + WINDOW_S - moment)
        few = _few(rate)
        if self._latest.maxlen != few:
            self._latest = deque(self._latest, maxlen=few)
        return self._latest[0] + few / rate / CATCHES_UP - moment if len(self._latest) == few else 0


class _Floor:
    """How long the quickest call of the last half minute or so took; 0 before there were enough to know."""

    def __init__(self) -> None:
        self._now = self._before = float("inf")
        self._since = 0.0
        self._seen = 0

    def of(self, moment: float, took: float) -> float:
        self._seen += 1
        if moment - self._since > FLOOR_KEPT_S:
            self._now, self._before, self._since = took, self._now, moment
        self._now = min(self._now, took)
        return min(self._now, self._before) if self._seen > FEW_CALLS else 0


def _few(rate: int) -> int:
    """How many at once: a crowd queues somewhere on its way, and what queued arrives closer together than it left."""
    return min(max(1, rate - 1), max(4, rate // 20))


def _next(taken: Sequence[float] | MutableSequence[float], earliest: float, rate: int) -> float:
    """One less than allowed in a little more than a second, and of those only few at once."""
    allowed = max(1, rate - 1)
    moment = max(earliest, taken[-1]) if taken else earliest
    for many, seconds in ((_few(rate), SECOND * _few(rate) / allowed / CATCHES_UP), (allowed, SECOND)):
        if len(taken) >= many:
            moment = max(moment, taken[-many] + seconds)
    return moment
