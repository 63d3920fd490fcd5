"""Bodies that come slowly, or never to their end."""

import asyncio
from typing import Any, cast

import pytest

from app.core.errors import ServiceUnavailableError
from app.inbox.body import Reader


class Stranger:
    """Sends a body piece by piece, and then keeps silent with the end still to come."""

    def __init__(self, *pieces: int) -> None:
        self._pieces = list(pieces)
        self.silent = asyncio.Event()

    async def receive(self) -> Any:  # noqa: ANN401 - an ASGI message
        if self._pieces:
            return {"type": "http.request", "body": b"x" * self._pieces.pop(), "more_body": True}
        self.silent.set()
        return await asyncio.Future()


async def test_a_body_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.inbox.body.PATIENCE_SECONDS", 0.05)

    with pytest.raises(ServiceUnavailableError):
        await Reader().read(cast(Any, {"headers": []}), Stranger(1_000).receive)


async def test_unfinished_bodies_of_strangers_keep_out_large_ones_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.inbox.body.MOST_READING_BYTES", 1_000_000)
    reader, stranger = Reader(), Stranger(1_060_000)
    reading = asyncio.create_task(reader.read(cast(Any, {"headers": []}), stranger.receive))
    await stranger.silent.wait()

    async def at_once() -> Any:  # noqa: ANN401 - an ASGI message
        return {"type": "http.request", "body": body}

    body = b"x" * 60_000
    assert await reader.read(cast(Any, {"headers": []}), at_once) == body
    body = b"x" * 80_000
    with pytest.raises(ServiceUnavailableError):
        await reader.read(cast(Any, {"headers": []}), at_once)

    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert await reader.read(cast(Any, {"headers": []}), at_once) == body
