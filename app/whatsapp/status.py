"""The ladder: what becomes of a message, and which of Meta's words may change it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec


class MessageStatus(StrEnum):
    """The values of the column. `received` is for what guests write, the others for what we do."""

    SCHEDULED = "scheduled"
    PENDING = "pending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    RECEIVED = "received"


class Step(msgspec.Struct, frozen=True):
    """The rung that a message climbs to."""

    before: MessageStatus
    status: MessageStatus


RUNGS: Mapping[MessageStatus, int] = MappingProxyType({
    MessageStatus.SCHEDULED: 0,
    MessageStatus.PENDING: 0,
    MessageStatus.UNCERTAIN: 0,
    MessageStatus.CANCELLED: 0,
    MessageStatus.SENT: 1,
    MessageStatus.FAILED: 2,
    MessageStatus.DELIVERED: 3,
    MessageStatus.READ: 4,
    MessageStatus.PLAYED: 5,
})
"""A receipt moves a message only to a higher rung, so receipts may come in any order and twice.

`failed` stands between `sent` and `delivered`: it ends what is under way, but that the guest's phone has the
message outweighs it. On the lowest rung any word of Meta's settles what we were not sure of; even a
cancelled message was sent when Meta says so.
"""

PROVES: Mapping[MessageStatus, tuple[MessageStatus, ...]] = MappingProxyType({
    MessageStatus.SENT: (MessageStatus.SENT,),
    MessageStatus.DELIVERED: (MessageStatus.SENT, MessageStatus.DELIVERED),
    MessageStatus.READ: (MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ),
    MessageStatus.PLAYED: (MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.PLAYED),
    MessageStatus.FAILED: (MessageStatus.FAILED,),
})
"""The steps that were taken at the latest when a receipt of this status was written.

Each step's time is the earliest that any receipt proves (`least`), also of one that climbs no more: so
`delivered` after `read` still gives the true hour of delivery.
"""


def receipt_status(status: str) -> MessageStatus | None:
    """Meta's word as a rung; None for those that mean nothing to us (`deleted`, `warning`, what may come)."""
    try:
        known = MessageStatus(status)
    except ValueError:
        return None
    return known if known in PROVES else None


def climb(current: MessageStatus, receipt: MessageStatus) -> Step | None:
    """The step that this receipt makes, or None when it only stays in the history."""
    if receipt not in PROVES or current not in RUNGS:
        return None
    if RUNGS[receipt] <= RUNGS[current]:
        return None
    return Step(current, receipt)
