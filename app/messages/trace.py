"""The whole way of one message: each letter that spoke of it, each call, each step, for whoever asks where it went."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import Row, select

from app.channels.models import Channel
from app.core.errors import NotFoundError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.inbox import queries as inbox
from app.inbox.models import LetterState
from app.inbox.schemas import LetterLine, Wanted
from app.media.models import Media
from app.messages import queries
from app.messages.models import Message, MessageEdit, MessageTap
from app.outbox.models import Dispatch, GraphCall
from app.realtime import queries as log
from app.realtime.models import LoggedEvent
from app.whatsapp.status import MessageStatus

EVENTS_SEARCHED: Final = 100_000
"""The hotel's last ones: the log is in the order of commits, and has no index by what it speaks of."""

_RECEIPTS: Final = ("sent", "delivered", "read", "played", "failed", "deleted", "warning")


class LetterStep(LetterLine, frozen=True, kw_only=True):
    """A letter of Meta's that speaks of the message; `waited_ms` is how long it lay before it was handled the last time."""

    says: str
    waited_ms: int | None


class Step(msgspec.Struct, frozen=True):
    """A rung of the ladder, and when it was reached by Meta's clock (ours for what we did)."""

    status: str
    at: datetime


class Sending(msgspec.Struct, frozen=True):
    """The letterbox's row: `attempts` were refused, `due_at` is the next one's time while it is open."""

    state: str
    lane: int
    attempts: int
    created_at: datetime
    due_at: datetime
    calling_at: datetime | None
    settled_at: datetime | None


class TryStep(msgspec.Struct, frozen=True):
    """A try that is over, of a message that was sent again: what was known of it then."""

    status: str
    at: datetime
    wamid: str | None = None
    error: dict[str, Any] | None = None
    sent_at: datetime | None = None


class CallStep(msgspec.Struct, frozen=True):
    """One call that carried it to Meta; `trace` is Meta's id of the call, which its support asks for."""

    at: datetime
    took_ms: int | None
    outcome: str
    http_status: int | None
    code: int | None
    subcode: int | None
    trace: str | None


class FileStep(msgspec.Struct, frozen=True):
    """How fetching what it carries went."""

    id: UUID
    kind: str
    state: str
    attempts: int
    error: str | None
    details: str | None
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None


class TapStep(msgspec.Struct, frozen=True):
    """The guest tapped a link of it, or saw its page; Meta's own words for what and where."""

    at: datetime
    action: str
    component: str | None
    product_id: str | None


class EventStep(msgspec.Struct, frozen=True):
    """What clients were told on the live line, and under which number."""

    event_id: int
    kind: str
    at: datetime


class TraceView(msgspec.Struct, frozen=True, kw_only=True):
    """One message's way. Times are UTC. What Meta repeats is one letter, and how often is not kept."""

    id: UUID
    conversation_id: UUID
    direction: str
    message_type: str
    status: str
    origin: str | None
    wamid: str | None
    phone_number_id: str
    said_at: datetime
    stored_at: datetime
    error: dict[str, Any] | None
    steps: list[Step]
    letters: list[LetterStep]
    tries: list[TryStep]
    sending: Sending | None
    calls: list[CallStep]
    files: list[FileStep]
    taps: list[TapStep]
    events: list[EventStep]


async def of_message(work: TenantWork, message_id: UUID) -> TraceView:
    """For those who may manage the hotel's numbers, and see the conversation. Raises `PermissionDeniedError`, `NotFoundError`."""
    work.actor.must(Can.MANAGE_CHANNELS)
    found = await queries.visible(work, [message_id])
    if not found:
        raise NotFoundError(message_id)
    message = found[0]
    source_id = await work.session.scalar(select(Channel.phone_number_id).where(Channel.id == message.channel_id)) or ""
    same = ("id", "conversation_id", "direction", "message_type", "status", "origin", "wamid", "said_at", "stored_at", "error")
    return TraceView(
        **{name: getattr(message, name) for name in same},
        phone_number_id=source_id,
        steps=_steps(message),
        letters=await _letters(work, message, source_id),
        tries=msgspec.convert(await work.session.scalar(select(Message.past).where(Message.id == message_id)) or [], list[TryStep]),
        sending=await _sending(work, message_id),
        calls=await _calls(work, message_id),
        files=await _files(work, message_id),
        taps=await _taps(work, message_id),
        events=await _events(work, message_id),
    )


def _steps(message: Row[Any]) -> list[Step]:
    first = "received" if message.direction == "inbound" else "pending"
    rungs = [status.value for status in MessageStatus if hasattr(message, f"{status.value}_at")]
    reached = [Step(rung, at) for rung in rungs if (at := getattr(message, f"{rung}_at")) is not None]
    changed = [Step(name, at) for name in ("edited", "revoked") if (at := getattr(message, f"{name}_at")) is not None]
    return sorted([Step(first, message.said_at), *reached, *changed], key=lambda step: step.at)


async def _letters(work: TenantWork, message: Row[Any], source_id: str) -> list[LetterStep]:
    """All by keys and ids: nothing is searched for in what letters say."""
    if message.wamid is None:
        return []
    edits = select(MessageEdit.wamid).where(MessageEdit.message_id == message.id, MessageEdit.wamid != message.wamid)
    edits = edits.order_by(MessageEdit.said_at.desc()).limit(queries.MOST_WORDINGS)
    names = {(source_id, "message", message.wamid): "message"}
    names |= {(source_id, "status", f"{message.wamid} {word}"): word for word in _RECEIPTS}
    names |= {(source_id, "message", wamid): "edit" for wamid in await work.session.scalars(edits)}
    told = [(letter, names[letter.source_id, letter.kind, letter.key or ""]) for letter in await inbox.named(work, list(names))]
    reactions = tuple(one["letter"] for one in message.reactions or () if one.get("letter"))
    if reactions:
        told += [(letter, "reaction") for letter in (await inbox.page(work, Wanted(ids=reactions), limit=100)).letters]
    known = {letter.id for letter, _says in told}
    early = await inbox.waiting_for(work, source_id, message.wamid)
    told += [(letter, LetterState.WAITING.value) for letter in early if letter.id not in known]
    return [_said(letter, says) for letter, says in sorted(told, key=lambda pair: pair[0].id)]


def _said(letter: LetterLine, says: str) -> LetterStep:
    begun = (
        letter.put_back_at if letter.put_back_at and letter.handled_at and letter.put_back_at < letter.handled_at else letter.received_at
    )
    waited = round((letter.handled_at - begun).total_seconds() * 1000) if letter.handled_at else None
    return LetterStep(**msgspec.structs.asdict(letter), says=says, waited_ms=None if waited is None else max(0, waited))


async def _sending(work: TenantWork, message_id: UUID) -> Sending | None:
    row = (await work.session.execute(_columns(Dispatch, Sending).where(Dispatch.id == message_id))).one_or_none()
    return Sending(*row) if row else None


async def _calls(work: TenantWork, message_id: UUID) -> list[CallStep]:
    asked = _columns(GraphCall, CallStep).where(GraphCall.message_id == message_id).order_by(GraphCall.id).limit(200)
    return [CallStep(*row) for row in await work.session.execute(asked)]


async def _files(work: TenantWork, message_id: UUID) -> list[FileStep]:
    return [FileStep(*row) for row in await work.session.execute(_columns(Media, FileStep).where(Media.message_id == message_id))]


async def _taps(work: TenantWork, message_id: UUID) -> list[TapStep]:
    asked = _columns(MessageTap, TapStep).where(MessageTap.message_id == message_id).order_by(MessageTap.at).limit(200)
    return [TapStep(*row) for row in await work.session.execute(asked)]


async def _events(work: TenantWork, message_id: UUID) -> list[EventStep]:
    since = await log.head(work) - EVENTS_SEARCHED
    asked = _columns(LoggedEvent, EventStep).where(LoggedEvent.event_id > since, LoggedEvent.subject_id == message_id)
    return [EventStep(*row) for row in await work.session.execute(asked.order_by(LoggedEvent.event_id).limit(200))]


def _columns(model: type[Any], view: type[msgspec.Struct]) -> Any:  # noqa: ANN401 - a Select of as many columns as the view has
    return select(*(getattr(model, name) for name in view.__struct_fields__))
