"""Keeps the house's processes alive, and sends them home in order."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from typing import Final

from app.demo.children import Service
from app.demo.errors import DemoError

GLANCE: Final = 0.05
# Back within 2 s whatever happens; a process that keeps dying does not keep both cores busy.
LONGEST_PAUSE: Final = 1.5
STEADY_AFTER: Final = 20.0


class _Place:
    """One service and when it was last started."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.deaths = 0
        self._launched_at = 0.0
        self._pause = 0.0
        self._due: float | None = None

    def launch(self) -> None:
        self._due = None
        self._launched_at = time.monotonic()
        self.service.launch()

    def look(self) -> str | None:
        """`died` or `back`, once each, or None."""
        now = time.monotonic()
        if self._due is None and self.service.child.poll() is not None:
            self.deaths += 1
            steady = now - self._launched_at > STEADY_AFTER
            self._pause = 0.0 if steady or self.deaths == 1 else min(LONGEST_PAUSE, max(0.1, self._pause * 2))
            self._due = now + self._pause
            return "died"
        if self._due is not None and now >= self._due:
            try:
                self.launch()
            except OSError:
                # No memory or no process left for the moment: the old child is still the dead one, so the next look tries again.
                return None
            return "back"
        return None


class Supervisor:
    """`changed` is called with a service's name and what happened to it, after each death and each return."""

    def __init__(self, changed: Callable[[Service, str], None]) -> None:
        self._changed = changed
        self._places: list[_Place] = []
        self._in_haste = asyncio.Event()

    def keep(self, service: Service, *, running: bool = False) -> None:
        place = _Place(service)
        self._places.append(place)
        if not running:
            place.launch()

    async def watch(self) -> None:
        while True:
            for place in self._places:
                if happened := place.look():
                    self._changed(place.service, happened)
            await asyncio.sleep(GLANCE)

    def refuse_hopeless(self, tries: int = 4) -> None:
        """At the start nobody has seen it work yet: what dies again and again will not get better."""
        for place in self._places:
            if place.deaths >= tries:
                raise DemoError(f"{place.service.name} does not stay alive (see above)")

    def hurry(self) -> None:
        """A second Ctrl-C: no more waiting for good manners."""
        self._in_haste.set()

    async def dismiss(self, *waves: Sequence[str]) -> None:
        """Stop the services of each wave together, and one wave after the other."""
        for wave in waves:
            leaving = [place.service for place in self._places if place.service.name in wave]
            self._places = [place for place in self._places if place.service.name not in wave]
            _send(leaving, lambda service: service.polite)
            if not await self._all_left(leaving, patience=20, hasty=True):
                _send(leaving, lambda service: service.firm)
                await self._all_left(leaving, patience=10, hasty=False)

    async def _all_left(self, services: list[Service], *, patience: float, hasty: bool) -> bool:
        until = time.monotonic() + patience
        while any(service.child.poll() is None for service in services):
            if time.monotonic() > until or (hasty and self._in_haste.is_set()):
                return False
            await asyncio.sleep(0.01)
        return True


def _send(services: list[Service], choose: Callable[[Service], signal.Signals]) -> None:
    for service in services:
        if service.child.poll() is None:
            service.child.send_signal(choose(service))
