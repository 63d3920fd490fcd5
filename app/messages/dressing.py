"""Giving a message its final words: its template filled, its files attached."""

from copy import deepcopy
from typing import Any
from uuid import UUID

from app.conversations.models import Conversation
from app.core.work import TenantWork
from app.media import outgoing
from app.media.outgoing import Wanted
from app.media.schemas import MediaView
from app.messages import permitting
from app.messages.drafts import FIELD, Draft
from app.templates import filling
from app.templates.fields import About
from app.templates.filling import Placed
from app.whatsapp.contents import MEDIA
from app.whatsapp.display import filename
from app.whatsapp.outgoing.shown import headers_of


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
    return filling.placed(filled.content, {file_id: Placed(view.id, view.stored()) for file_id, view in views.items()})


async def _with_files(work: TenantWork, conversation: Conversation, message_id: UUID, said: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    named = _files(*said)
    wanted = [_wanted(path, file, kind) for path, file, kind in named if "media_id" in file]
    views = await outgoing.attach(work, message_id, conversation.channel_id, wanted)
    for _path, file, _kind in named:
        _show(file, views)
    return said[1]


def _files(kind: str, content: dict[str, Any]) -> list[tuple[str, dict[str, Any], str]]:
    """Path, place and kind of each file that a content names."""
    if kind in MEDIA:
        return [(FIELD, content, kind)]
    if kind == "interactive":
        return [(f"{FIELD}.{path}", file, sort) for path, file, sort in headers_of(content["interactive"])]
    return []


def _wanted(path: str, file: dict[str, Any], kind: str) -> Wanted:
    return Wanted(UUID(file["media_id"]), kind, file.get("filename"), f"{path}.media_id", voice=bool(file.get("voice")))


def _show(file: dict[str, Any], views: dict[UUID, MediaView]) -> None:
    """Instead of what was uploaded stands the message's own file, as those of guests do."""
    if named := filename(file.get("filename")):
        file["filename"] = named
    if media_id := file.pop("media_id", None):
        view = views[UUID(media_id)]
        file |= {"media_url": f"/api/media/{view.id}", "media": view.stored()}
