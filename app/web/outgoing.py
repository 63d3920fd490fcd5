"""The doors that say something, or word it, in the API's description: what `content` is for each type, with an example of each."""

from typing import Any, Final

import msgspec

from app.messages.composing.drafts import SHAPES
from app.messages.composing.examples import MORNING, SAYINGS
from app.templates.examples import CHANGE, PROPOSAL, TAKEN

TO: Final = "+55 21 98888-7777"
_DOORS: Final = {"/api/conversations/{conversation_id}/messages": {}, "/api/messages/send": {"to": TO}}
_CONVERSATION: Final = "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"
# Doors whose shapes are too free for an example made of them.
_BODIES: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("patch", "/api/scheduled/{message_id}"): MORNING,
    ("post", "/api/templates"): PROPOSAL,
    ("post", "/api/templates/check"): PROPOSAL,
    ("patch", "/api/templates/{template_id}"): CHANGE,
    ("post", "/api/templates/library/{key}"): TAKEN,
    ("post", "/api/templates/preview"): {"conversation_id": _CONVERSATION, **SAYINGS["template"]["content"]},
}
_PREFIX: Final = "Say"


def describe(whole: dict[str, Any]) -> None:
    """Adds to a schema, in place, what its types cannot say."""
    components = whole["components"]["schemas"]
    schemas, shapes = msgspec.json.schema_components(list(SHAPES.values()), ref_template=f"#/components/schemas/{_PREFIX}{{name}}")
    components |= {f"{_PREFIX}{name}": shape for name, shape in shapes.items()}
    choices = [{"type": "string", "title": "The words of a text"}]
    choices += [told | {"title": kind} for kind, told in zip(SHAPES, schemas, strict=True)]
    for name in ("SendMessage", "SendTo"):
        for key in (key for key in components if key.rpartition("_")[2] == name or key == name):
            components[key]["properties"]["content"] = {"description": "By `type`.", "anyOf": choices}
    for path, beside in _DOORS.items():
        _show(whole["paths"][path]["post"], beside)
    for (method, path), body in _BODIES.items():
        for media in whole["paths"][path][method]["requestBody"]["content"].values():
            media["example"] = body


def _show(operation: dict[str, Any], beside: dict[str, Any]) -> None:
    for media in operation["requestBody"]["content"].values():
        del media["example"]
        media["examples"] = {_key(name): {"summary": name, "value": beside | said} for name, said in SAYINGS.items()}


def _key(name: str) -> str:
    return "".join(one if one.isalnum() else "_" for one in name)
