"""A small HTTP load: prepared requests over kept connections, and the time each took."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import msgspec
import uvloop


class Outcome(msgspec.Struct):
    """Answers by status, and latencies in seconds in the order of the answers."""

    seconds: float
    statuses: dict[int, int]
    latencies: list[float]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


class _Connection(asyncio.Protocol):
    """Sends the next prepared request as soon as the last is answered."""

    def __init__(self, requests: "_Supply", done: asyncio.Future[None]) -> None:
        self._requests = requests
        self._done = done
        self._transport: Any = None
        self._started = 0.0
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, separator, body = self._answer.partition(b"\r\n\r\n")
        if separator and len(body) >= length_of(head):
            self._requests.answered(int(head[9:12]), time.perf_counter() - self._started)
            self._answer = b""
            self._next()

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(ConnectionError("the server closed a connection under load"))

    def _next(self) -> None:
        request = self._requests.take()
        if request is None:
            self._done.done() or self._done.set_result(None)
            self._transport.close()
            return
        self._started = time.perf_counter()
        self._transport.write(request)


class _Supply:
    def __init__(self, requests: Sequence[bytes]) -> None:
        self._requests = iter(requests)
        self.statuses: dict[int, int] = {}
        self.latencies: list[float] = []

    def take(self) -> bytes | None:
        return next(self._requests, None)

    def answered(self, status: int, seconds: float) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.latencies.append(seconds)


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """One POST, ready to be written."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def send_all(port: int, requests: Sequence[bytes], *, connections: int) -> Outcome:
    """Sends every request once over so many connections to loopback."""
    return uvloop.run(_send_all(port, requests, connections))


async def _send_all(port: int, requests: Sequence[bytes], connections: int) -> Outcome:
    loop = asyncio.get_running_loop()
    supply = _Supply(requests)
    started = time.perf_counter()
    waits = []
    for _ in range(connections):
        done: asyncio.Future[None] = loop.create_future()
        await loop.create_connection(lambda done=done: _Connection(supply, done), "127.0.0.1", port)  # type: ignore[misc]
        waits.append(done)
    await asyncio.gather(*waits)
    return Outcome(time.perf_counter() - started, supply.statuses, supply.latencies)


def length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
