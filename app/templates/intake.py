"""Taking in what Meta says of templates; what stops one from being sent, or makes it dearer, becomes a notice."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from uuid import UUID

from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.templates import service as templates
from app.templates import telling
from app.templates.service import Facet, Named
from app.whatsapp.fields import FieldEvent, when
from app.whatsapp.reading import UnreadableLetterError, read
from app.whatsapp.templates import TemplateCategory, TemplateComponents, TemplateQuality, TemplateStatus


async def status(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    if b'"new_quality_score"' in bytes(event.value):
        await quality(work, channel_id, event)
        return
    said = read(event.value, TemplateStatus)
    which = _named(event, said)
    explained = {name: value for name in ("rejection_info", "disable_info", "other_info") if (value := getattr(said, name))}
    columns: dict[str, Any] = {"status": said.event, "reason": said.reason, "explanation": explained or None}
    if not await templates.note(work, which, Facet.STATUS, columns, at=event.said_at):
        return
    if said.message_template_category:
        category = {"category": said.message_template_category}
        await templates.note(work, which, Facet.CATEGORY, category, at=event.said_at)
    await telling.status(work, which, said.event, said.reason, at=event.said_at)
    # Of one that was never listed the wording is not known, and without it nothing can be filled.
    await templates.ask_soon(work, event.waba_id, only_if_unknown=which.meta_template_id)


async def quality(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, TemplateQuality)
    which = _named(event, said)
    if await templates.note(work, which, Facet.QUALITY, {"quality": said.new_quality_score}, at=event.said_at):
        await telling.quality(work, which, said.new_quality_score, said.previous_quality_score, at=event.said_at)


async def category(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """Meta tells it a day ahead, and again when it is done."""
    said = read(event.value, TemplateCategory)
    which = _named(event, said)
    changes_at = when(said.category_update_timestamp) if said.correct_category else None
    columns = {"category": said.new_category, "next_category": said.correct_category, "next_category_at": changes_at}
    if not await templates.note(work, which, Facet.CATEGORY, columns, at=event.said_at):
        return
    if said.correct_category:
        soon = {"before": said.new_category, "category": said.correct_category, "change_at": changes_at or event.said_at}
        details = {"name": which.name, "language": which.language} | soon
        await notices.tell(work, News("template-category-soon", said.id, details, Severity.WARNING, event.said_at))
    else:
        await telling.category(work, which, said.new_category, said.previous_category, at=event.said_at)


async def components(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    said = read(event.value, TemplateComponents)
    shown = {
        "header": said.message_template_title,
        "body": said.message_template_element,
        "footer": said.message_template_footer,
        "buttons": said.message_template_buttons,
    }
    if await templates.note(work, _named(event, said), Facet.COMPONENTS, {"components": shown}, at=event.said_at):
        # These are the words without their form: the examples, and what a header's picture is, only Meta's list has.
        await templates.ask_soon(work, event.waba_id)


def _named(event: FieldEvent, said: TemplateStatus | TemplateQuality | TemplateCategory | TemplateComponents) -> Named:
    if not said.id:
        raise UnreadableLetterError("message_template_id is empty")
    return Named(event.waba_id, said.id, said.message_template_name, said.language)


READERS: Final[Mapping[str, Callable[[TenantWork, UUID | None, FieldEvent], Awaitable[None]]]] = {
    "message_template_status_update": status,
    "message_template_quality_update": quality,
    "message_template_components_update": components,
    "template_category_update": category,
}
