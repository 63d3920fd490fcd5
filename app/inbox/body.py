"""Reading a webhook's body within limits: of one body, and of all that are being read."""

from typing import Final

from litestar.types import HTTPScope, Receive

from app.core.errors import InvalidSignatureError, PayloadTooLargeError, ServiceUnavailableError

# Meta's largest is 3 MB.
LARGEST_BYTES: Final = 4_000_000
MOST_READING_BYTES: Final = 128_000_000


class Reader:
    """Strangers' unfinished bodies cannot fill the memory: over a sum of all of them, no more is read."""

    def __init__(self) -> None:
        self._reading = 0

    async def read(self, scope: HTTPScope, receive: Receive) -> bytes:
        """The whole body. Raises `PayloadTooLargeError` as soon as it is known to be."""
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if declared.isdigit() and (len(declared) > 9 or int(declared) > LARGEST_BYTES):
            raise PayloadTooLargeError
        body = bytearray()
        more = True
        try:
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    # Half a body has no signature, and nobody hears the answer.
                    raise InvalidSignatureError
                more = message.get("more_body", False)
                body += message["body"]
                self._count(message["body"], body)
            return bytes(body)
        finally:
            self._reading -= len(body)

    def _count(self, chunk: bytes, body: bytearray) -> None:
        self._reading += len(chunk)
        if len(body) > LARGEST_BYTES:
            raise PayloadTooLargeError
        if self._reading > MOST_READING_BYTES:
            raise ServiceUnavailableError
