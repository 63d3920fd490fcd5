"""Reading a webhook's body within limits: of one body, and of all that are being read."""

import asyncio
from typing import Final

from litestar.types import HTTPScope, Receive

from app.core.errors import InvalidSignatureError, PayloadTooLargeError, ServiceUnavailableError

# Meta's largest is 3 MB.
LARGEST_BYTES: Final = 4_000_000
MOST_READING_BYTES: Final = 128_000_000
# The server reads about as much from every connection, asked or not.
FREE_BYTES: Final = 64_000
# For all that comes after the first piece.
PATIENCE_SECONDS: Final = 10.0


class Reader:
    """Strangers' unfinished bodies cannot fill the memory: over a sum of all of them, no more is read.

    Nor can they keep others out: they have to end, and small bodies, as Meta's nearly always are, pass all the same.
    """

    def __init__(self) -> None:
        self._reading = 0

    async def read(self, scope: HTTPScope, receive: Receive) -> bytes:
        """The whole body. Raises `PayloadTooLargeError` as soon as it is known to be."""
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if declared.isdigit() and (len(declared) > 9 or int(declared) > LARGEST_BYTES):
            raise PayloadTooLargeError
        body = bytearray()
        try:
            if await self._read_on(receive, body):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    while await self._read_on(receive, body):
                        pass
            return bytes(body)
        except TimeoutError as error:
            raise ServiceUnavailableError from error
        finally:
            self._reading -= _counted(body)

    async def _read_on(self, receive: Receive, body: bytearray) -> bool:
        """Whether there is more."""
        message = await receive()
        if message["type"] != "http.request":
            # Half a body has no signature, and nobody hears the answer.
            raise InvalidSignatureError
        before = _counted(body)
        body += message["body"]
        self._reading += _counted(body) - before
        if len(body) > LARGEST_BYTES:
            raise PayloadTooLargeError
        if len(body) > FREE_BYTES and self._reading > MOST_READING_BYTES:
            raise ServiceUnavailableError
        return message.get("more_body", False)


def _counted(body: bytearray) -> int:
    return max(0, len(body) - FREE_BYTES)
