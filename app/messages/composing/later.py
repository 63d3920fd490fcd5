"""What is said later: at a time that somebody names, or when the guest writes."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select, text

from app.conversations.models import Conversation
from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError
from app.core.queue import Queue
from app.core.work import TenantWork
from app.messages import events
from app.messages.composing.moments import moment, zone_of
from app.messages.models import Message
from app.tenants.models import Tenant
from app.whatsapp.status import MessageStatus

FIRE: Final = "fire_scheduled"
LONGEST: Final = timedelta(days=731)
"""Rooms are sold up to two years ahead; whoever means later has mistyped the year."""

WAITS_FOR_GUEST: Final = timedelta(days=30)
"""How long something waits for the guest to write, unless somebody says otherwise: by then it answers nothing any more."""

# In the commit that stores what the guest wrote, so it cannot be lost between.
_GUEST_WROTE = text("""
UPDATE messages SET fires_at = least(fires_at, statement_timestamp()), schedule = schedule || '{"guest_wrote": true}'
 WHERE tenant_id = :tenant_id AND conversation_id = ANY(cast(:conversations AS uuid[])) AND fires_at IS NOT NULL
   AND schedule ->> 'when' = 'guest_writes' AND fires_at > statement_timestamp()
""")
_NO_LONGER_AWAITED = text("""
UPDATE conversations SET awaits_guest = false WHERE tenant_id = :tenant_id AND id = ANY(cast(:conversations AS uuid[]))
""")

Time = Annotated[str, msgspec.Meta(max_length=40, examples=["2026-11-23T15:00"])]
Zone = Annotated[str, msgspec.Meta(max_length=64, examples=["America/Sao_Paulo"])]


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When to say it: either `at` a time, or `when` the guest writes (`until` then: 30 days from now unless you say otherwise).

    A time is one of `timezone` (the hotel's, unless you name another), or has an offset of its own (`Z`, `-03:00`).
    """

    at: Time | None = None
    timezone: Zone | None = None
    when: Literal["guest_writes"] | None = None
    until: Time | None = None


class Plan(msgspec.Struct, frozen=True):
    """A schedule that can be kept: when the message is to be looked at, and what is kept of what was asked."""

    fires_at: datetime
    kept: dict[str, Any]

    @property
    def awaits_guest(self) -> bool:
        return "when" in self.kept


async def planned(work: TenantWork, asked: Schedule, field: str = "body.schedule") -> Plan:
    """Raises `ValidationFailedError` for a time that is past, beyond two years, or none, and for a zone that does not exist."""
    zone = await _zone(work, asked.timezone, f"{field}.timezone")
    if asked.when is not None:
        return _until_the_guest_writes(asked, zone, field)
    if asked.at is None or asked.until is not None:
        raise _flaw(f"{field}.until" if asked.until else f"{field}.at", "value" if asked.until else "missing")
    at = _ahead(asked.at, zone, f"{field}.at")
    kept = {"at": iso(at), "timezone": zone.key}
    # The time of day is what people mean: a country may still change its clocks before then.
    return Plan(at, kept if _has_offset(asked.at) else kept | {"local": asked.at})


def again(kept: Mapping[str, Any]) -> datetime | None:
    """When it is to be said by the zone's rules of today; None for what is not said at a time of day."""
    return moment(kept["local"], zone_of(kept["timezone"])) if "local" in kept else None


def iso(at: datetime) -> str:
    """As times are kept in a schedule."""
    return at.isoformat().replace("+00:00", "Z")


async def guest_wrote(work: TenantWork, conversation_ids: Collection[UUID]) -> None:
    """What waits in these conversations for the guest to write is due. Call it in the commit that stores what they wrote."""
    if conversation_ids:
        told = {"tenant_id": work.tenant_id, "conversations": sorted(conversation_ids)}
        await work.session.execute(_GUEST_WROTE, told)
        await work.session.execute(_NO_LONGER_AWAITED, told)
        work.enqueue(Queue.OUTBOUND, FIRE)


async def take_back(work: TenantWork, message: Message) -> None:
    """Nobody will say it: of a scheduled message that the caller has locked."""
    message.status, message.fires_at = MessageStatus.CANCELLED.value, None
    await work.session.flush()
    events.scheduled(work, [message])


async def wait_on(work: TenantWork, conversation: Conversation, message: Message) -> None:
    """What the guest wrote came to us too late to be answered: it goes on waiting for them. Both are locked by the caller."""
    kept = {name: value for name, value in (message.schedule or {}).items() if name != "guest_wrote"}
    message.schedule, message.fires_at, conversation.awaits_guest = kept, datetime.fromisoformat(kept["until"]), True
    await work.session.flush()


def _until_the_guest_writes(asked: Schedule, zone: ZoneInfo, field: str) -> Plan:
    if asked.at is not None:
        raise _flaw(f"{field}.at", "value")
    until = _ahead(asked.until, zone, f"{field}.until") if asked.until else now() + WAITS_FOR_GUEST
    return Plan(until, {"when": "guest_writes", "until": iso(until), "timezone": zone.key})


def _ahead(written: str, zone: ZoneInfo, field: str) -> datetime:
    try:
        at = moment(written, zone)
    except ValueError as error:
        raise _flaw(field, "value") from error
    if at <= now():
        raise _flaw(field, "past")
    if at > now() + LONGEST:
        raise _flaw(field, "too_far")
    return at


async def _zone(work: TenantWork, named: str | None, field: str) -> ZoneInfo:
    hotels = select(Tenant.timezone).where(Tenant.id == work.tenant_id)
    name = (await work.session.scalar(hotels) or "UTC") if named is None else named
    try:
        return zone_of(name)
    except ValueError as error:
        raise ValidationFailedError(details=(Detail(field, "detail-timezone", "value"),)) from error


def _has_offset(written: str) -> bool:
    time_of_day = written.partition("T")[2]
    return any(sign in time_of_day for sign in "Z+-")


def _flaw(field: str, kind: str) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail(field, f"detail-{kind.replace('_', '-')}", kind),))
