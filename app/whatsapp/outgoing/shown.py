"""A shape as JSON: what was asked for, without what was left out."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import FieldInfo


def shown(shape: object) -> Any:  # noqa: ANN401 - a shape in, JSON out
    """What need not be there and says nothing is left out; what is free JSON stays as it is."""
    if isinstance(shape, msgspec.Struct):
        config = shape.__struct_config__
        tag = {config.tag_field: config.tag} if config.tag_field else {}
        members = ((field, getattr(shape, field.name)) for field in _fields(type(shape)))
        return tag | {field.encode_name: shown(value) for field, value in members if field.required or not _is_nothing(value)}
    if isinstance(shape, list):
        return [shown(one) for one in shape]
    return str(shape) if isinstance(shape, UUID) else shape


@cache
def _fields(shape: type[msgspec.Struct]) -> tuple[FieldInfo, ...]:
    """Found out once: msgspec reads the annotations each time that it is asked."""
    return msgspec.structs.fields(shape)


def _is_nothing(value: object) -> bool:
    """A nought says something."""
    return value is None or value is False or value in ("", [])


def headers_of(interactive: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Each file that an interactive message shows above its words: its path, itself (to be changed in place) and its kind."""
    cards = interactive.get("action", {}).get("cards") or []
    framed = [("header", interactive), *((f"action.cards.{place}.header", card) for place, card in enumerate(cards))]
    for path, frame in framed:
        header = frame.get("header") or {}
        kind = header.get("type")
        if kind and kind != "text":
            yield f"{path}.{kind}", header[kind], kind
