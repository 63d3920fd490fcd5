"""Who looks at a phone page right now, and what is shown to them as it happens."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

from simulator import clock
from simulator.letters import Letter, Step, Thread

MOST_WAITING = 1_000


class LetterView(msgspec.Struct, kw_only=True):
    """A letter as the control API and the phone page show it; `shown` is a template with its places filled."""

    wamid: str
    phone_number_id: str
    guest: str
    from_: str = msgspec.field(name="from")
    message: dict[str, object]
    at: str
    timestamp: int
    status: str
    steps: dict[Step, str]
    shown: dict[str, object] | None = None
    failure: int | None = None

    @classmethod
    def of(cls, letter: Letter) -> "LetterView":
        return cls(
            wamid=letter.wamid,
            phone_number_id=letter.phone_number_id,
            guest=letter.guest_key,
            from_="hotel" if letter.from_hotel else "guest",
            message=letter.message,
            at=clock.iso(letter.at),
            timestamp=letter.timestamp,
            status=letter.status,
            steps={step: clock.iso(at) for step, at in letter.steps.items()},
            shown=letter.shown,
            failure=letter.failure,
        )


class Onlookers:
    """Each onlooker has a queue; one that does not read loses events and is told to look anew."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[bytes | None]] = set()

    async def look(self) -> AsyncIterator[bytes]:
        """Server-sent events until the simulator stops; a comment now and then shows that the line lives."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_WAITING)
        self._queues.add(queue)
        try:
            yield b"retry: 1000\n\n"
            while (event := await _next(queue)) is not None:
                yield event
        finally:
            self._queues.discard(queue)

    def tell_of(self, letter: Letter) -> None:
        if self._queues:
            self._tell("letter", msgspec.json.encode(LetterView.of(letter)))

    def tell_of_typing(self, thread: Thread) -> None:
        if self._queues:
            until = {"phone_number_id": thread.phone_number_id, "guest": thread.guest_key, "until": clock.iso(thread.typing_until)}
            self._tell("typing", msgspec.json.encode(until))

    def tell(self, event: str) -> None:
        self._tell(event, b"{}")

    def send_home(self) -> None:
        for queue in self._queues:
            _put(queue, None)

    def _tell(self, event: str, told: bytes) -> None:
        for queue in self._queues:
            _put(queue, b"event: " + event.encode() + b"\ndata: " + told + b"\n\n")


def _put(queue: asyncio.Queue[bytes | None], event: bytes | None) -> None:
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(b"event: reset\ndata: {}\n\n")
    queue.put_nowait(event)


async def _next(queue: asyncio.Queue[bytes | None]) -> bytes | None:
    try:
        return await asyncio.wait_for(queue.get(), 15)
    except TimeoutError:
        return b": alive\n\n"
