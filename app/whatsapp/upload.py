"""Handing a hotel's file to Meta: streamed from where it lies, however large it is."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from typing import Final

import aiohttp
import httpx
import msgspec

from app.whatsapp.client import TOKEN_DEAD, Line, Patience, failure_of, open_transport
from app.whatsapp.outcomes import Refused, Reply, Unknown, of_asking
from app.whatsapp.reading import Identifier

PATIENCE: Final = Patience(connection=10, read=60, call=300)
_TOKEN: Final = re.compile(r"[!-~]+")
_ID: Final = re.compile(r"[0-9A-Za-z]+")

Pieces = AsyncIterator[bytes]


class Parcel(msgspec.Struct, frozen=True):
    """A file as Meta is told of it. `ending` is of the name that nobody sees."""

    content_type: str
    size: int
    ending: str = "bin"


class Uploaded(msgspec.Struct, frozen=True):
    """Meta's name for the file: for 30 days, and for the number that it was uploaded with alone."""

    id: Identifier


class CutShortError(Exception):
    """The file's own bytes broke off; nothing is wrong with Meta."""


class Uploads:
    """One pool of connections for the files of all numbers of a process."""

    def __init__(
        self, version: str, *, connections: int = 32, patience: Patience = PATIENCE, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._version, self._patience = version, patience
        self._timeouts = {"connect": patience.connection, "pool": patience.connection, "read": patience.read}
        self._transport = transport or open_transport(connections)

    async def upload(self, line: Line, parcel: Parcel, pieces: Pieces) -> Uploaded | Refused | Unknown:
        """Once. That it may have been done all the same is no harm: nobody will ever name what Meta then has twice.

        Raises what `pieces` raises.
        """
        if not _TOKEN.fullmatch(line.access_token) or not _ID.fullmatch(line.phone_number_id):
            return Refused(TOKEN_DEAD, title="not an access token")
        form = _Form(parcel, pieces)
        try:
            url = f"{line.base_url.rstrip('/')}/{self._version}/{line.phone_number_id}/media"
            timeouts = {"timeout": self._timeouts}
            request = httpx.Request("POST", url, headers=form.headers(line.access_token), stream=form, extensions=timeouts)
            async with asyncio.timeout(self._patience.call):
                reply = await self._exchange_unless(form.broken, request)
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError) as error:
            form.check()
            return failure_of(error)
        form.check()
        return of_asking(reply, Uploaded) if isinstance(reply, Reply) else reply

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _exchange_unless(self, broken: asyncio.Event, request: httpx.Request) -> Reply | Unknown:
        """aiohttp 3.14 does not always notice that what it sends has broken off, and waits for the answer all the same (tried)."""
        exchange, breaking = asyncio.ensure_future(self._exchange(request)), asyncio.ensure_future(broken.wait())
        try:
            await asyncio.wait({exchange, breaking}, return_when=asyncio.FIRST_COMPLETED)
            return await exchange if exchange.done() else Unknown("broken off")
        finally:
            exchange.cancel()
            breaking.cancel()
            await asyncio.gather(exchange, breaking, return_exceptions=True)

    async def _exchange(self, request: httpx.Request) -> Reply:
        response = await self._transport.handle_async_request(request)
        try:
            return Reply(response.status_code, response.headers, await response.aread())
        finally:
            await response.aclose()


class _Form(httpx.AsyncByteStream):
    """`multipart/form-data` of a size that is known before: first the file, then what it is."""

    def __init__(self, parcel: Parcel, pieces: Pieces) -> None:
        self._boundary = secrets.token_hex(16)
        self._pieces, self._size = pieces, parcel.size
        self._before = self._part("file", f'; filename="file.{parcel.ending}"', f"Content-Type: {parcel.content_type}\r\n")
        self._after = (
            b"\r\n" + self._part("messaging_product") + b"whatsapp\r\n"
            + self._part("type") + parcel.content_type.encode() + f"\r\n--{self._boundary}--\r\n".encode()
        )  # fmt: skip
        self.broken = asyncio.Event()
        self._flaw: Exception | None = None

    def check(self) -> None:
        """Raises what made the file break off."""
        if self._flaw:
            raise self._flaw

    def headers(self, access_token: str) -> dict[str, str]:
        return {
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": "Recado",
            "Authorization": f"Bearer {access_token}",
            "Content-Type": f"multipart/form-data; boundary={self._boundary}",
            "Content-Length": str(len(self._before) + self._size + len(self._after)),
        }

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._before
        left = self._size
        try:
            async for piece in self._pieces:
                left -= len(piece)
                yield piece
            if left:
                self._flaw = CutShortError()
        except Exception as flaw:
            self._flaw = flaw
            raise
        finally:
            if self._flaw:
                self.broken.set()
        self.check()
        yield self._after

    def _part(self, name: str, more: str = "", headers: str = "") -> bytes:
        return f'--{self._boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n{headers}\r\n'.encode()
