"""What one answer of Meta's means for its letter and its message: the table of refusals, applied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from app.core.clock import now
from app.outbox.models import DispatchState, HeldFor, Lane
from app.outbox.service import Settlement
from app.whatsapp.outcomes import Refused, Sent, Unknown
from app.whatsapp.refusal import Holds
from app.whatsapp.status import MessageStatus

_HELD_FOR: Final = {Holds.PAYMENT: HeldFor.PAYMENT, Holds.TEMPLATE: HeldFor.TEMPLATE}


class Answer(msgspec.Struct, frozen=True):
    """How one call ended. `attempts`: how often it was refused before; `seen`: when its number was last changed.

    `took_ms` is how long Meta took, if it was asked and somebody waited for the answer.
    """

    message_id: UUID
    attempts: int
    outcome: Sent | Refused | Unknown
    seen: datetime | None = None
    took_ms: int | None = None
    at: datetime = msgspec.field(default_factory=now)


class Verdict(msgspec.Struct, frozen=True):
    """What an answer means for the letterbox and for the message; `status` None leaves the message as it is.

    `error` on a message that stays pending is why it waits. `rest`: seconds for which what the refusal holds has to wait.
    """

    settlement: Settlement
    status: MessageStatus | None = None
    wamid: str | None = None
    error: Mapping[str, Any] | None = None
    parks: bool = False
    rest: float = 0


def judge(answer: Answer, lane: Lane) -> Verdict:
    """What to do about one answer; Meta's codes are looked up in the table of refusals."""
    match answer.outcome:
        case Sent(wamid=wamid):
            return Verdict(Settlement(answer.message_id, DispatchState.DONE), MessageStatus.SENT, wamid)
        case Unknown():
            # Sending again might say it twice; Meta's receipt, or a person, will decide.
            return Verdict(Settlement(answer.message_id, DispatchState.UNCERTAIN), MessageStatus.UNCERTAIN)
        case Refused() as refused:
            return _judge_refusal(answer, refused, lane)


def _judge_refusal(answer: Answer, refused: Refused, lane: Lane) -> Verdict:
    refusal = refused.refusal
    wait = refusal.wait(answer.attempts, refused.retry_after) if refused.passing else None
    if wait is not None:
        seconds = wait.total_seconds()
        return Verdict(Settlement(answer.message_id, DispatchState.DUE, seconds, tries=1), rest=seconds)
    if refusal.stops_number:
        return Verdict(Settlement(answer.message_id, DispatchState.DUE), parks=True)
    if refusal.holds is Holds.PAYMENT or (refusal.rest and lane is not Lane.CHAT):
        return _wait_with_what_is_held(answer, refused)
    failed = Settlement(answer.message_id, DispatchState.DONE)
    return Verdict(failed, MessageStatus.FAILED, error=kept(refused), rest=refusal.rest)


def _wait_with_what_is_held(answer: Answer, refused: Refused) -> Verdict:
    """Nothing is lost by waiting until somebody has acted. But a person who writes to a guest must know at once if it does not go."""
    rest = refused.refusal.rest
    settlement = Settlement(answer.message_id, DispatchState.DUE, rest, held_for=_HELD_FOR.get(refused.refusal.holds))
    return Verdict(settlement, MessageStatus.PENDING, error=kept(refused), rest=rest)


def kept(refused: Refused) -> dict[str, Any]:
    """What the column keeps of why it failed, or waits."""
    error = {"code": refused.code, "subcode": refused.subcode, "title": refused.title, "details": refused.details}
    return {name: value for name, value in error.items() if value not in {None, ""}}
