"""What a send brings for a template, sorted by the component that it is for."""

from typing import NamedTuple

from simulator.templates.shapes import Component, Words, listed


class Bringing(NamedTuple):
    """What a send brings, by component; `value_code` is the code for words that may not stand in a place."""

    header: list[Component] | None
    body: list[Component]
    buttons: dict[int, Component]
    offer: list[Component] | None
    cards: list["Bringing"]
    value_code: int
    is_named: bool


def values(words: Words, parameters: list[Component]) -> dict[str, str]:
    """By name, or by place."""
    by_place = dict(zip(words.names, parameters, strict=False))
    by_name = {str(one["parameter_name"]): one for one in parameters if one.get("parameter_name")}
    return {name: said(one) for name, one in (by_place | by_name).items()}


def said(parameter: Component) -> str:
    kind = str(parameter.get("type", "")).lower()
    told = parameter.get(kind)
    return str(told.get("fallback_value", "")) if isinstance(told, dict) else str(told or "")


def of(components: list[Component], value_code: int, *, is_named: bool) -> Bringing:
    header, offer, body = None, None, list[Component]()
    buttons: dict[int, Component] = {}
    cards: list[Component] = []
    for one in components:
        match str(one.get("type", "")).lower():
            case "header":
                header = listed(one.get("parameters"))
            case "body":
                body = listed(one.get("parameters"))
            case "button":
                buttons[int(str(one.get("index", 0)))] = one
            case "limited_time_offer":
                offer = listed(one.get("parameters"))
            case "carousel":
                cards = sorted(listed(one.get("cards")), key=lambda card: int(str(card.get("card_index", 0))))
            case _:
                pass
    inner = [of(listed(card.get("components")), value_code, is_named=is_named) for card in cards]
    return Bringing(header, body, buttons, offer, inner, value_code, is_named)
