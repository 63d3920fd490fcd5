"""A template as the guest sees it, for the phone page: words filled in, buttons with what they do."""

from typing import cast

from simulator.templates.bringing import Bringing, values
from simulator.templates.shapes import FILE_FORMATS, Button, Component, Shape, listed


def shown(shape: Shape, brought: Bringing) -> Component:
    told: Component = {"body": shape.body.filled(values(shape.body, brought.body))}
    if shape.header is not None:
        told["header"] = _header(shape, brought)
    if shape.footer:
        told["footer"] = shape.footer
    if shape.buttons:
        told["buttons"] = [_button(button, brought.buttons.get(place, {})) for place, button in enumerate(shape.buttons)]
    if shape.offer is not None:
        told["offer"] = {"text": shape.offer} | _offer(brought.offer)
    if shape.cards:
        told["cards"] = [shown(card, inner) for card, inner in zip(shape.cards, brought.cards, strict=False)]
    return told


def _header(shape: Shape, brought: Bringing) -> Component:
    parameters = brought.header or []
    if shape.header == "TEXT":
        return {"type": "text", "text": shape.title.filled(values(shape.title, parameters))}
    kind = str(shape.header).lower()
    told = parameters[0].get(kind) if parameters else None
    return {"type": "video" if kind == "gif" else kind, **({kind: told} if shape.header in FILE_FORMATS else {"told": told})}


def _button(button: Button, told: Component) -> Component:
    parameters = listed(told.get("parameters"))
    first = parameters[0] if parameters else {}
    seen: Component = {"type": button.type, "text": button.text}
    match button.type:
        case "URL":
            seen["url"] = _url(button, first)
        case "PHONE_NUMBER":
            seen["phone_number"] = button.phone_number
        case "QUICK_REPLY":
            seen["payload"] = first.get("payload") or button.text
        case "COPY_CODE":
            seen["code"] = first.get("coupon_code")
        case "OTP":
            seen["code"] = first.get("text")
        case "FLOW" | "MPM" | "CATALOG" | "SPM":
            seen["action"] = first.get("action")
        case _:
            pass
    return seen


def _url(button: Button, parameter: Component) -> str:
    """Its one place is at its end."""
    return (button.url or "").partition("{{")[0] + str(parameter.get("text", ""))


def _offer(parameters: list[Component] | None) -> Component:
    if not parameters:
        return {}
    told = parameters[0].get("limited_time_offer")
    return {"expires_at_ms": cast("Component", told).get("expiration_time_ms")} if isinstance(told, dict) else {}
