"""Files of the past: announced with the history, and sent later as messages of their own."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.work import TenantWork
from app.media import service as media
from app.messages import events, queries
from app.messages.arriving import elsewhere
from app.messages.arriving.attaching import attach
from app.messages.schemas import MessageView
from app.whatsapp.contents import read_content
from app.whatsapp.payloads import InboundMessage
from app.whatsapp.phone_app import PLACEHOLDER

_FILL = text("""
UPDATE messages SET message_type = :kind, content = cast(:content AS jsonb), raw = cast(:raw AS jsonb)
 WHERE tenant_id = :tenant_id AND channel_id = :channel_id AND wamid = :wamid AND message_type = :placeholder
RETURNING id
""")


async def fill(work: TenantWork, channel_id: UUID, message: InboundMessage) -> None:
    """The file of a message of the past, which was only announced until now."""
    here = await elsewhere.here(work, channel_id, [message.wamid])
    if message.type == PLACEHOLDER or message.wamid not in here:
        return
    content = read_content(message)
    attached = attach(content, message_id=here[message.wamid], channel_id=channel_id)
    columns: dict[str, Any] = {
        "tenant_id": work.tenant_id,
        "channel_id": channel_id,
        "wamid": message.wamid,
        "placeholder": PLACEHOLDER,
        "kind": content.kind,
        "content": msgspec.json.encode(attached.content).decode(),
        "raw": content.raw,
    }
    if await work.session.scalar(_FILL, columns) is None:
        return
    await media.expect_many(work, [attached.attachment] if attached.attachment else [])
    events.changed(work, [MessageView.of(row) for row in await queries.named(work, [here[message.wamid]])])
