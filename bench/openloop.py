"""An open-loop load: requests leave when they are due, whether or not the last are answered, and latency counts from then."""

import asyncio
import gc
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

import msgspec
import uvloop

from bench.load import length_of
from bench.traffic import Post

TICK_S = 0.001
PATIENCE_S = 120.0


class Sent(msgspec.Struct):
    """The wall clock at the start, and of each request in seconds: when it was answered after it was due; statuses by number."""

    began: float
    latencies: list[float]
    statuses: dict[int, int]
    seconds: float


def send(port: int, posts: Sequence[Post], *, connections: int) -> Sent:
    """Sends each once; raises `TimeoutError` when answers stay away for two minutes after the last was due."""
    gc.collect()
    gc.freeze()
    return uvloop.run(_Load(port, posts).run(connections))


class _Load:
    def __init__(self, port: int, posts: Sequence[Post]) -> None:
        self._port = port
        self._posts = posts
        self._next = 0
        self._waiting: deque[int] = deque()
        self._idle: deque[_Connection] = deque()
        self._started = 0.0
        self._gone = 0
        self._done = asyncio.Event()
        self.sent = Sent(0.0, [], {}, 0.0)

    async def run(self, connections: int) -> Sent:
        for _ in range(connections):
            await self._connect()
        self.sent.began, self._started = time.time(), time.perf_counter()
        while self._next < len(self._posts):
            self._dispatch_due()
            await asyncio.sleep(TICK_S)
            for _ in range(self._gone):
                await self._connect()
        async with asyncio.timeout(PATIENCE_S):
            await self._done.wait()
        self.sent.seconds = time.perf_counter() - self._started
        for line in list(self._idle):
            line.leave()
        return self.sent

    def answered(self, line: "_Connection", place: int, status: int) -> None:
        self._count(time.perf_counter() - self._started - self._posts[place].due, status)
        if self._waiting:
            line.send(self._waiting.popleft(), self._posts)
        else:
            self._idle.append(line)

    def ready(self, line: "_Connection") -> None:
        self._idle.append(line)

    def left(self, line: "_Connection") -> None:
        """A server may close what it has not heard from for a while; an answer that it owed never comes, and counts as status 0."""
        if line in self._idle:
            self._idle.remove(line)
        else:
            self._count(float("inf"), 0)
        self._gone += 1

    def _count(self, latency: float, status: int) -> None:
        self.sent.latencies.append(latency)
        self.sent.statuses[status] = self.sent.statuses.get(status, 0) + 1
        if len(self.sent.latencies) == len(self._posts):
            self._done.set()

    async def _connect(self) -> None:
        await asyncio.get_running_loop().create_connection(lambda: _Connection(self), "127.0.0.1", self._port)
        self._gone = max(0, self._gone - 1)

    def _dispatch_due(self) -> None:
        moment = time.perf_counter() - self._started
        while self._next < len(self._posts) and self._posts[self._next].due <= moment:
            if self._idle:
                self._idle.popleft().send(self._next, self._posts)
            else:
                self._waiting.append(self._next)
            self._next += 1


class _Connection(asyncio.Protocol):
    """One request at a time, as Meta's clients do."""

    def __init__(self, load: _Load) -> None:
        self._load = load
        self._transport: Any = None
        self._place = -1
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._load.ready(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        self._load.left(self)

    def send(self, place: int, posts: Sequence[Post]) -> None:
        self._place = place
        self._transport.write(posts[place].request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, separator, body = self._answer.partition(b"\r\n\r\n")
        if separator and len(body) >= length_of(head):
            self._answer = b""
            self._load.answered(self, self._place, int(head[9:12]))

    def leave(self) -> None:
        self._transport.close()
