"""What Meta says of message templates: the values of its template fields. Enums are open."""

from typing import Any

import msgspec

from app.whatsapp.reading import Identifier, Name


class _Named(msgspec.Struct, frozen=True, kw_only=True):
    """A template in one language. Meta writes `en_US` and `en-US` for the same one (cloud-api D6)."""

    message_template_id: Identifier
    message_template_name: Name = ""
    message_template_language: Name = ""

    @property
    def id(self) -> str:
        return str(self.message_template_id)

    @property
    def language(self) -> str:
        return self.message_template_language.replace("-", "_")


class TemplateStatus(_Named, frozen=True, kw_only=True):
    """`message_template_status_update`. The three objects are Meta's explanations, as they came."""

    event: Name
    reason: Name | None = None
    message_template_category: Name | None = None
    disable_info: dict[str, Any] | None = None
    other_info: dict[str, Any] | None = None
    rejection_info: dict[str, Any] | None = None


class TemplateQuality(_Named, frozen=True, kw_only=True):
    """`message_template_quality_update`; Meta's own example calls it a status update."""

    new_quality_score: Name
    previous_quality_score: Name | None = None


class TemplateCategory(_Named, frozen=True, kw_only=True):
    """`template_category_update`. With `correct_category` it is a day ahead, and `new_category` is still the present one."""

    new_category: Name
    previous_category: Name | None = None
    correct_category: Name | None = None
    category_update_timestamp: float | str | None = None


class TemplateComponents(_Named, frozen=True, kw_only=True):
    """`message_template_components_update`: header, body, footer and buttons as they are now."""

    message_template_title: str | None = None
    message_template_element: str | None = None
    message_template_footer: str | None = None
    message_template_buttons: list[dict[str, Any]] = []
