"""The tries of one message: each that leaves carries a mark of its own, so that late words of Meta's on an earlier one are known."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from app.whatsapp.status import PROVES, MessageStatus

Past = Sequence[Mapping[str, Any]]
"""The column `messages.past`: `{status, wamid?, error?, at}` of each try that is over, the first one first."""

_LONGEST: Final = 5


class Mark(NamedTuple):
    """Which message, and which of its tries, counted from 0."""

    message_id: UUID
    number: int


def opaque(message_id: UUID, past: Past | None) -> str:
    """What travels as `biz_opaque_callback_data` with the next try, and comes back with every receipt of it."""
    return f"{message_id}.{len(past)}" if past else str(message_id)


def read(opaque: str | None) -> Mark | None:
    """None for what is not ours: another sender on the number may use the field as it likes."""
    name, dot, number = (opaque or "").partition(".")
    if dot and not (number.isascii() and number.isdecimal() and len(number) < _LONGEST):
        return None
    try:
        return Mark(UUID(name), int(number or 0))
    except ValueError:
        return None


def earlier(past: Past | None, wamid: str, opaque: str | None) -> Mapping[str, Any] | None:
    """The try that is over of which Meta speaks; None when it speaks of the present one."""
    if not past:
        return None
    named = next((one for one in past if one.get("wamid") == wamid), None)
    mark = read(opaque)
    return named or (past[mark.number] if mark and mark.number < len(past) else None)


def matters(over: Mapping[str, Any], status: MessageStatus) -> bool:
    """Whether Meta's word on a try that is over still says something of the message.

    That it failed is why there is another; that a phone has it outweighs everything; and that Meta has one which we were not
    sure of means that nothing more needs to be sent.
    """
    if status is MessageStatus.SENT:
        return bool(over["status"] == MessageStatus.UNCERTAIN)
    return MessageStatus.DELIVERED in PROVES[status]
