"""How a call of the Graph API ends: in a value that says what we know."""

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar

import msgspec

from app.core.clock import now
from app.whatsapp import refusals
from app.whatsapp.envelope import UNREADABLE
from app.whatsapp.reading import UnreadableLetterError, read, storable
from app.whatsapp.refusal import Refusal
from app.whatsapp.refusal_table import EDGE_BUSY, NOT_GRAPH

LONGEST_RETRY_AFTER = 86_400.0

T = TypeVar("T", bound=msgspec.Struct)


class Sent(msgspec.Struct, frozen=True):
    """Meta took the message. `held`: it waits for the template's quality check and may fail later (132015)."""

    wamid: str
    wa_id: str | None = None
    user_id: str | None = None
    held: bool = False


class Done(msgspec.Struct, frozen=True):
    """Meta did what was asked and has nothing to say about it."""


class Refused(msgspec.Struct, frozen=True):
    """It was not done: Meta said so, or not a byte left. `code` as in `refusals.TABLE`.

    `title` and `details` are Meta's words for engineers; people read `refusal.sentence`.
    """

    code: int
    subcode: int | None = None
    title: str = ""
    details: str = ""
    passing: bool = False
    retry_after: float | None = None
    trace: str | None = None
    http_status: int | None = None

    @property
    def refusal(self) -> Refusal:
        return refusals.of(self.code, self.subcode, is_transient=self.passing)


class Unknown(msgspec.Struct, frozen=True):
    """Bytes left and no readable answer came: it may have been done. Never to be repeated by itself."""

    reason: str
    http_status: int | None = None


class Reply(msgspec.Struct, frozen=True):
    """What the wire brought back: Meta's answer, or something else's."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class _ErrorData(msgspec.Struct):
    details: str = ""


class _GraphError(msgspec.Struct):
    code: int
    message: str = ""
    error_subcode: int | None = None
    error_data: _ErrorData = msgspec.field(default_factory=_ErrorData)
    fbtrace_id: str | None = None
    is_transient: bool = False


class _ErrorAnswer(msgspec.Struct):
    error: _GraphError


class _Accepted(msgspec.Struct):
    id: str
    message_status: str = "accepted"


class _Recipient(msgspec.Struct):
    wa_id: str | None = None
    user_id: str | None = None


class _SendAnswer(msgspec.Struct):
    messages: list[_Accepted]
    contacts: list[_Recipient] = msgspec.field(default_factory=list)


class _UsageOfCase(msgspec.Struct):
    estimated_time_to_regain_access: float = 0


_USAGE = msgspec.json.Decoder(dict[str, list[_UsageOfCase]])


def of_sending(reply: Reply) -> Sent | Refused | Unknown:
    """What the answer to `POST /messages` says. 200 means accepted, not delivered."""
    sent = _sent_in(reply)
    if sent is not None:
        return sent
    return refusal_in(reply) or _no_answer(reply)


def of_asking(reply: Reply, wanted: type[T]) -> T | Refused | Unknown:
    """The object that any other call answers with."""
    refused = refusal_in(reply)
    if refused is not None:
        return refused
    if reply.status != HTTPStatus.OK:
        return _no_answer(reply)
    try:
        return read(storable(reply.content), wanted)
    except UnreadableLetterError:
        return _no_answer(reply)


def refusal_in(reply: Reply) -> Refused | None:
    """Meta's own refusal, if that is what came: decided by its error code, never by the HTTP status."""
    try:
        error = read(storable(reply.content), _ErrorAnswer).error
    except UnreadableLetterError:
        return None
    refusal = refusals.of(error.code, error.error_subcode, is_transient=error.is_transient)
    return Refused(
        code=error.code,
        subcode=error.error_subcode,
        title=error.message.removeprefix(f"(#{error.code})").strip(),
        details=error.error_data.details,
        passing=refusal.passing,
        retry_after=_retry_after(reply.headers),
        trace=error.fbtrace_id,
        http_status=reply.status,
    )


def _sent_in(reply: Reply) -> Sent | None:
    """A wamid is the proof that Meta took it, whatever else the answer says."""
    try:
        answer = read(storable(reply.content), _SendAnswer)
    except UnreadableLetterError:
        return None
    if not answer.messages or not answer.messages[0].id:
        return None
    accepted, to = answer.messages[0], (answer.contacts or [_Recipient()])[0]
    held = accepted.message_status != "accepted"
    return Sent(accepted.id, to.wa_id or None, to.user_id or None, held)


def _no_answer(reply: Reply) -> Refused | Unknown:
    """Not Meta's words: a 3xx or 4xx was refused at the door; behind any other it may have been done."""
    status, title = reply.status, f"HTTP {reply.status} without Meta's answer"
    if not 300 <= status <= 499 or status == HTTPStatus.REQUEST_TIMEOUT:
        return Unknown(title, status)
    busy = status == HTTPStatus.TOO_MANY_REQUESTS
    code = EDGE_BUSY if busy else NOT_GRAPH
    return Refused(code=code, title=title, passing=busy, retry_after=_retry_after(reply.headers), http_status=status)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to stay away, from Retry-After or from Meta's usage header (which counts in minutes)."""
    waits = [_seconds(headers.get("retry-after", ""))]
    try:
        usage = _USAGE.decode(headers.get("x-business-use-case-usage", "{}"))
    except UNREADABLE:
        usage = {}
    waits += [case.estimated_time_to_regain_access * 60 for cases in usage.values() for case in cases]
    longest = min(max(waits), LONGEST_RETRY_AFTER)
    return longest if longest > 0 else None


def _seconds(retry_after: str) -> float:
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return (moment.astimezone(UTC) - now()).total_seconds()
