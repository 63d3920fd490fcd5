"""Files at Meta's: what an id stands for, and the bytes behind an address, as well or badly as the faults say."""

import asyncio
from typing import TYPE_CHECKING

from simulator.asgi import Send
from simulator.files import HostedFile
from simulator.graph import refusals
from simulator.graph.calls import Answer, Call, CutError, success

if TYPE_CHECKING:
    from simulator.meta import Meta

PIECE = 16 * 1024
TOO_MANY = 120 << 20
FOREIGN = "http://169.254.169.254/latest/meta-data/"


def node(meta: "Meta", file: HostedFile, call: Call) -> Answer:
    """`GET` and `DELETE` of a media id. A `phone_number_id` that is named must be one that this token speaks for."""
    owner = meta.numbers.find(file.owner) if file.owner else None
    if file.owner and (owner is None or owner.access_token != call.token):
        raise refusals.unknown_object(call.node, call.method)
    named = call.query.get("phone_number_id")
    number = meta.numbers.find(named) if named else None
    if named and (number is None or number.access_token != call.token):
        raise refusals.unknown_object(call.node, call.method)
    match call.method:
        case "delete":
            meta.files.forget(file.media_id)
            return success()
        case "get":
            return Answer(content=_told(meta, file, call))
        case _:
            raise refusals.unknown_object(call.node, call.method)


def _told(meta: "Meta", file: HostedFile, call: Call) -> dict[str, object]:
    url = meta.files.address(file, origin=call.origin)
    if meta.dice.says(meta.faults.media_foreign_url):
        url = FOREIGN
    return {
        "messaging_product": "whatsapp",
        "url": url,
        "mime_type": file.mime_type,
        "sha256": file.sha256.hex(),
        "file_size": len(file.content),
        "id": file.media_id,
    }


class Attachments:
    """The door behind the addresses; like Meta's it says 404 to whoever has no token that lives."""

    def __init__(self, meta: "Meta") -> None:
        self._meta = meta

    async def serve(self, send: Send, call: Call) -> None:
        meta = self._meta
        file = meta.files.at(call.query_string)
        if file is None or not meta.numbers.knows_token(call.token) or meta.dice.says(meta.faults.dead_media):
            await _head(send, 404, b"text/plain", 0)
            await send({"type": "http.response.body", "body": b""})
        elif meta.dice.says(meta.faults.media_redirect):
            await send({
                "type": "http.response.start",
                "status": 302,
                "headers": [(b"location", FOREIGN.encode()), (b"content-length", b"0")],
            })
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._give(send, file, call)

    async def _give(self, send: Send, file: HostedFile, call: Call) -> None:
        meta = self._meta
        content = file.content
        if meta.dice.says(meta.faults.media_wrong_bytes):
            content = bytes([content[0] ^ 1]) + content[1:] if content else b"?"
        too_many = TOO_MANY if meta.dice.says(meta.faults.media_too_big) else 0
        await _head(send, 200, file.mime_type.encode(), None if too_many else len(content))
        if meta.dice.says(meta.faults.media_cut):
            await send({"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True})
            await asyncio.sleep(0.01)
            call.cut()
            raise CutError
        pieces = [content[place : place + PIECE] for place in range(0, len(content), PIECE)]
        for piece in pieces:
            await asyncio.sleep(meta.faults.media_slow_ms / 1000 / len(pieces))
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        for _ in range(0, too_many, 1 << 20):
            await send({"type": "http.response.body", "body": bytes(1 << 20), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _head(send: Send, status: int, mime_type: bytes, length: int | None) -> None:
    headers = [(b"content-type", mime_type), (b"cache-control", b"private, no-store")]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
