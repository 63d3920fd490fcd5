"""Asking a server of ours whether it answers, with nothing but a socket."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit


async def status_of(url: str) -> int:
    """The HTTP status of a GET, 0 when nobody answers."""
    parts = urlsplit(url)
    with suppress(OSError, ValueError, IndexError, TimeoutError):
        async with asyncio.timeout(5):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            try:
                writer.write(f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
                return int((await reader.readline()).split()[1])
            finally:
                writer.close()
    return 0
