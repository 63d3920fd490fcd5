"""The door for files that people want to send: taken in, looked at, made ready and kept, while nothing is held in memory."""

import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from litestar import Request, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import QueryParameter

from app.core.errors import Detail, PayloadTooLargeError, RateLimitedError, ValidationFailedError
from app.core.refused import refusals
from app.core.sending_errors import UploadTooSlowError
from app.media import uploads
from app.media.darkroom import Darkroom, Developed, Order
from app.media.models import MediaKind
from app.media.receiving import Patience, Pieces, Told, fit_name, receive, steady
from app.media.storage import Storage
from app.media.uploads import UploadView
from app.media.workplace import incoming
from app.sessions.gate import Caller, office_of
from app.settings import Settings

MOST_AT_ONCE: Final = 24
MOST_OF_ONE: Final = 4
"""Files that one person may be sending at a time."""
MOST_OF_ONE_HOTEL: Final = 12
SOON_S: Final = 3
_VOICE: Final = "voice"
_KINDS: Final = frozenset({*(kind.value for kind in MediaKind), _VOICE})
_Kind = Literal["image", "video", "audio", "voice", "document", "sticker"]


class Reception:
    """What one process has for uploads. `patience` with senders."""

    def __init__(self, folder: Path, storage: Storage) -> None:
        self.folder, self.storage = folder, storage
        self.patience, self.darkroom = Patience(), Darkroom()
        self._people: Counter[UUID] = Counter()
        self._hotels: Counter[UUID] = Counter()

    @contextmanager
    def place_for(self, tenant_id: UUID, user_id: UUID) -> Iterator[Path]:
        """A folder for one file. Raises `RateLimitedError` when everybody's hands, this hotel's or this person's, are full."""
        is_full = self._people.total() >= MOST_AT_ONCE or self._hotels[tenant_id] >= MOST_OF_ONE_HOTEL
        if is_full or self._people[user_id] >= MOST_OF_ONE:
            raise RateLimitedError(SOON_S)
        at_work = ((self._hotels, tenant_id), (self._people, user_id))
        for counted, one in at_work:
            counted[one] += 1
        try:
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                yield Path(folder)
        finally:
            for counted, one in at_work:
                counted[one] -= 1
                counted += Counter()  # in place: forgets who has nothing under way


@dataclass
class _WithFile(Operation):
    """Says in the API's pages what the body is: Litestar cannot see it, since nobody but us reads it."""

    def __post_init__(self) -> None:
        content = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        words = {name: Schema(type=OpenAPIType.STRING) for name in ("kind", "filename", "voice")}
        form = Schema(type=OpenAPIType.OBJECT, properties={"file": content, **words}, required=["file"])
        bodies = {"application/octet-stream": OpenAPIMediaType(schema=content), "multipart/form-data": OpenAPIMediaType(schema=form)}
        self.request_body = RequestBody(content=bodies, required=True, description="The file, alone or in a form.")


@post(
    "/api/media",
    tags=["Messages"],
    summary="Hand in a file that is to be sent",
    request_max_body_size=None,
    operation_class=_WithFile,
    responses=refusals(PayloadTooLargeError, UploadTooSlowError, RateLimitedError),
)
async def upload_media(  # noqa: PLR0917 - by name, as Litestar calls it
    request: Request[Any, Any, Any],
    caller: NamedDependency[Caller],
    kind: Annotated[_Kind | None, QueryParameter(description="What it shall be sent as; `voice`: an audio and a voice message.")] = None,
    filename: Annotated[str, QueryParameter(description="Its name, as the guest will see it of a document.")] = "",
    voice: Annotated[bool, QueryParameter(description="Make a voice message of it, whatever it was recorded as.")] = False,
) -> UploadView:
    """The body is the file itself, or a form (`multipart/form-data`) with it as `file`. `media_id` may be sent for 24 hours,
    in any number of messages.

    Pictures come back as JPEG or PNG, upright and without their place; recordings that
    WhatsApp does not play as OGG/OPUS.
    413 for more than WhatsApp takes, 422 with `details[].type` `file_type`, `file_mismatch`, `file_damaged`, `file_empty` or
    `file_too_large` for what it does not take.
    """
    office, reception = office_of(request), _reception(request.app.state)
    async with caller.work(office, audited=False) as work:
        await uploads.check_may_upload(work)
    tenant_id = work.tenant_id
    with reception.place_for(tenant_id, caller.actor.user_id) as folder:
        told = Told(kind=kind or "", filename=filename, voice="true" if voice else "")
        pieces = steady(_pieces(request), reception.patience)
        order = _order(await receive(pieces, request.headers.get("content-type", ""), told, folder / "file"), folder / "file")
        made = await reception.darkroom.develop(order, tenant_id)
        if not isinstance(made, Developed):
            raise uploads.refusal(made)
        await uploads.store(reception.storage, tenant_id, made)
        async with caller.work(office) as work:
            return await uploads.keep(work, made)


@asynccontextmanager
async def open_reception(state: State, settings: Settings) -> AsyncIterator[None]:
    """After the store's door is open."""
    state.media_reception = Reception(incoming(settings.home), state.media_storage)
    yield


def _order(told: Told, path: Path) -> Order:
    if told.kind and told.kind not in _KINDS:
        raise ValidationFailedError(details=(Detail("body.kind", "detail-value", "value"),))
    is_voice = told.kind == _VOICE or told.voice.lower() in {"true", "1"}
    kind = MediaKind.AUDIO.value if told.kind == _VOICE else told.kind or None
    return Order(str(path), kind, fit_name(told.filename), told.declared or None, voice=is_voice)


async def _pieces(request: Request[Any, Any, Any]) -> Pieces:
    """Who hangs up in the middle is no fault of ours, and hears no answer anyway."""
    try:
        async for piece in request.stream():
            yield piece
    except HTTPException as error:
        raise UploadTooSlowError from error


def _reception(state: State) -> Reception:
    found: Reception = state.media_reception
    return found


routes: list[Any] = [upload_media]
