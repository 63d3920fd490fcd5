"""A template as it is sent: name, language and components, before it is compared with what was approved."""

from collections.abc import Callable

from simulator.graph import refusals
from simulator.graph.kinds import plain
from simulator.graph.parts import Part

COMPONENTS = ("header", "body", "button", "limited_time_offer", "carousel", "order_status", "tap_target_configuration")
BUTTONS = (
    *("url", "quick_reply", "copy_code", "flow", "catalog", "mpm", "spm", "voice_call", "phone_number"),
    *("order_details", "reminder", "app", "otp"),
)
PARAMETERS = (
    *("text", "currency", "date_time", "image", "video", "document", "gif", "location", "product", "payload"),
    *("coupon_code", "action", "limited_time_offer", "order_status", "tap_target_configuration", "ttl_minutes"),
)
FILES = ("image", "video", "document", "gif")
MOST_CARDS, MOST_BUTTON_INDEX, MOST_COUPON, MOST_PAYLOAD = 10, 9, 20, 256
FIRST_MILLISECOND = 10**12  # what is less was told in seconds


def template(said: Part) -> None:
    said.only("name", "language", "components", "namespace").string("name")
    said.part("language").only("code", "policy").string("code")
    for component in said.parts("components") if said.has("components") else ():
        _component(component)


def _component(component: Part) -> None:
    kind = component.one_of("type", COMPONENTS)
    if kind == "carousel":
        _carousel(component.only("type", "cards"))
        return
    component.only("type", "parameters", *(("sub_type", "index") if kind == "button" else ()))
    if kind == "button":
        component.one_of("sub_type", BUTTONS)
        place(component, "index", MOST_BUTTON_INDEX)
    for parameter in component.parts("parameters") if component.has("parameters") else ():
        _parameter(parameter)


def _carousel(component: Part) -> None:
    cards = component.parts("cards")
    if not 1 <= len(cards) <= MOST_CARDS:
        raise refusals.coded(131009, f"Invalid cards count. Min allowed cards: 1, Max allowed cards: {MOST_CARDS}")
    for card in cards:
        place(card.only("card_index", "components"), "card_index", MOST_CARDS - 1)
        for component_ in card.parts("components"):
            _component(component_)


def place(said: Part, key: str, most: int) -> int:
    """A number, or a string of one."""
    told = said.content.get(key)
    if told is None:
        raise refusals.required(said.at(key))
    if isinstance(told, bool) or not str(told).isdigit() or int(str(told)) > most:
        raise refusals.invalid(f"Param {said.at(key)} must be an integer between 0 and {most}.")
    return int(str(told))


def _parameter(parameter: Part) -> None:
    kind = parameter.one_of("type", PARAMETERS)
    parameter.only("type", "parameter_name", kind)
    parameter.maybe("parameter_name")
    if kind in FILES:
        plain.file(parameter.part(kind), beside=("filename", "caption") if kind == "document" else ())
    elif check := _PARAMETERS.get(kind):
        check(parameter)
    elif not parameter.has(kind):
        raise refusals.required(parameter.at(kind))


def _coupon(parameter: Part) -> None:
    code = parameter.string("coupon_code")
    if not code.isalnum() or not code.isascii() or len(code) > MOST_COUPON:
        raise refusals.coded(131009, f"Coupon code must be alphanumeric and at most {MOST_COUPON} characters long")


def _offer(parameter: Part) -> None:
    until = parameter.part("limited_time_offer").only("expiration_time_ms").content.get("expiration_time_ms")
    if not isinstance(until, int) or until < FIRST_MILLISECOND:
        raise refusals.coded(131009, "Parameter 'expiration_time_ms' must be a UNIX timestamp in milliseconds")


_PARAMETERS: dict[str, Callable[[Part], object]] = {
    "text": lambda parameter: parameter.string("text"),
    "location": lambda parameter: plain.location(parameter.part("location")),
    "payload": lambda parameter: parameter.string("payload", MOST_PAYLOAD),
    "coupon_code": _coupon,
    "limited_time_offer": _offer,
}
