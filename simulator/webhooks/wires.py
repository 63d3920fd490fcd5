"""HTTP/1.1 as a caller, as lean as a load generator must be: connections are kept and shared, answers are read to their end."""

import asyncio
import ssl
from typing import NamedTuple, cast
from urllib.parse import SplitResult, urlsplit

import httptools

MOST_AT_ONCE = 256
PORTS = {"http": 80, "https": 443}


class Reply(NamedTuple):
    status: int
    body: bytes


class Place(NamedTuple):
    """Where a connection leads; callbacks of one server share their connections."""

    scheme: str
    host: str
    port: int


class Wires:
    """A small pool: 256 requests at once at most, whoever asks."""

    def __init__(self) -> None:
        self._free: dict[Place, list[Wire]] = {}
        self._turns = asyncio.Semaphore(MOST_AT_ONCE)

    async def ask(self, method: str, url: str, *, headers: dict[str, str], body: bytes = b"", timeout_s: float) -> Reply:
        """Raises TimeoutError or another OSError when there is no whole answer."""
        parts = urlsplit(url)
        place = Place(parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])
        async with self._turns:
            wire = self._take(place) or await _connect(place, timeout_s)
            reply = await wire.ask(_request(method, parts, headers, body), timeout_s)
            if wire.is_reusable:
                self._free.setdefault(place, []).append(wire)
            return reply

    def close(self) -> None:
        for wires in self._free.values():
            for wire in wires:
                wire.close()
        self._free.clear()

    def _take(self, place: Place) -> "Wire | None":
        wires = self._free.get(place)
        while wires:
            wire = wires.pop()
            if wire.is_reusable:
                return wire
        return None


class Wire(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._reply: asyncio.Future[Reply] | None = None
        self._body = b""
        self.is_reusable = False

    async def ask(self, request: bytes, timeout_s: float) -> Reply:
        if self._transport is None:
            raise ConnectionResetError("closed meanwhile")
        loop = asyncio.get_running_loop()
        self._reply = loop.create_future()
        self._parser = httptools.HttpResponseParser(self)
        self._body = b""
        self.is_reusable = False
        timer = loop.call_later(timeout_s, self._break, TimeoutError())
        self._transport.write(request)
        try:
            return await self._reply
        finally:
            timer.cancel()
            if not self.is_reusable:
                self.close()

    def close(self) -> None:
        self.is_reusable = False
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._parser is None:
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as problem:
            self._break(ConnectionError(f"not HTTP: {problem}"))

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_reusable = False
        self._transport = None
        self._break(ConnectionResetError(f"cut before the answer was whole ({exc or 'closed'})"))

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        parser, reply = self._parser, self._reply
        if parser is None or reply is None or reply.done():
            return
        self.is_reusable = parser.should_keep_alive()
        self._parser = None
        reply.set_result(Reply(parser.get_status_code(), self._body))

    def _break(self, problem: OSError) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(problem)


async def _connect(place: Place, timeout_s: float) -> Wire:
    secure = ssl.create_default_context() if place.scheme == "https" else None
    async with asyncio.timeout(timeout_s):
        _, wire = await asyncio.get_running_loop().create_connection(Wire, place.host, place.port, ssl=secure)
    return wire


def _request(method: str, parts: SplitResult, headers: dict[str, str], body: bytes) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{method} {target} HTTP/1.1", f"Host: {parts.netloc}", "User-Agent: facebookexternalua", "Accept: */*"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body
