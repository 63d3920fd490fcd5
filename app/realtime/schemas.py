"""What sockets are told that is no event of the log."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError


class Connected(msgspec.Struct, frozen=True):
    """The first thing a socket hears. `last_event_id` is where its own state must reach to."""

    message: str
    user_id: UUID
    tenant_id: UUID
    last_event_id: int
    unread_count: int


class Pong(msgspec.Struct, frozen=True):
    timestamp: datetime = msgspec.field(default_factory=now)


def named_id(payload: object, name: str) -> UUID:
    """The id in `{name: …}`, its camelCase twin, or the payload itself; raises `ValidationFailedError`."""
    given = payload.get(name, payload.get(_camel(name))) if isinstance(payload, dict) else payload
    try:
        return UUID(given if isinstance(given, str) else "")
    except ValueError:
        raise _flaw(name) from None


def named_number(payload: object, name: str) -> int:
    """The whole number, not below zero, in `{name: …}`; raises `ValidationFailedError`."""
    given: Any = payload.get(name, payload.get(_camel(name))) if isinstance(payload, dict) else payload
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given < 2**63:
        raise _flaw(name)
    return given


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _flaw(name: str) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail(name, "detail-value", "value"),))
