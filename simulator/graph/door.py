"""The Graph server's ASGI door: path, version and token first, then the endpoint, then Meta's headers on the answer."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

import msgspec

from simulator import files
from simulator.asgi import Receive, Scope, Send
from simulator.graph import media, refusals
from simulator.graph.calls import Answer, Call, CutError, Method
from simulator.graph.desk import Desk
from simulator.graph.refusals import RefusalError

if TYPE_CHECKING:
    from simulator.meta import Meta

OLDEST_VERSION, NEWEST_VERSION = 21, 26
MOST_BODY_BYTES, MOST_FILE_BYTES = 1 << 20, 102 << 20
CUT = "simulator.cut"
UPLOAD = "upload:"
# `app` is the one that the token was made for.
NAMED_NODES = ("debug_token", "app")
_VERSION = re.compile(r"^v(\d{1,2})\.\d$")
_encode = msgspec.json.Encoder().encode


class GraphDoor:
    def __init__(self, meta: "Meta") -> None:
        self._attachments = media.Attachments(meta)
        self._desk = Desk(meta)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["path"] == files.PATH:
                await self._attachments.serve(send, _heard(scope, "get", b""))
                return
            call = await _call(scope, receive)
            answer = await self._desk.answer(call)
        except RefusalError as refusal:
            answer = Answer(status=refusal.status, content=refusal.body())
        except CutError:
            return
        await say(send, answer)


async def _call(scope: Scope, receive: Receive) -> Call:
    node, edge = _path(scope["path"])
    method = scope["method"].lower()
    if method not in ("get", "post", "delete"):
        raise refusals.unknown_object(node, "post")
    most = MOST_FILE_BYTES if edge == "media" or node.startswith(UPLOAD) else MOST_BODY_BYTES
    call = _heard(scope, cast("Method", method), await _body(receive, most))
    call.node, call.edge = node, edge
    return call


def _heard(scope: Scope, method: Method, body: bytes) -> Call:
    """The call without what its path says."""
    query: bytes = scope["query_string"]
    headers = dict(scope["headers"])
    return Call(
        method=method,
        node="",
        edge="",
        query_string=query,
        token=_token(scope["headers"], query),
        body=body,
        cut=_cutter(scope),
        origin=f"{scope['scheme']}://{headers.get(b'host', b'').decode('latin-1')}",
        content_type=headers.get(b"content-type", b"").decode("latin-1"),
        file_offset=_number(headers.get(b"file_offset") or headers.get(b"file-offset")),
    )


def _number(told: bytes | None) -> int:
    return int(told) if told is not None and told.isdigit() else 0


@lru_cache(maxsize=2048)
def _path(path: str) -> tuple[str, str]:
    """Node and edge; the version may be left out, and a trailing slash be there."""
    parts = [unquote(part) for part in path.split("/") if part]
    if parts and parts[0].startswith("v"):
        version = _VERSION.match(parts[0])
        if version is None or not OLDEST_VERSION <= int(version[1]) <= NEWEST_VERSION:
            raise refusals.unknown_path(path)
        parts = parts[1:]
    if len(parts) not in (1, 2, 3):
        raise refusals.unknown_path(path)
    if not parts[0].isdigit() and parts[0] not in NAMED_NODES and not parts[0].startswith(UPLOAD):
        raise refusals.unknown_path(path)
    return parts[0], "/".join(parts[1:])


def _token(headers: list[tuple[bytes, bytes]], query: bytes) -> str:
    for name, value in headers:
        if name == b"authorization":
            scheme, _, token = value.decode("latin-1").partition(" ")
            return token.strip() if scheme.lower() in ("bearer", "oauth") else ""
    if b"access_token=" in query:
        for pair in query.decode("latin-1").split("&"):
            if pair.startswith("access_token="):
                return unquote(pair.removeprefix("access_token="))
    return ""


async def _body(receive: Receive, most: int) -> bytes:
    event = await receive()
    pieces: list[bytes] = [event.get("body", b"")]
    size = len(pieces[0])
    while event.get("more_body"):
        event = await receive()
        pieces.append(event.get("body", b""))
        size += len(pieces[-1])
        if size > most:
            raise refusals.coded(100, "The request body is too large")
    if event["type"] == "http.disconnect":
        raise CutError
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _cutter(scope: Scope) -> Callable[[], None]:
    extension = (scope.get("extensions") or {}).get(CUT)
    return extension["cut"] if extension else _break_off


def _break_off() -> None:
    # Under a transport that is no socket (httpx.ASGITransport) the caller gets this instead of a closed connection.
    raise ConnectionResetError("the simulator cut the connection")


async def say(send: Send, answer: Answer) -> None:
    """Gives the answer with Meta's headers."""
    body = answer.content if isinstance(answer.content, bytes) else _encode(answer.content)
    trace = refusals.trace_id().encode()
    headers = [
        (b"content-type", answer.media_type),
        (b"content-length", str(len(body)).encode()),
        (b"x-fb-trace-id", trace),
        (b"x-fb-request-id", trace[1:]),
        (b"facebook-api-version", b"v%d.0" % NEWEST_VERSION),
        (b"cache-control", b"private, no-cache, no-store, must-revalidate"),
    ]
    headers += answer.headers
    if answer.status == 401:
        headers.append((b"www-authenticate", b'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token."'))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
