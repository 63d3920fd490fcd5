"""The structure of a JSON value: its keys and types, with what stands for the same in every example left out."""

import json
from pathlib import Path
from typing import Any

PAYLOADS = Path(__file__).parents[1] / "whatsapp" / "payloads"
# `href` comes with some of Meta's errors and not with others; our own id travels only where we sent one.
OPTIONAL = {"href", "biz_opaque_callback_data"}


def example(name: str) -> dict[str, Any]:
    """Meta's payload of this name."""
    found: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def structure(value: object) -> object:
    """Objects by key, lists by their members' structures without repetition, all else by its type."""
    if isinstance(value, dict):
        return {key: structure(member) for key, member in sorted(value.items()) if key not in OPTIONAL}
    if isinstance(value, list):
        found: list[object] = []
        for member in map(structure, value):
            if member not in found:
                found.append(member)
        return found
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__
