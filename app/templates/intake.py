"""Taking in what Meta says of templates; what stops one from being sent, or makes it dearer, becomes a notice."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from uuid import UUID

from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.templates import service as templates
from app.templates.schemas import USABLE
from app.templates.service import Facet, Named
from app.whatsapp.fields import FieldEvent, when
from app.whatsapp.reading import UnreadableLetterError, read
from app.whatsapp.templates import TemplateCategory, TemplateComponents, TemplateQuality, TemplateStatus

_QUIET: Final = frozenset({"PENDING", "IN_APPEAL"})
_SEVERITIES: Final = {
    "DISABLED": Severity.CRITICAL,
    "ARCHIVED": Severity.INFO,
    "DELETED": Severity.INFO,
    "PENDING_DELETION": Severity.INFO,
}
_BAD_QUALITY: Final = frozenset({"YELLOW", "RED"})


async def status(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    if b'"new_quality_score"' in bytes(event.value):
        await quality(work, channel_id, event)
        return
    said = read(event.value, TemplateStatus)
    explained = {name: value for name in ("rejection_info", "disable_info", "other_info") if (value := getattr(said, name))}
    columns: dict[str, Any] = {"status": said.event, "reason": said.reason, "explanation": explained or None}
    if not await templates.note(work, _named(event, said), Facet.STATUS, columns, at=event.said_at):
        return
    if said.message_template_category:
        category = {"category": said.message_template_category}
        await templates.note(work, _named(event, said), Facet.CATEGORY, category, at=event.said_at)
    if said.event in USABLE:
        await notices.clear(work, "template-status", subject=said.id, at=event.said_at)
    elif said.event not in _QUIET:
        severity = _SEVERITIES.get(said.event, Severity.WARNING)
        details = _details(said) | {"status": said.event, "reason": said.reason or "?"}
        await notices.tell(work, News("template-status", said.id, details, severity, event.said_at))


async def quality(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, TemplateQuality)
    if not await templates.note(work, _named(event, said), Facet.QUALITY, {"quality": said.new_quality_score}, at=event.said_at):
        return
    if said.new_quality_score in _BAD_QUALITY:
        details = _details(said) | {"quality": said.new_quality_score, "before": said.previous_quality_score}
        await notices.tell(work, News("template-quality", said.id, details, Severity.WARNING, event.said_at))
    else:
        await notices.clear(work, "template-quality", subject=said.id, at=event.said_at)


async def category(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """Meta tells it a day ahead, and again when it is done."""
    said = read(event.value, TemplateCategory)
    changes_at = when(said.category_update_timestamp) if said.correct_category else None
    columns = {"category": said.new_category, "next_category": said.correct_category, "next_category_at": changes_at}
    if not await templates.note(work, _named(event, said), Facet.CATEGORY, columns, at=event.said_at):
        return
    if said.correct_category:
        soon = {"before": said.new_category, "category": said.correct_category, "change_at": changes_at or event.said_at}
        await notices.tell(work, News("template-category-soon", said.id, _details(said) | soon, Severity.WARNING, event.said_at))
        return
    await notices.clear(work, "template-category-soon", subject=said.id, at=event.said_at)
    done = {"before": said.previous_category or "?", "category": said.new_category}
    await notices.tell(work, News("template-category", said.id, _details(said) | done, Severity.WARNING, event.said_at))


async def components(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, TemplateComponents)
    shown = {
        "header": said.message_template_title,
        "body": said.message_template_element,
        "footer": said.message_template_footer,
        "buttons": said.message_template_buttons,
    }
    await templates.note(work, _named(event, said), Facet.COMPONENTS, {"components": shown}, at=event.said_at)


def _named(event: FieldEvent, said: TemplateStatus | TemplateQuality | TemplateCategory | TemplateComponents) -> Named:
    if not said.id:
        raise UnreadableLetterError("message_template_id is empty")
    return Named(event.waba_id, said.id, said.message_template_name, said.language)


def _details(said: TemplateStatus | TemplateQuality | TemplateCategory) -> dict[str, Any]:
    return {"name": said.message_template_name, "language": said.language}


READERS: Final[Mapping[str, Callable[[TenantWork, UUID | None, FieldEvent], Awaitable[None]]]] = {
    "message_template_status_update": status,
    "message_template_quality_update": quality,
    "message_template_components_update": components,
    "template_category_update": category,
}
