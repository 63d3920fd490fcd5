"""The pusher's own HTTP client against servers that answer in every way a server may."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from simulator.webhooks.wires import Reply, Wires


@asynccontextmanager
async def a_server(*answers: bytes, then_close: bool = False) -> AsyncIterator[tuple[str, list[int]]]:
    """Gives each request the next answer; says how many requests each connection carried."""
    left = list(answers)
    carried: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(carried)
        carried.append(0)
        while left:
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0] or 0))
            carried[place] += 1
            writer.write(left.pop(0))
            await writer.drain()
            if then_close:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?x=1", carried
    server.close()


async def ask(wires: Wires, url: str, *, timeout_s: float = 2) -> Reply:
    return await wires.ask("POST", url, headers={"X-Test": "1"}, body=b"hello", timeout_s=timeout_s)


@pytest.fixture
async def wires() -> AsyncIterator[Wires]:
    wires = Wires()
    yield wires
    wires.close()


async def test_one_connection_carries_many_requests(wires: Wires) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
    async with a_server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", chunked, b"HTTP/1.1 204 No Content\r\n\r\n") as (url, carried):
        replies = [await ask(wires, url) for _ in range(3)]

    assert replies == [Reply(200, b"ok"), Reply(200, b"hi"), Reply(204, b"")]
    assert carried == [3]


@pytest.mark.parametrize("close", [b"Connection: close\r\n", b""])
async def test_a_connection_that_ended_is_not_used_again(wires: Wires, close: bytes) -> None:
    answer = b"HTTP/1.1 200 OK\r\n" + close + b"Content-Length: 0\r\n\r\n"
    async with a_server(answer, answer, then_close=True) as (url, carried):
        first = await ask(wires, url)
        await asyncio.sleep(0.05)
        second = await ask(wires, url)

    assert (first.status, second.status, carried) == (200, 200, [1, 1])


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", b"SSH-2.0-OpenSSH\r\n\r\n"])
async def test_half_an_answer_is_none(wires: Wires, answer: bytes) -> None:
    async with a_server(answer, then_close=True) as (url, _):
        with pytest.raises(ConnectionError):
            await ask(wires, url)


async def test_a_server_that_says_nothing_is_not_waited_for(wires: Wires) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    with pytest.raises(TimeoutError):
        await ask(wires, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", timeout_s=0.05)
    server.close()


async def test_nobody_there_is_told_at_once(wires: Wires) -> None:
    with pytest.raises(OSError, match=r"Connect call failed|refused"):
        await ask(wires, "http://127.0.0.1:9/")
