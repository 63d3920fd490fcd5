"""The file of a message: how its row tells of it until it is here, and who is asked to fetch it."""

from typing import Any, NamedTuple
from uuid import UUID

from app.core.ids import new_id
from app.media.service import Attachment
from app.whatsapp.contents import Content, Medium


class Attached(NamedTuple):
    """What the row's content will be, and what must be handed to `media.expect_many` once the row is there."""

    content: dict[str, Any]
    attachment: Attachment | None


def attach(content: Content, *, message_id: UUID, channel_id: UUID) -> Attached:
    """The message appears at once; its file follows."""
    if content.medium is None:
        return Attached(content.said, None)
    medium = content.medium
    attachment = Attachment(new_id(), message_id, channel_id, *medium)
    return Attached(content.said | _expected(attachment.id, medium), attachment)


def _expected(media_id: UUID, medium: Medium) -> dict[str, Any]:
    """`mime_type` is what Meta says of it until somebody has looked."""
    media = {"id": str(media_id), "state": "downloading"} | ({"mime_type": medium.mime_type} if medium.mime_type else {})
    return {"media_url": f"/api/media/{media_id}", "media": media}
