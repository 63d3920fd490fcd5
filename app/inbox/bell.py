"""Ringing for numbers no oftener than a worker listens."""

import asyncio
from collections.abc import Iterable
from typing import Final

from app.core.queue import Doorbell, Queue
from app.inbox.models import Lane

DRAIN_NUMBER: Final = "drain_number"
DRAIN_ALL: Final = "drain_all"
BEAT_SECONDS: Final = 0.01
LONGEST_BEAT_SECONDS: Final = 0.04
MOST_BY_NAME: Final = 8


class Bell:
    """The first ring goes at once, what comes within a beat after it goes together.

    A job costs ten webhooks: four thousand webhooks a second, or five hundred numbers at a time, must not become
    as many jobs. Many numbers in one beat are one ring that says "look everywhere". As long as it goes on, the beats
    grow longer: whoever rings a hundred times a second only makes the worker answer bells instead of letters, in sets
    that are too small.
    """

    def __init__(self, doorbell: Doorbell) -> None:
        self._doorbell = doorbell
        self._due: dict[tuple[str, Lane], None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._pause = BEAT_SECONDS

    def ring(self, lines: Iterable[tuple[str, Lane]]) -> None:
        self._due.update(dict.fromkeys(lines))
        if self._timer is None:
            self._beat()

    def _beat(self) -> None:
        due, self._due = self._due, {}
        if not due:
            self._timer, self._pause = None, BEAT_SECONDS
            return
        self._timer = asyncio.get_running_loop().call_later(self._pause, self._beat)
        self._pause = min(self._pause * 2, LONGEST_BEAT_SECONDS)
        if len(due) > MOST_BY_NAME:
            self._doorbell.ring(Queue.INBOUND, DRAIN_ALL)
            return
        for source_id, lane in due:
            self._doorbell.ring(Queue.INBOUND, DRAIN_NUMBER, source_id=source_id, lane=lane.value)
