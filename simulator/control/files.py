"""A guest's own files by remote control: put one up, look at it again."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from simulator.control import refusals
from simulator.meta import Meta

MOST_BYTES = 128 << 20


class HostedView(msgspec.Struct, kw_only=True):
    """`sha256` is hex."""

    id: str
    mime_type: str
    sha256: str
    file_size: int


@post("/media", request_max_body_size=MOST_BYTES)
async def put_up(
    request: Request[Any, Any, Any],
    meta: NamedDependency[Meta],
    filename: Annotated[str | None, QueryParameter(description="What the guest's document is called.")] = None,
) -> HostedView:
    """Raw bytes with their Content-Type, which is believed as it is: a guest's phone may lie."""
    mime_type = request.headers.get("content-type", "application/octet-stream")
    file = meta.files.keep(await request.body(), mime_type, filename)
    return HostedView(id=file.media_id, mime_type=mime_type, sha256=file.sha256.hex(), file_size=len(file.content))


@get("/media/{media_id:str}")
async def look_at(media_id: FromPath[str], meta: NamedDependency[Meta]) -> Response[bytes]:
    file = meta.files.find(media_id)
    if file is None:
        raise refusals.unknown_file(media_id)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(file.content, media_type=file.mime_type, headers=headers)
