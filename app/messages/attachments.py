"""Files of messages: what became of one is said in its message, and who may see the message may fetch it."""

from uuid import UUID

import msgspec
from sqlalchemy import and_, select, text

from app.conversations import queries as conversations
from app.conversations.models import Conversation
from app.core.errors import ConflictError, NotFoundError
from app.core.permissions import Can
from app.core.sending_errors import MediaNotReadyError
from app.core.work import TenantWork
from app.media import claims
from app.media import service as media
from app.media.addresses import Ticket
from app.media.claims import Claimed
from app.media.models import Media, MediaFile
from app.media.outcomes import Outcome
from app.media.schemas import MediaView
from app.messages import events, queries
from app.messages.models import Message
from app.messages.schemas import MessageView

# Messages come before their files in the order of locks; who deletes a thread goes the same way.
_LOCK = text("SELECT id FROM messages WHERE tenant_id = :tenant_id AND id = :id FOR UPDATE")
_SAY = text("""
UPDATE messages SET content = jsonb_set(content, '{media}', cast(:media AS jsonb))
 WHERE tenant_id = :tenant_id AND id = :id AND content -> 'media' ->> 'id' = :media_id
RETURNING id
""")


async def settle(work: TenantWork, claimed: Claimed, outcome: Outcome) -> None:
    """The media worker's report: the row, the message and its event in one commit."""
    await work.session.execute(_LOCK, {"tenant_id": work.tenant_id, "id": claimed.message_id})
    view = await claims.settle(work, claimed, outcome)
    if view is not None:
        await _say(work, claimed.message_id, view)


async def ticket_for(work: TenantWork, media_id: UUID, *, is_thumbnail: bool = False) -> Ticket:
    """What lets its holder fetch the file for a few minutes.

    Raises `NotFoundError` for what the actor may not see, what its guest took back and a thumbnail that there is
    not; `MediaNotReadyError` for what is not here yet, or never will be.
    """
    found = await _visible(work, media_id)
    file = await work.session.get(MediaFile, (work.tenant_id, found.file_id)) if found.file_id else None
    if file is None:
        raise MediaNotReadyError
    if not is_thumbnail:
        return Ticket.of(file, found.mime_type or file.content_type, found.filename)
    if not file.thumbnail_size:
        raise NotFoundError(media_id)
    return Ticket.of_thumbnail(file, file.thumbnail_size)


async def try_again(work: TenantWork, media_id: UUID) -> MediaView:
    """A person asks for a file that did not come. Raises `ConflictError` when it is here, or just being fetched."""
    work.actor.must(Can.CHAT)
    found = await _visible(work, media_id)
    await work.session.execute(_LOCK, {"tenant_id": work.tenant_id, "id": found.message_id})
    view = await media.try_again(work, media_id)
    if view is None:
        raise ConflictError
    await _say(work, found.message_id, view)
    return view


async def _visible(work: TenantWork, media_id: UUID) -> Media:
    """The file's row, if its message is there for the actor."""
    asked = (
        select(Media)
        .join(Message, and_(Message.tenant_id == Media.tenant_id, Message.id == Media.message_id))
        .join(Conversation, and_(Conversation.tenant_id == Message.tenant_id, Conversation.id == Message.conversation_id))
        .where(Media.id == media_id, Message.revoked_at.is_(None), conversations.visible_to(work))
    )
    found = await work.session.scalar(asked)
    if found is None:
        raise NotFoundError(media_id)
    return found


async def _say(work: TenantWork, message_id: UUID, view: MediaView) -> None:
    """Tells of it once: not when the message shows another file by now."""
    told = {"tenant_id": work.tenant_id, "id": message_id, "media_id": str(view.id), "media": msgspec.json.encode(view).decode()}
    if await work.session.scalar(_SAY, told):
        events.changed(work, [MessageView.of(row) for row in await queries.named(work, [message_id])])
