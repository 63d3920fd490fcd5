"""Conversations as they travel: the summary that lists and live events show."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import Row

from app.conversations.models import WINDOW, WINDOW_MARGIN, ConversationStatus
from app.core.clock import now
from app.core.pages import Pagination

# PostgreSQL holds no NUL, and a label of blanks cannot be seen.
Label = Annotated[
    str, msgspec.Meta(min_length=1, max_length=50, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*\Z", examples=["VIP"])
]


class Priority(StrEnum):
    """How much of a hurry it has."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class ContactCard(msgspec.Struct, frozen=True):
    """The guest. `phone` is E.164; it and `wa_id` are absent when WhatsApp hides the number.

    `marketing_opted_out_at`: since then they want no marketing.

    Of a group it is the group itself, by its `group_id`; who of it wrote stands in each message.
    """

    id: UUID
    name: str | None
    phone: str | None
    wa_id: str | None
    username: str | None
    group_id: str | None = None
    marketing_opted_out_at: datetime | None = None


class NumberCard(msgspec.Struct, frozen=True):
    """The hotel's WhatsApp number; `id` is the channel's. While it cannot send, what is written waits."""

    id: UUID
    phone_number_id: str
    display_phone_number: str
    name: str
    can_send: bool


class LastMessage(msgspec.Struct, frozen=True):
    """The last line of the thread; `preview` is the beginning of its text, or of what else names it: caption, file, place, card.

    Empty when there are no words in it, and when it was withdrawn. `voice`: recorded on the spot.
    """

    id: UUID
    direction: str
    message_type: str
    preview: str
    status: Annotated[str, msgspec.Meta(examples=["received"])]
    created_at: datetime
    revoked_at: datetime | None = None
    voice: bool = False


class ConversationView(msgspec.Struct, frozen=True):
    """One conversation. Lists are ordered by (`last_activity_at`, `id`), newest first.

    `window_expires_at`: until then anything may be said, afterwards templates alone; by Meta's time of what the guest wrote last,
    or of their call. `window_open` is what that meant when this was told: it closes a minute early, since a message takes its
    time. `free_entry_until`: until then Meta charges nothing, because the guest came by an advertisement.
    """

    id: UUID
    status: Annotated[str, msgspec.Meta(examples=["open"])]
    contact: ContactCard
    number: NumberCard
    last_message: LastMessage | None
    last_message_at: datetime | None
    last_activity_at: datetime
    unread_count: int
    window_expires_at: datetime | None
    window_open: bool
    free_entry_until: datetime | None
    assigned_to: UUID | None
    labels: list[str]
    priority: Annotated[str, msgspec.Meta(examples=["high"])] | None
    archived: bool
    snoozed_until: datetime | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Row[*tuple[Any, ...]]) -> "ConversationView":
        """`row` is one of `summaries.SUMMARY`."""
        expires_at = row.heard_at + WINDOW if row.heard_at else None
        return cls(
            id=row.id,
            status=row.status,
            contact=_contact(row),
            number=NumberCard(row.channel_id, row.phone_number_id, row.display_phone_number, row.verified_name, row.can_send),
            last_message=_last_message(row),
            last_message_at=row.message_said_at,
            last_activity_at=row.last_activity_at,
            unread_count=row.unread_count,
            window_expires_at=expires_at,
            window_open=expires_at is not None and now() < expires_at - WINDOW_MARGIN,
            free_entry_until=row.free_entry_until,
            assigned_to=row.assigned_to,
            labels=row.labels,
            priority=row.priority,
            archived=row.archived,
            snoozed_until=row.snoozed_until,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


def _contact(row: Row[*tuple[Any, ...]]) -> ContactCard:
    return ContactCard(
        row.contact_id,
        row.contact_name,
        row.contact_phone,
        row.contact_wa_id,
        row.contact_username,
        row.contact_group_id,
        row.contact_marketing_opted_out_at,
    )


def _last_message(row: Row[*tuple[Any, ...]]) -> LastMessage | None:
    if row.message_id is None:
        return None
    return LastMessage(
        id=row.message_id,
        direction=row.message_direction,
        message_type=row.message_type,
        preview=row.message_preview or "",
        status=row.message_status,
        created_at=row.message_said_at,
        revoked_at=row.message_revoked_at,
        voice=bool(row.message_voice),
    )


class FoldedView(msgspec.Struct, frozen=True):
    """A conversation that is no more, as its guest turned out to be another's: all that was in it is in `folded_into` now."""

    id: UUID
    folded_into: UUID


class ListView(msgspec.Struct, frozen=True):
    """A page of the list. `pagination` is there when pages are asked for by number."""

    data: list[ConversationView]
    pagination: Pagination | None
    next_cursor: str | None


class ChangeConversation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an attendant may change; what is not named stays as it is. `assigned_to: null` takes it from everybody."""

    status: ConversationStatus | UnsetType = UNSET
    assigned_to: UUID | UnsetType | None = UNSET
    labels: Annotated[list[Label], msgspec.Meta(max_length=20)] | UnsetType = UNSET
    priority: Priority | UnsetType | None = UNSET
    archived: bool | UnsetType = UNSET
    snoozed_until: Annotated[datetime, msgspec.Meta(tz=True)] | UnsetType | None = UNSET
