"""What all rounds of one process share: who speaks to Meta, places, gates, and how much is taken at a time."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from app.core.ids import new_id
from app.core.work import Office
from app.messages.sending.callbook import CallBook
from app.outbox import claiming
from app.outbox.pacing import Gate
from app.outbox.turnstile import Turnstile
from app.whatsapp.client import Line
from app.whatsapp.outcomes import Refused, Sent, Unknown

DESKS: Final = 4
"""Claims and records that one process makes at a time, each hotel in its turn. More would only wait for one another."""

MOST_IN_HAND: Final = 4096
"""Letters that one process has in hand; far fewer than it delivers during a lease."""


class Step(StrEnum):
    """Where a letter may be when whoever carries it dies."""

    CLAIMED = "claimed"
    CALLING = "calling"
    ANSWERED = "answered"


Witness = Callable[[Step], None]


def unseen(_step: Step) -> None:
    """Nobody looks on."""


class Courier(Protocol):
    """Who speaks to Meta: `GraphClient`."""

    async def send(self, line: Line, payload: bytes) -> Sent | Refused | Unknown: ...


class House:
    """`bases`: the base URL of each Graph a number may talk to. `witness` is told of each step that has been taken and
    written down; a test of what survives may end the process there."""

    def __init__(self, office: Office, courier: Courier, bases: Mapping[str, str], *, places: int, witness: Witness) -> None:
        self.office = office
        self.courier = courier
        self.bases = bases
        self.witness = witness
        self.name = new_id()
        self.book = CallBook(office)
        self.places = Turnstile(places)
        self.desks = Turnstile(DESKS)
        self.rounds: set[UUID] = set()
        self.is_closing = False
        self._gates: dict[UUID, Gate] = {}

    def gate(self, channel_id: UUID) -> Gate:
        """The number's own, which remembers what left before this round began."""
        return self._gates.setdefault(channel_id, Gate())

    @property
    def ahead(self) -> float:
        """How many seconds of a number's letters are claimed at once.

        Each claim and each record costs the same however many letters it has, so the more numbers are
        busy, the larger the sets: the process as a whole makes about as many either way.
        """
        return min(1.0, max(0.2, 0.02 * len(self.rounds)))

    @property
    def share(self) -> int:
        """How many letters one number may have in hand."""
        return max(16, min(4 * claiming.SET_SIZE, MOST_IN_HAND // max(1, len(self.rounds))))

    @property
    def linger(self) -> float:
        """How many seconds answers gather while others are still out."""
        return self.ahead / 2
