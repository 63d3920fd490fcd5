"""A template's wording out of its row: Meta's own definition, or what a webhook told before it was ever asked for."""

from typing import Any
from uuid import UUID

from app.templates.models import Template
from app.whatsapp.template_parameters import shown
from app.whatsapp.template_shapes import Definition, definition_of, listed, slots


def components_of_row(row: Template) -> list[dict[str, Any]]:
    """Meta's list of components; made of the webhook's words where nothing else is known."""
    if row.definition is not None:
        return row.definition
    told = row.components or {}
    found: list[dict[str, Any]] = []
    if told.get("header"):
        found.append({"type": "HEADER", "format": "TEXT", "text": told["header"]})
    if told.get("body"):
        found.append({"type": "BODY", "text": told["body"]})
    if told.get("footer"):
        found.append({"type": "FOOTER", "text": told["footer"]})
    if told.get("buttons"):
        found.append({"type": "BUTTONS", "buttons": [_button(button) for button in told["buttons"]]})
    return found


def definition_of_row(row: Template) -> Definition:
    return definition_of(components_of_row(row), category=row.category, parameter_format=row.parameter_format)


def as_reviewed(definition: Definition) -> dict[str, Any]:
    """What Meta's reviewers read, with its examples in its places; of a URL button the example is the whole address."""
    in_texts = [slot for slot in slots(definition) if slot.kind in {"text", "code"} and "buttons." not in slot.path]
    return shown(definition, {slot.path: slot.example for slot in in_texts if slot.example})


def sources_of(row: Template) -> dict[str, Any]:
    """What fills the template's places by itself, its usual file too."""
    usual = row.header_file_id
    return row.sources | ({"header.media_id": _file(usual, row.header_filename)} if usual else {})


def told_of(components: list[dict[str, Any]]) -> dict[str, Any]:
    """Meta's list in the shape that its webhooks tell it in, which is what `components` holds."""
    parts = {str(one.get("type", "")).upper(): one for one in components}
    buttons = listed(parts.get("BUTTONS", {}).get("buttons"))
    return {
        "header": parts.get("HEADER", {}).get("text"),
        "body": parts.get("BODY", {}).get("text"),
        "footer": parts.get("FOOTER", {}).get("text"),
        "buttons": [{f"message_template_button_{name}": value for name, value in one.items() if name in _TOLD} for one in buttons],
    }


_TOLD = ("type", "text", "url", "phone_number")


def _button(told: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("message_template_button_"): value for name, value in told.items()}


def _file(file_id: UUID, filename: str | None) -> dict[str, str]:
    return {"media_id": str(file_id)} | ({"filename": filename} if filename else {})
