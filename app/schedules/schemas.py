"""What is to be said later, as it travels."""

from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from app.messages.composing.later import Time, Zone
from app.messages.schemas import MessageView


class ChangeScheduled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be changed until it is said; what is not named stays. A `timezone` alone keeps the time of day.

    `at` or `when` replaces the whole schedule. `content` is of the message's own type.
    """

    at: Time | UnsetType = UNSET
    timezone: Zone | UnsetType = UNSET
    when: Literal["guest_writes"] | UnsetType = UNSET
    until: Time | UnsetType = UNSET
    content: Any = UNSET


class GuestCard(msgspec.Struct, frozen=True):
    """Who it is to be said to."""

    id: UUID
    name: str | None
    phone: str | None


class ScheduledPage(msgspec.Struct, frozen=True):
    """What is due first stands first; what waits for a guest stands where its waiting ends. `guests` by conversation."""

    data: list[MessageView]
    guests: dict[UUID, GuestCard]
    next_cursor: str | None
