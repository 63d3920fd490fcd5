"""Meta's receipts: how far a message of ours got, what it costs, why it failed."""

from datetime import datetime

import msgspec
from msgspec import Raw

from app.whatsapp.payloads import MetaContact, MetaError, Person, Timestamp, person_of, required, text_of
from app.whatsapp.reading import Identifier, instant, moment, read, storable

FREE_ENTRY = "referral_conversion"
"""The origin of a conversation that an advertisement began."""


class Pricing(msgspec.Struct, frozen=True):
    """What Meta charges; all open enums. Decide by type and category, `billable` will go."""

    type: str | None = None
    category: str | None = None
    pricing_model: str | None = None
    billable: bool | None = None


class StatusReceipt(msgspec.Struct, frozen=True):
    """Meta's word on a message of ours; `status` is an open enum (`status.climb` knows which count).

    `opaque` is what we sent as biz_opaque_callback_data: our own message id. `recipient` may be
    empty; in a group it is the participant. `free_entry_until` is when the free 72 hours after an
    advertisement end.
    """

    wamid: str
    status: str
    recipient: Person
    timestamp: Timestamp | None
    opaque: str | None
    errors: tuple[MetaError, ...]
    pricing: Pricing | None
    group_id: str | None
    free_entry_until: datetime | None = None

    def said_at(self, received_at: datetime) -> datetime:
        return moment(self.timestamp, received_at)


class _Origin(msgspec.Struct):
    type: str | None = None


class _MetaConversation(msgspec.Struct):
    """Since v24 there only in the free hours after an advertisement; before, with every message (cloud-api 3.3)."""

    expiration_timestamp: Timestamp | None = None
    origin: _Origin | None = None

    @property
    def free_until(self) -> datetime | None:
        is_free = self.origin is not None and self.origin.type == FREE_ENTRY
        return instant(self.expiration_timestamp) if is_free else None


class _Status(msgspec.Struct):
    id: Identifier
    status: str
    timestamp: Timestamp | None = None
    recipient_id: Identifier | None = None
    recipient_type: str | None = None
    recipient_user_id: str | None = None
    recipient_parent_user_id: str | None = None
    recipient_participant_id: Identifier | None = None
    participant_recipient_id: Identifier | None = None
    recipient_participant_user_id: str | None = None
    biz_opaque_callback_data: str | None = None
    errors: tuple[MetaError, ...] = ()
    pricing: Pricing | None = None
    conversation: _MetaConversation | None = None


class _StatusLetter(msgspec.Struct):
    status: Raw
    contact: MetaContact | None = None


def read_status(body: bytes) -> StatusReceipt:
    """The receipt in a letter of kind `status`; raises `UnreadableLetterError`."""
    letter = read(storable(body), _StatusLetter)
    status = read(letter.status, _Status)
    in_group = status.recipient_type == "group"
    participant = status.recipient_participant_id or status.participant_recipient_id
    recipient = MetaContact(
        participant or (None if in_group else status.recipient_id),
        status.recipient_participant_user_id or status.recipient_user_id,
        status.recipient_parent_user_id,
    )
    return StatusReceipt(
        wamid=required(status.id, "status without an id"),
        status=status.status,
        recipient=person_of(letter.contact or MetaContact(), recipient),
        timestamp=status.timestamp,
        opaque=status.biz_opaque_callback_data,
        errors=status.errors,
        pricing=status.pricing,
        group_id=text_of(status.recipient_id) if in_group else None,
        free_entry_until=status.conversation.free_until if status.conversation else None,
    )
