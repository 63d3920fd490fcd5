"""Fetching the bytes that Meta holds for us, from Meta's own hosts alone."""

import asyncio
import hashlib
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import urljoin

import aiohttp
import httpx
import msgspec

from app.whatsapp.client import Line, Patience, open_transport
from app.whatsapp.outcomes import Unknown

GRAPH_HOST: Final = "graph.facebook.com"
TOKEN_HOSTS: Final = frozenset({GRAPH_HOST, "lookaside.fbsbx.com"})
"""Where a hotel's token may be shown (cloud-api, media: SSRF and token leakage)."""
OPEN_HOSTS: Final = (".fbcdn.net", ".fbsbx.com")
"""Where Meta's files may lie besides; they get no token."""
MOST_HOPS: Final = 3
PATIENCE: Final = Patience(connection=10, read=30, call=240)

_HEADERS: Final = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "Recado"}
_GONE: Final = frozenset({401, 403, 404, 410})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class Sink(Protocol):
    """Takes the bytes as they come; a file does."""

    def write(self, content: bytes, /) -> object: ...


class Fetched(msgspec.Struct, frozen=True):
    """All of it came."""

    sha256: bytes
    size: int


class Gone(msgspec.Struct, frozen=True):
    """Nothing is at this address, or not for this token: a new address may help."""

    status: int


class TooBig(msgspec.Struct, frozen=True):
    """More than we take; what came so far is to be thrown away."""


class Foreign(msgspec.Struct, frozen=True):
    """The address is not Meta's, so not a byte was asked for there."""

    host: str


Download = Fetched | Gone | TooBig | Foreign | Unknown


class Downloads:
    """One pool of connections for the files of all numbers of a process."""

    def __init__(self, *, connections: int = 64, patience: Patience = PATIENCE, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._patience = patience
        self._timeouts = {"connect": patience.connection, "pool": patience.connection, "read": patience.read}
        self._transport = transport or open_transport(connections)

    async def fetch(self, line: Line, url: str, sink: Sink, *, most: int) -> Download:
        """Writes what is at `url` into `sink`, up to `most` bytes.

        Redirects are followed by hand, each looked at like the first: neither a forged address nor a
        chain of honest ones leads into our own network, or a token out of Meta's.
        """
        try:
            async with asyncio.timeout(self._patience.call):
                for _ in range(MOST_HOPS):
                    outcome = await self._hop(line, url, sink, most)
                    if not isinstance(outcome, str):
                        return outcome
                    url = outcome
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError) as error:
            return Unknown(type(error.__cause__ or error).__name__)
        return Unknown("sent on from address to address")

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _hop(self, line: Line, url: str, sink: Sink, most: int) -> Download | str:
        """What is there, or where it is said to be."""
        place = httpx.URL(url)
        if not _is_allowed(place, httpx.URL(line.base_url)):
            return Foreign(place.host)
        headers = dict(_HEADERS)
        if place.host in TOKEN_HOSTS or _origin(place) == _origin(httpx.URL(line.base_url)):
            headers["Authorization"] = f"Bearer {line.access_token}"
        request = httpx.Request("GET", place, headers=headers, extensions={"timeout": self._timeouts})
        response = await self._transport.handle_async_request(request)
        try:
            if response.status_code in _MOVED:
                location: str = response.headers.get("location", "")
                return urljoin(url, location)
            return await _taken(response, sink, most)
        finally:
            await response.aclose()


async def _taken(response: httpx.Response, sink: Sink, most: int) -> Download:
    status = response.status_code
    if status != HTTPStatus.OK:
        return Gone(status) if status in _GONE else Unknown(f"HTTP {status}")
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        return TooBig()
    digest, size = hashlib.sha256(), 0
    async for piece in response.aiter_raw():
        size += len(piece)
        if size > most:
            return TooBig()
        digest.update(piece)
        sink.write(piece)
    return Fetched(digest.digest(), size)


def _is_allowed(place: httpx.URL, graph: httpx.URL) -> bool:
    """A number of Meta's fetches from Meta's hosts; one of a stand-in's from that stand-in alone."""
    if place.userinfo:
        return False
    if _origin(place) == _origin(graph):
        return True
    is_plain_https = place.scheme == "https" and place.port in {None, 443}
    return graph.host == GRAPH_HOST and is_plain_https and (place.host in TOKEN_HOSTS or place.host.endswith(OPEN_HOSTS))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
