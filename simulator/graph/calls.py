"""One call of the Graph server: what was asked, and what is answered."""

from collections.abc import Awaitable, Callable
from typing import Literal
from urllib.parse import parse_qsl

import msgspec

from simulator.numbers import Number

Method = Literal["get", "post", "delete"]


class Call(msgspec.Struct, kw_only=True):
    """`cut` closes the connection with nothing said; after it no answer can be given. `origin`: where the caller found us."""

    method: Method
    node: str
    edge: str
    query_string: bytes
    token: str
    body: bytes
    cut: Callable[[], None]
    origin: str = ""
    content_type: str = ""
    file_offset: int = 0

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.query_string.decode("latin-1"), keep_blank_values=True))


class Answer(msgspec.Struct, kw_only=True):
    """`content` is JSON, or bytes of another type."""

    status: int = 200
    content: object = None
    media_type: bytes = b"application/json; charset=UTF-8"
    headers: list[tuple[bytes, bytes]] = []


class CutError(Exception):
    """The connection was cut: there is nobody left to answer."""


Endpoint = Callable[["Number", Call], Awaitable[Answer]]


def success() -> Answer:
    return Answer(content={"success": True})
