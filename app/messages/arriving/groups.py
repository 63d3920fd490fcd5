"""What becomes of groups: their names, and lines in their threads of who came and who left."""

from typing import Final
from uuid import UUID

from app.core.work import TenantWork
from app.messages.arriving import storing
from app.messages.arriving.storing import Said
from app.whatsapp.fields import FieldEvent
from app.whatsapp.groups import read_groups
from app.whatsapp.reading import UnreadableLetterError


async def changed(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    """Any of the `group_…` fields. A group in which nobody has written has no thread, and only its name is remembered."""
    if channel_id is None:
        raise UnreadableLetterError("of no number")
    await storing.store(work, [Said(one.at, place, channel_id, one.line) for place, one in enumerate(read_groups(event))])


READERS: Final = dict.fromkeys(
    ("group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update"), changed
)
