"""What Meta wants of a template before it reviews it: names, lengths, places with examples, buttons in their groups."""

import re
from collections.abc import Callable
from itertools import pairwise

from simulator.graph import refusals
from simulator.templates.shapes import Component, listed, places

NAME = re.compile(r"^[a-z0-9_]{1,512}$")
LANGUAGE = re.compile(r"^[a-z]{2,3}(_[A-Z]{2,4})?$")
PLACE_NAME = re.compile(r"^[a-z_][a-z0-9_]*$")
CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
COMPONENTS = ("HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER", "CALL_PERMISSION_REQUEST")
HEADERS = ("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "GIF", "LOCATION", "PRODUCT")
# Of each type of button: how many one template may have.
BUTTONS = {
    "QUICK_REPLY": 10,
    "URL": 2,
    "PHONE_NUMBER": 1,
    "COPY_CODE": 1,
    "FLOW": 1,
    "CATALOG": 1,
    "MPM": 1,
    "SPM": 1,
    "OTP": 1,
    "VOICE_CALL": 1,
    "APP": 1,
    "ORDER_DETAILS": 1,
    "CALL_PERMISSION_REQUEST": 1,
    "REQUEST_CONTACT_INFO": 1,
}
WORDLESS = ("COPY_CODE", "OTP", "CATALOG", "MPM", "SPM", "APP", "VOICE_CALL", "CALL_PERMISSION_REQUEST", "REQUEST_CONTACT_INFO")
MOST_BUTTONS, MOST_BUTTON_TEXT, MOST_URL, MOST_PHONE, MOST_COUPON = 10, 25, 2000, 20, 15
MOST_HEADER, MOST_BODY, MOST_BODY_WITH_OFFER, MOST_FOOTER, MOST_OFFER = 60, 1024, 600, 60, 16
MOST_CARDS, MOST_CARD_BODY = 10, 160
LIVES = {"AUTHENTICATION": (30, 900), "UTILITY": (30, 43_200), "MARKETING": (43_200, 2_592_000)}
# Meta's subcodes by what is wrong with a template's words.
LENGTH, HEADER, BODY, FOOTER, RATIO, ENDS = 2388040, 2388047, 2388072, 2388073, 2388293, 2388299
BUTTON, EXAMPLE, HANDLE = 2388039, 2388043, 2494102


class Asked:
    """`knows_handle`: whether a handle was given out for a file that was put up."""

    def __init__(self, told: Component, knows_handle: Callable[[str], bool]) -> None:
        self.told = told
        self.knows_handle = knows_handle
        self.is_named = str(told.get("parameter_format", "positional")).upper() == "NAMED"
        self.category = str(told.get("category", "")).upper()
        self.components = listed(told.get("components"))
        self._by_type = {str(one.get("type", "")).upper(): one for one in self.components}

    def component(self, kind: str) -> Component:
        return self._by_type.get(kind, {})

    def has(self, kind: str) -> bool:
        return kind in self._by_type


def check(asked: Asked) -> None:
    """Raises Meta's refusal, whose words for people stand in `error_user_msg`."""
    _life(asked)
    if unknown := next((one for one in asked.components if str(one.get("type", "")).upper() not in COMPONENTS), None):
        raise refusals.invalid(f"Param components['type'] must be one of {{{', '.join(COMPONENTS)}}} - got \"{unknown.get('type')}\".")
    if asked.category == "AUTHENTICATION":
        return
    if not asked.has("BODY"):
        raise refusals.template(EXAMPLE, "Missing body", "A template needs a component of type BODY with its text.")
    _header(asked, asked.component("HEADER")) if asked.has("HEADER") else None
    most = MOST_BODY_WITH_OFFER if asked.has("LIMITED_TIME_OFFER") else MOST_BODY
    words(asked, asked.component("BODY"), "BODY", most)
    _footer(asked)
    buttons(listed(asked.component("BUTTONS").get("buttons")))
    _cards(asked)


def named(told: Component) -> tuple[str, str, str]:
    """Name, language and category, each as Meta takes it."""
    name, language, category = (str(told.get(key) or "") for key in ("name", "language", "category"))
    for key, value in (("name", name), ("language", language), ("category", category)):
        if not value:
            raise refusals.required(key)
    if not NAME.match(name):
        raise refusals.invalid("Param name must have lower-case letters, digits and underscores only.")
    if not LANGUAGE.match(language):
        raise refusals.invalid(f'Param language must be one of the supported languages - got "{language}".')
    if category.upper() not in CATEGORIES:
        raise refusals.invalid(f'Param category must be one of {{UTILITY, MARKETING, AUTHENTICATION}} - got "{category}".')
    return name, language, category.upper()


def _life(asked: Asked) -> None:
    """How long Meta may try to deliver it: other bounds for each category; -1 is as long as it may be."""
    told = asked.told.get("message_send_ttl_seconds")
    least, most = LIVES[asked.category]
    if told is not None and told != -1 and not (isinstance(told, int) and least <= told <= most):
        raise refusals.invalid(f"Param message_send_ttl_seconds must be between {least} and {most}.")


def words(asked: Asked, component: Component, kind: str, most: int) -> None:
    """A text: its length, its places, and an example of each."""
    text = str(component.get("text") or "")
    if not 1 <= len(text) <= most:
        raise refusals.template(LENGTH, "Character limit", f"The {kind.lower()} must have between 1 and {most} characters.")
    found = list(dict.fromkeys(places(text)))
    if not found:
        return
    _check_places(asked, text, found, HEADER if kind == "HEADER" else BODY)
    if kind == "BODY" and (text.lstrip().startswith("{{") or text.rstrip().endswith("}}")):
        raise refusals.template(ENDS, "Leading or trailing variable", "Variables may not stand at the start or end of the template.")
    letters = len(re.sub(r"\{\{.*?\}\}", "", text).split())
    if kind == "BODY" and letters < len(found) * 2 - 1:
        raise refusals.template(RATIO, "Too many variables", "This template has too many variables for its length.")
    if len(_examples(asked, component, kind)) < len(found):
        raise refusals.template(EXAMPLE, "Missing example", f"Give an example of every variable of the {kind.lower()}.")


def buttons(found: list[Component]) -> None:
    kinds = [str(one.get("type", "")).upper() for one in found]
    if len(found) > MOST_BUTTONS:
        raise refusals.template(BUTTON, "Too many buttons", f"A template has at most {MOST_BUTTONS} buttons.")
    for kind in dict.fromkeys(kinds):
        if kind not in BUTTONS:
            raise refusals.invalid(f"Param buttons['type'] must be one of {{{', '.join(BUTTONS)}}} - got \"{kind}\".")
        if kinds.count(kind) > BUTTONS[kind]:
            raise refusals.template(BUTTON, "Too many buttons", f"A template has at most {BUTTONS[kind]} buttons of type {kind}.")
    is_reply = [kind == "QUICK_REPLY" for kind in kinds]
    if sum(one != other for one, other in pairwise(is_reply)) > 1:
        raise refusals.template(BUTTON, "Buttons out of order", "Quick replies must stand together, before or after the other buttons.")
    for button in found:
        _button(button)


def _check_places(asked: Asked, text: str, found: list[str], subcode: int) -> None:
    if asked.is_named:
        if any(not PLACE_NAME.match(one) for one in found):
            raise refusals.template(subcode, "Invalid variable", "Names of variables have lower-case letters, digits and underscores.")
    elif found != [str(place + 1) for place in range(len(found))]:
        raise refusals.template(subcode, "Invalid variable", "Variables must be numbered one after the other, from {{1}} on.")
    if "}}{{" in text.replace(" ", ""):
        raise refusals.template(subcode, "Variables side by side", "Two variables may not stand next to each other.")


def _examples(asked: Asked, component: Component, kind: str) -> list[object]:
    told = component.get("example")
    example: Component = told if isinstance(told, dict) else {}
    if asked.is_named:
        given = example.get(f"{kind.lower()}_text_named_params")
        return [one.get("example") for one in listed(given) if one.get("example")]
    given = example.get(f"{kind.lower()}_text")
    if isinstance(given, list) and given and isinstance(given[0], list):
        given = given[0]
    return given if isinstance(given, list) else []


def _header(asked: Asked, header: Component) -> None:
    kind = str(header.get("format", "TEXT")).upper()
    if kind not in HEADERS:
        raise refusals.invalid(f"Param header['format'] must be one of {{{', '.join(HEADERS)}}} - got \"{kind}\".")
    if kind == "TEXT":
        words(asked, header, "HEADER", MOST_HEADER)
        if len(list(places(str(header.get("text"))))) > 1:
            raise refusals.template(HEADER, "Header", "The header may have one variable.")
        return
    if kind in ("LOCATION", "PRODUCT"):
        return
    example = header.get("example")
    handles = example.get("header_handle") if isinstance(example, dict) else None
    if not isinstance(handles, list) or not handles:
        raise refusals.template(EXAMPLE, "Missing example", f"A header of format {kind} needs an example: the handle of a file.")
    if not asked.knows_handle(str(handles[0])):
        raise refusals.template(HANDLE, "Invalid handle", "The handle of the header's example is not one of a file that was uploaded.")


def _footer(asked: Asked) -> None:
    if not asked.has("FOOTER"):
        return
    text = str(asked.component("FOOTER").get("text") or "")
    if not 1 <= len(text) <= MOST_FOOTER:
        raise refusals.template(LENGTH, "Footer", f"The footer must have between 1 and {MOST_FOOTER} characters.")
    if next(places(text), None):
        raise refusals.template(FOOTER, "Footer", "The footer may have no variable.")


def _button(button: Component) -> None:
    kind, text = str(button.get("type", "")).upper(), str(button.get("text") or "")
    if kind not in WORDLESS and not 1 <= len(text) <= MOST_BUTTON_TEXT:
        raise refusals.template(LENGTH, "Button", f"The text of a button must have between 1 and {MOST_BUTTON_TEXT} characters.")
    if kind == "URL":
        _url(button)
    if kind == "PHONE_NUMBER" and not 5 <= len(str(button.get("phone_number") or "")) <= MOST_PHONE:
        raise refusals.template(LENGTH, "Button", f"The phone number of a button must have at most {MOST_PHONE} characters.")
    if kind == "COPY_CODE" and not 1 <= len(_first(button.get("example"))) <= MOST_COUPON:
        raise refusals.template(LENGTH, "Button", f"The example of a coupon code must have between 1 and {MOST_COUPON} characters.")


def _url(button: Component) -> None:
    url = str(button.get("url") or "")
    found = list(places(url))
    if not url.startswith(("https://", "http://")) or len(url) > MOST_URL:
        raise refusals.template(LENGTH, "Button", f"The address of a button must be a URL of at most {MOST_URL} characters.")
    if found and (len(found) > 1 or not url.endswith("}}")):
        raise refusals.template(BUTTON, "Button", "The address of a button may have one variable, at its end.")
    if found and not _first(button.get("example")):
        raise refusals.template(EXAMPLE, "Missing example", "Give an example of the button's address.")


def _cards(asked: Asked) -> None:
    if not asked.has("CAROUSEL"):
        return
    cards = listed(asked.component("CAROUSEL").get("cards"))
    if not 1 <= len(cards) <= MOST_CARDS:
        raise refusals.template(LENGTH, "Carousel", f"A carousel has between 1 and {MOST_CARDS} cards.")
    for card in cards:
        inner = Asked({**asked.told, "components": card.get("components")}, asked.knows_handle)
        _header(inner, inner.component("HEADER"))
        if inner.has("BODY"):
            words(inner, inner.component("BODY"), "BODY", MOST_CARD_BODY)
        buttons(listed(inner.component("BUTTONS").get("buttons")))


def _first(told: object) -> str:
    if isinstance(told, list):
        return str(told[0]) if told else ""
    return str(told or "")
