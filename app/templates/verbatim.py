"""Meta's own components of a request, read for the places they fill: what is said verbatim is checked and shown all the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.whatsapp.template_shapes import Definition, Face, listed, mapped, variables


def given_in(components: Sequence[Mapping[str, Any]], definition: Definition) -> dict[str, Any]:
    """Values by place. What fits no place, or one that is filled already, is under a path that no template has: it is refused."""
    found = _once(_of_face(components, "", definition, is_named=definition.is_named), {})
    for one in components:
        if _word(one, "type") == "carousel":
            for index, card in enumerate(listed(one.get("cards"))):
                face = definition.cards[index] if index < len(definition.cards) else Face()
                found = _once(_of_face(listed(card.get("components")), f"cards.{index}.", face, is_named=definition.is_named), found)
    if definition.is_authentication:
        found = {path: value for path, value in found.items() if not path.startswith("buttons.")}
    return found


def _once(told: Iterator[tuple[str, Any]], found: dict[str, Any]) -> dict[str, Any]:
    """People would be shown one of two, and Meta sent both."""
    for path, value in told:
        found[f"{path} twice" if path in found else path] = value
    return found


def _of_face(components: Sequence[Mapping[str, Any]], at: str, face: Face, *, is_named: bool) -> Iterator[tuple[str, Any]]:
    for one in components:
        parameters = listed(one.get("parameters"))
        match _word(one, "type"):
            case "body":
                yield from _of_body(parameters, f"{at}body", variables(face.body), is_named=is_named)
            case "header":
                yield from ((f"{at}header.{_member(parameter)}", _value(parameter)) for parameter in parameters)
            case "button":
                yield from _of_button(parameters, f"{at}buttons.{one.get('index', 0)}")
            case "limited_time_offer":
                yield from ((f"{at}limited_time_offer.expires_at", mapped(_value(one)).get("expiration_time_ms")) for one in parameters)
            case _:
                continue


def _of_body(parameters: list[dict[str, Any]], at: str, names: list[str], *, is_named: bool) -> Iterator[tuple[str, Any]]:
    for number, parameter in enumerate(parameters):
        place = parameter.get("parameter_name") if is_named else None
        in_order = names[number] if number < len(names) else str(number + 1)
        yield f"{at}.{place or in_order}", _value(parameter)


def _of_button(parameters: list[dict[str, Any]], at: str) -> Iterator[tuple[str, Any]]:
    for parameter in parameters:
        if _word(parameter, "type") == "action":
            yield from ((f"{at}.{name}", value) for name, value in mapped(parameter.get("action")).items())
        else:
            yield f"{at}.{_word(parameter, 'type')}", _value(parameter)


def _member(parameter: Mapping[str, Any]) -> str:
    kind = _word(parameter, "type")
    return "media_id" if kind in {"image", "video", "document", "gif"} else kind


def _value(parameter: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a JSON value
    kind = _word(parameter, "type")
    if kind in {"currency", "date_time"}:
        return dict(parameter)
    return parameter.get(kind)


def _word(told: Mapping[str, Any], member: str) -> str:
    return str(told.get(member, "")).lower()
