"""The doors that say something, in the API's description: what `content` is for each type, with an example of each."""

from typing import Any, Final

import msgspec

from app.messages.composing.drafts import SHAPES
from app.messages.composing.examples import MORNING, SAYINGS

TO: Final = "+55 21 98888-7777"
_DOORS: Final = {"/api/conversations/{conversation_id}/messages": {}, "/api/messages/send": {"to": TO}}
_CHANGE: Final = "/api/scheduled/{message_id}"
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
    for media in whole["paths"][_CHANGE]["patch"]["requestBody"]["content"].values():
        media["example"] = MORNING


def _show(operation: dict[str, Any], beside: dict[str, Any]) -> None:
    for media in operation["requestBody"]["content"].values():
        del media["example"]
        media["examples"] = {_key(name): {"summary": name, "value": beside | said} for name, said in SAYINGS.items()}


def _key(name: str) -> str:
    return "".join(one if one.isalnum() else "_" for one in name)
