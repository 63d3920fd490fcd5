"""The doors to what messages carry: an address for a few minutes, and another try."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from app.core.work import TenantWork
from app.media.addresses import Signer, Ticket
from app.media.schemas import MediaView, SignedAddress
from app.messages import attachments

_TAGS: Final = ["Messages"]
_AnyRequest = Request[Any, Any, Any]


@get("/api/media/{media_id:uuid}", tags=_TAGS, summary="A file, as its guest sent it")
async def get_media(request: _AnyRequest, work: NamedDependency[TenantWork], media_id: FromPath[UUID]) -> Response[SignedAddress]:
    """With `Accept: application/json` an address that needs no sign-in and dies within five minutes; else a redirect to it.

    The address takes range requests. 409 `MEDIA_NOT_READY` while the file is on its way, or when it never came:
    `content.media` of the message says which.
    """
    return _address(request, await attachments.ticket_for(work, media_id))


@get("/api/media/{media_id:uuid}/thumbnail", tags=_TAGS, summary="A picture of it, at most 320 pixels wide and high")
async def get_thumbnail(request: _AnyRequest, work: NamedDependency[TenantWork], media_id: FromPath[UUID]) -> Response[SignedAddress]:
    """WebP, of pictures and stickers. 404 where there is none; `content.media.thumbnail_url` says whether there is."""
    return _address(request, await attachments.ticket_for(work, media_id, is_thumbnail=True))


@post("/api/media/{media_id:uuid}/retry", status_code=202, tags=_TAGS, summary="Fetch a file anew that did not come")
async def retry_media(work: NamedDependency[TenantWork], media_id: FromPath[UUID]) -> MediaView:
    """The message says `downloading` again; what becomes of it comes as `message:updated`."""
    return await attachments.try_again(work, media_id)


def _address(request: _AnyRequest, ticket: Ticket) -> Response[SignedAddress]:
    signer: Signer = request.app.state.media_signer
    signed = signer.sign(ticket)
    never = {"Cache-Control": "no-store"}
    if "application/json" in request.headers.get("accept", ""):
        return Response(signed, headers=never)
    return Redirect(signed.url, headers=never)


routes: list[Any] = [get_media, get_thumbnail, retry_media]
