"""Giving a message its final words: its template filled, its files attached."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from app.conversations.models import Conversation
from app.core.work import TenantWork
from app.media import outgoing
from app.media.models import Media, MediaKind
from app.media.outgoing import Wanted
from app.media.schemas import MediaView
from app.messages.composing import permitting
from app.messages.composing.drafts import FIELD, Draft
from app.templates import filling
from app.templates.fields import About
from app.templates.filling import Placed
from app.whatsapp.contents import MEDIA
from app.whatsapp.display import filename
from app.whatsapp.outgoing.shown import headers_of

UNNAMED: Final = "documento"


async def dressed(work: TenantWork, conversation: Conversation, message_id: UUID, draft: Draft) -> dict[str, Any]:
    """The content as it is kept and shown. The message's row must be there, for its files hang on it.

    Raises `ValidationFailedError`: a file that is not there or does not fit, a template that cannot be filled, or
    that may not go to this guest.
    """
    if draft.template is None:
        content = deepcopy(draft.content)
        await permitting.check(work, conversation.contact_id, draft.message_type, content)
        return await _with_files(work, conversation, message_id, (draft.message_type, content))
    about = About(conversation.channel_id, conversation.contact_id, conversation.id)
    filled = await filling.fill(work, draft.template, about)
    await permitting.check(work, conversation.contact_id, draft.message_type, filled.content)
    wanted = [Wanted(one.file_id, one.kind, one.filename, one.path) for one in filled.files]
    views = await outgoing.attach(work, message_id, conversation.channel_id, wanted)
    placed = filling.placed(filled.content, {file_id: Placed(view.id, view.stored()) for file_id, view in views.items()})
    _name(placed["template"]["components"], await _names(work, message_id, wanted))
    return placed


async def _with_files(work: TenantWork, conversation: Conversation, message_id: UUID, said: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    named = _files(*said)
    wanted = [_wanted(path, file, kind) for path, file, kind in named if "media_id" in file]
    views = await outgoing.attach(work, message_id, conversation.channel_id, wanted)
    names = await _names(work, message_id, wanted)
    for _path, file, kind in named:
        _show(file, views)
        if kind == MediaKind.DOCUMENT and "media" in file:
            file.setdefault("filename", names.get(file["media"]["id"], UNNAMED))
    return said[1]


def _files(kind: str, content: dict[str, Any]) -> list[tuple[str, dict[str, Any], str]]:
    """Path, place and kind of each file that a content names."""
    if kind in MEDIA:
        return [(FIELD, content, kind)]
    if kind == "interactive":
        return [(f"{FIELD}.{path}", file, sort) for path, file, sort in headers_of(content["interactive"])]
    return []


async def _names(work: TenantWork, message_id: UUID, wanted: Sequence[Wanted]) -> dict[str, str]:
    """What each document was called when it was uploaded, by its row; without a name a phone would show it as "Untitled"."""
    if not any(one.kind == MediaKind.DOCUMENT for one in wanted):
        return {}
    asked = select(Media.id, Media.filename).where(Media.message_id == message_id, Media.kind == MediaKind.DOCUMENT.value)
    return {str(row.id): row.filename or UNNAMED for row in await work.session.execute(asked)}


def _name(node: Any, names: Mapping[str, str]) -> None:  # noqa: ANN401 - JSON of Meta's shape
    """Gives a template's documents their names where nobody gave another."""
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _name(inner, names)
    document = node.get("document") if isinstance(node, dict) else None
    if isinstance(document, dict) and document.get("media_id") in names:
        document.setdefault("filename", names[document["media_id"]])


def _wanted(path: str, file: dict[str, Any], kind: str) -> Wanted:
    return Wanted(UUID(file["media_id"]), kind, file.get("filename"), f"{path}.media_id", voice=bool(file.get("voice")))


def _show(file: dict[str, Any], views: dict[UUID, MediaView]) -> None:
    """Instead of what was uploaded stands the message's own file, as those of guests do."""
    if named := filename(file.get("filename")):
        file["filename"] = named
    if media_id := file.pop("media_id", None):
        view = views[UUID(media_id)]
        file |= {"media_url": f"/api/media/{view.id}", "media": view.stored()}
