"""A server of bare bytes, to answer, cut and stall exactly where a test wants it."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

ACCEPTED = b'{"messaging_product":"whatsapp","contacts":[{"input":"+1650","wa_id":"1650"}],"messages":[{"id":"wamid.OUT"}]}'


class Wire:
    """One connection's server side, and all requests that reached the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, requests: list[bytes]) -> None:
        self._reader, self._writer, self._requests = reader, writer, requests

    async def request(self) -> None:
        """Reads one whole request."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        self._requests.append(head + await self._reader.readexactly(int(lengths[0]) if lengths else 0))

    async def answer(self, content: bytes, status: str = "200 OK", *headers: str) -> None:
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *headers, "", ""])
        await self.say(head.encode() + content)

    async def say(self, content: bytes) -> None:
        self._writer.write(content)
        await self._writer.drain()

    def reset(self) -> None:
        """Cuts with RST instead of FIN."""
        linger = struct.pack("ii", 1, 0)
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._writer.transport.abort()


Script = Callable[[Wire], Awaitable[None]]


class Server:
    def __init__(self, port: int, requests: list[bytes]) -> None:
        self.base_url = f"http://127.0.0.1:{port}"
        self.requests = requests


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[Server]:
    """Plays the script on each connection and closes it at its end."""
    requests: list[bytes] = []

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await script(Wire(reader, writer, requests))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client went first
        finally:
            writer.close()

    server = await asyncio.start_server(play, "127.0.0.1", 0)
    async with server:
        yield Server(server.sockets[0].getsockname()[1], requests)


def a_closed_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def a_port_that_never_accepts() -> AsyncIterator[int]:
    """A listener whose queue is full, so that connecting waits for ever."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = []
        for _ in range(4):
            knocking = socket.socket()
            knocking.setblocking(False)
            knocking.connect_ex(listener.getsockname())
            waiting.append(knocking)
        try:
            yield listener.getsockname()[1]
        finally:
            for knocking in waiting:
                knocking.close()
