"""One message while Meta's receipts for it are read: what its row was, and what it will be."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from app.messages.schemas import Step
from app.messages.sending import tries
from app.whatsapp import refusals
from app.whatsapp.payloads import MetaError
from app.whatsapp.receipts import StatusReceipt
from app.whatsapp.refusal import Holds, Refusal
from app.whatsapp.status import PROVES, RUNGS, MessageStatus, climb

TIMES: Final = {
    MessageStatus.SENT: "sent_at",
    MessageStatus.DELIVERED: "delivered_at",
    MessageStatus.READ: "read_at",
    MessageStatus.PLAYED: "played_at",
    MessageStatus.FAILED: "failed_at",
}

REPEATED_WITHIN: Final = timedelta(hours=1)
"""What Meta gives up later than this after it took it is a person's to send again: the moment for it has passed."""

MOST_REPEATS: Final = 5

_PLACES: Final = {status: place for place, status in enumerate(TIMES)}
_PROVED: Final = {status: tuple(_PLACES[proved] for proved in proves) for status, proves in PROVES.items()}


class Ledger:
    """`step` is the last step that the receipts make it take, if any."""

    def __init__(self, row: Sequence[Any]) -> None:
        """`row`: these columns, in this order, and then its `TIMES`."""
        self.id, self.conversation_id, self.channel_id, was, self.wamid, self.error, self.pricing, self.origin, self.past, *self.times = row
        self.was = self.status = MessageStatus(was)
        self.has_changed = False
        self.step: Step | None = None
        self.free_until: datetime | None = None

    @property
    def settles(self) -> bool:
        """Meta speaks of a message of which we did not know whether it went."""
        return RUNGS.get(self.was) == 0 and self.status is not self.was

    @property
    def fails(self) -> bool:
        """By these receipts."""
        return self.status is MessageStatus.FAILED and self.was is not MessageStatus.FAILED

    @property
    def code(self) -> int:
        """Meta's, of why it failed."""
        return int((self.error or {}).get("code", 0))

    @property
    def refusal(self) -> Refusal:
        return refusals.of(self.code)

    def repeats_after(self) -> timedelta | None:
        """How long after such a failure it is sent again by itself.

        Meta says that it was not delivered, and that this passes; or that somebody has to act first, and until then it waits.
        """
        sent_at, failed_at = self.times[_PLACES[MessageStatus.SENT]], self.times[_PLACES[MessageStatus.FAILED]]
        if not self.fails or self.origin or (sent_at and failed_at - sent_at > REPEATED_WITHIN):
            return None
        over = len(self.past or ())
        if self.refusal.stops_number or self.refusal.holds is Holds.PAYMENT:
            return timedelta(seconds=self.refusal.rest) if over < MOST_REPEATS else None
        return self.refusal.wait(over) if self.refusal.passes_later else None

    def note(self, said: StatusReceipt, status: MessageStatus, said_at: datetime) -> None:
        over = tries.earlier(self.past, said.wamid, said.opaque)
        if over is not None and not tries.matters(over, status):
            return
        for place in _PROVED[status]:
            known = self.times[place]
            if known is None or said_at < known:
                self.times[place] = said_at
                self.has_changed = True
        self._learn(said)
        if climb(self.status, status):
            self._climb(said, status, said_at)

    def _learn(self, said: StatusReceipt) -> None:
        pricing = self.pricing if said.pricing is None else msgspec.to_builtins(said.pricing)
        if self.wamid is None or pricing != self.pricing:
            self.wamid, self.pricing, self.has_changed = self.wamid or said.wamid, pricing, True
        self.free_until = said.free_entry_until or self.free_until

    def _climb(self, said: StatusReceipt, status: MessageStatus, said_at: datetime) -> None:
        self.status, self.has_changed = status, True
        # On a step above `failed` nothing is wrong any more; `failed_at` stays and tells of it.
        self.error = _kept(said.errors) if status is MessageStatus.FAILED else None
        self.step = Step(
            self.id, self.conversation_id, self.channel_id, status.value, said_at, self.error, self.pricing, origin=self.origin
        )


def _kept(errors: Sequence[MetaError]) -> dict[str, Any]:
    """What the column keeps of why it failed: code, title, details, as Meta said them."""
    error = errors[0] if errors else MetaError()
    said = {"code": error.code, "title": error.title, "message": error.message, "details": error.details}
    return {name: value for name, value in said.items() if value is not None}
