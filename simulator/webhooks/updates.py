"""One thing that Meta has to tell a business: a message, a status, or a whole value of another field."""

import asyncio
from typing import Literal

import msgspec

from simulator.letters import Letter, Step
from simulator.numbers import Number


class Update(msgspec.Struct, kw_only=True, eq=False):
    """Either `item` (one message or status, which may share its value with others) or a `value` of its own.

    `entry_id` where the entry is not the WABA's, `time` on fields whose entries carry one.
    """

    number: Number
    field: str = "messages"
    kind: Literal["messages", "statuses"] = "messages"
    item: dict[str, object] | None = None
    contact: dict[str, object] | None = None
    value: dict[str, object] | None = None
    entry_id: str | None = None
    time: int | None = None
    letter: Letter | None = None
    step: Step | None = None
    due_at: float = 0
    told: asyncio.Future[None] | None = None
