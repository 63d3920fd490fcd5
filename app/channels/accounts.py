"""Taking in what Meta says of a business account, which is of all its numbers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from app.channels import facts, queries
from app.channels.facts import Facet
from app.channels.fates import account_update
from app.channels.models import Channel
from app.channels.others import keep_as_other, stranger
from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.whatsapp.accounts import (
    AccountAlert,
    CapabilityUpdate,
    FlowEvent,
    PartnerSolution,
    PaymentConfiguration,
    ReviewUpdate,
    is_lower,
)
from app.whatsapp.fields import FieldEvent
from app.whatsapp.reading import read

_SEVERITIES: Final = {"CRITICAL": Severity.CRITICAL, "WARNING": Severity.WARNING}
_FLOW_TROUBLE: Final = {"BLOCKED": Severity.CRITICAL, "THROTTLED": Severity.WARNING}
_FLOW_ALERTS: Final = frozenset((
    *("CLIENT_ERROR_RATE", "ENDPOINT_ERROR_RATE", "ENDPOINT_LATENCY", "ENDPOINT_AVAILABILITY"),
    *("FLOW_STATUS_CHANGE", "FLOW_VERSION_EXPIRY_WARNING"),
))


async def alert(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, AccountAlert)
    info, entity = said.alert_info, str(said.entity_id or event.waba_id)
    subject = f"{entity} {info.alert_type}"
    if info.alert_status == "NONE":
        await notices.clear(work, "account-alert", subject=subject, at=event.said_at)
        return
    details = {"alert": info.alert_type, "entity": entity, "entity_type": said.entity_type, "account": event.waba_id}
    severity = _SEVERITIES.get(info.alert_severity, Severity.INFO)
    await notices.tell(work, News("account-alert", subject, details, severity, event.said_at))


async def review(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, ReviewUpdate)
    numbers = await queries.of_waba(work, event.waba_id)
    await facts.note(work, _ids(numbers), Facet.REVIEW, {"decision": said.decision}, at=event.said_at)
    if said.decision == "APPROVED":
        await notices.clear(work, "account-review", subject=event.waba_id, at=event.said_at)
        return
    details = {"account": event.waba_id, "decision": said.decision}
    severity = Severity.CRITICAL if said.decision == "REJECTED" else Severity.INFO
    await notices.tell(work, News("account-review", event.waba_id, details, severity, event.said_at))


async def capability(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, CapabilityUpdate)
    if said.limit is None:
        await keep_as_other(work, event, "unknown")
        return
    await note_limit(work, await queries.of_waba(work, event.waba_id), said.limit, event)


async def note_limit(work: TenantWork, numbers: Sequence[Channel], limit: str, event: FieldEvent) -> None:
    """How many guests may be written to first in a day. A lower one than before is worth a notice, until it is raised."""
    before = await facts.note(work, _ids(numbers), Facet.LIMIT, {"tier": limit}, at=event.said_at)
    known = [(fact or {}).get("tier") for fact in before.values()]
    kind, subject = "messaging-limit", event.waba_id
    if any(is_lower(limit, one) for one in known):
        details = {"account": event.waba_id, "limit": limit, "before": next(filter(None, known), None)}
        await notices.tell(work, News(kind, subject, details, Severity.WARNING, event.said_at))
    elif any(one and is_lower(one, limit) for one in known):
        await notices.clear(work, kind, subject=subject, at=event.said_at)


async def payments(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, PaymentConfiguration)
    kind, subject = "payment-configuration", f"{event.waba_id} {said.configuration_name}"
    if said.status == "Active":
        await notices.clear(work, kind, subject=subject, at=event.said_at)
        return
    details = {"configuration": said.configuration_name, "status": said.status, "provider": said.provider_name}
    await notices.tell(work, News(kind, subject, details, Severity.WARNING, event.said_at))


async def partner(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, PartnerSolution)
    solution = str(said.solution_id)
    details = {"solution": solution, "event": said.event, "status": said.solution_status or said.event}
    await notices.tell(work, News("partner-solution", solution, details, Severity.INFO, event.said_at))


async def flow(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """A flow's new status, and its troubles until Meta says that they are over."""
    said = read(event.value, FlowEvent)
    if said.event not in _FLOW_ALERTS:
        await keep_as_other(work, event, said.event)
        return
    subject = f"{said.flow_id} {said.event}"
    if said.alert_state == "DEACTIVATED":
        await notices.clear(work, "flow", subject=subject, at=event.said_at)
        return
    is_status = said.event == "FLOW_STATUS_CHANGE"
    severity = _FLOW_TROUBLE.get(said.new_status or "", Severity.INFO) if is_status else Severity.WARNING
    details = {"flow": str(said.flow_id), "event": said.event, "status": said.new_status or "?"}
    await notices.tell(work, News("flow", subject, details, severity, event.said_at))


def _ids(numbers: Sequence[Channel]) -> list[UUID]:
    return [number.id for number in numbers]


READERS: Final[Mapping[str, Callable[[TenantWork, UUID | None, FieldEvent], Awaitable[None]]]] = {
    "account_update": account_update,
    "account_alerts": alert,
    "account_review_update": review,
    "business_capability_update": capability,
    "business_status_update": stranger,
    "template_correct_category_detection": stranger,
    "payment_configuration_update": payments,
    "partner_solutions": partner,
    "flows": flow,
}
