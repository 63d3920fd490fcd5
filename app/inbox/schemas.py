"""What the worker takes out of the inbox, and what may become of it."""

from datetime import datetime
from uuid import UUID

import msgspec

from app.inbox.models import LetterState


class Item(msgspec.Struct, frozen=True, gc=False):
    """A letter in hand. `channel_id` is None when its source is a WABA and no number."""

    id: int
    source_id: str
    kind: str
    body: bytes
    received_at: datetime
    channel_id: UUID | None


class Aside(msgspec.Struct, frozen=True):
    """A letter that is not done: `state` says why, `error` in words without what was said in it.

    `waiting_for` is the wamid that a status waits for.
    """

    item_id: int
    state: LetterState
    error: str | None = None
    waiting_for: str | None = None
