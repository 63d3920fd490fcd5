"""News of Meta's that we cannot place: shown to the admins with all its data, and never lost."""

from typing import Final
from uuid import UUID

import msgspec

from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.whatsapp.accounts import Stranger
from app.whatsapp.fields import FieldEvent
from app.whatsapp.reading import read

_LONGEST: Final = 16_384


async def keep_as_other(work: TenantWork, event: FieldEvent, name: str) -> None:
    """One notice for each field and event; it carries the whole value, unless that is absurdly long."""
    value = bytes(event.value)
    data = msgspec.json.decode(value) if len(value) <= _LONGEST else {"cut": value[:_LONGEST].decode("utf-8", "replace")}
    details = {"field": event.field, "event": name, "account": event.waba_id, "data": data}
    await notices.tell(work, News("meta-other", f"{event.waba_id} {event.field} {name}", details, Severity.INFO, event.said_at))


async def stranger(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """A field that Meta names in its dashboard and describes nowhere."""
    await keep_as_other(work, event, read(event.value, Stranger).event or "unknown")
