"""Taking in what Meta says of numbers: their quality, name, limits, user name, PIN and settings."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec

from app.channels import accounts, facts, queries
from app.channels.facts import Facet
from app.channels.models import Channel
from app.channels.others import keep_as_other
from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.whatsapp.accounts import NameUpdate, QualityUpdate, SecurityEvent, SettingsUpdate, UsernameUpdate
from app.whatsapp.fields import FieldEvent
from app.whatsapp.numbers import RATES
from app.whatsapp.reading import UnreadableLetterError, read

_LOW, _WELL = "RED", "GREEN"
_LONGEST_SETTINGS: Final = 16_384


async def quality(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """Its limit and its speed; older apps are also told when its quality falls."""
    said = read(event.value, QualityUpdate)
    number = await _number(work, event, said.display_phone_number)
    if number is None:
        return
    if said.limit:
        await accounts.note_limit(work, [number], said.limit, event)
    match said.event:
        case "THROUGHPUT_UPGRADE":
            if await facts.note(work, [number.id], Facet.THROUGHPUT, {"level": "HIGH"}, at=event.said_at):
                await facts.set_rate(work, [number.id], RATES["HIGH"])
        case "FLAGGED" | "UNFLAGGED":
            await _flag(work, number, event, _LOW if said.event == "FLAGGED" else _WELL)
        case "ONBOARDING" | "UPGRADE" | "DOWNGRADE":
            pass
        case _:
            await keep_as_other(work, event, said.event)


async def name(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, NameUpdate)
    number = await _number(work, event, said.display_phone_number)
    if number is None:
        return
    fact = {"status": said.decision, "requested": said.requested_verified_name, "rejection": said.rejection_reason}
    await facts.note(work, [number.id], Facet.NAME, fact, at=event.said_at)
    kind, subject = "number-name", number.phone_number_id
    if said.decision == "APPROVED":
        await notices.clear(work, kind, subject=subject, at=event.said_at)
        return
    details = {
        "number": number.display_phone_number,
        "name": said.requested_verified_name or "",
        "decision": said.decision,
        "reason": said.rejection_reason,
    }
    severity = Severity.WARNING if said.decision == "REJECTED" else Severity.INFO
    await notices.tell(work, News(kind, subject, details, severity, event.said_at))


async def username(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, UsernameUpdate)
    number = await _number(work, event, said.display_phone_number)
    if number is None:
        return
    await facts.note(work, [number.id], Facet.USERNAME, {"status": said.status, "username": said.username}, at=event.said_at)
    details = {"number": number.display_phone_number, "username": said.username or "", "status": said.status}
    severity = Severity.WARNING if said.status == "deleted" else Severity.INFO
    await notices.tell(work, News("number-username", number.phone_number_id, details, severity, event.said_at))


async def security(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """Somebody touched a PIN. Meta spells the same event in two ways (cloud-api D8)."""
    said = read(event.value, SecurityEvent)
    deed = "PIN_RESET_SUCCESS" if said.event == "PIN_REQUEST_SUCCESS" else said.event
    number = await queries.named(work, event.waba_id, said.display_phone_number)
    shown = number.display_phone_number if number else str(said.display_phone_number)
    details = {"number": shown, "event": deed, "requester": str(said.requester) if said.requester else None}
    await notices.tell(work, News("security-pin", f"{shown} {deed}", details, Severity.WARNING, event.said_at))


async def settings(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    """What somebody set for the number at Meta: calls, storage, identity checks. Kept as it came, to be shown."""
    value = msgspec.json.decode(event.value)
    try:
        said = read(event.value, SettingsUpdate)
    except UnreadableLetterError:
        number = None
    else:
        number = await queries.find_number(work, str(said.phone_number_settings.phone_number_id))
    found = number.id if number else channel_id
    if found is None or len(bytes(event.value)) > _LONGEST_SETTINGS:
        await keep_as_other(work, event, "unknown")
        return
    told: dict[str, Any] = value.get("phone_number_settings", value)
    await facts.note(work, [found], Facet.SETTINGS, {"settings": told}, at=event.said_at)


async def _flag(work: TenantWork, number: Channel, event: FieldEvent, rating: str) -> None:
    kind, subject = "number-quality", number.phone_number_id
    await facts.note(work, [number.id], Facet.QUALITY, {"rating": rating}, at=event.said_at)
    if rating == _LOW:
        details = {"number": number.display_phone_number, "quality": rating}
        await notices.tell(work, News(kind, subject, details, Severity.WARNING, event.said_at))
    else:
        await notices.clear(work, kind, subject=subject, at=event.said_at)


async def _number(work: TenantWork, event: FieldEvent, dialled: str | int) -> Channel | None:
    """The number that the event is of. One that is not here is worth a notice: somebody may want to connect it."""
    found = await queries.named(work, event.waba_id, dialled)
    if found is None:
        details = {"number": str(dialled), "field": event.field}
        await notices.tell(work, News("number-not-here", str(dialled), details, Severity.INFO, event.said_at))
    return found


READERS: Final[Mapping[str, Callable[[TenantWork, UUID | None, FieldEvent], Awaitable[None]]]] = {
    "phone_number_quality_update": quality,
    "phone_number_name_update": name,
    "business_username_updates": username,
    "security": security,
    "account_settings_update": settings,
    **accounts.READERS,
}
