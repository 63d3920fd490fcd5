"""A send held against the template it names: every place filled, nothing too much, all of the right sort."""

import re

from simulator.graph import refusals
from simulator.templates import bringing
from simulator.templates.bringing import Bringing, said, values
from simulator.templates.rendering import shown
from simulator.templates.shapes import FILE_FORMATS, Component, Shape, Words, listed
from simulator.templates.stock import Template

_BAD_TEXT = re.compile(r"[\n\t]| {5,}")
MOST_BODY = 1024
MOST_TITLE = 60
MOST_CODE = 15
TEXTS = ("text", "currency", "date_time")


def check(template: Template, components: object, value_code: int) -> Component:
    """What the guest will see. Raises Meta's refusal."""
    brought = bringing.of(listed(components), value_code, is_named=template.parameter_format == "NAMED")
    _check(template.asks, brought, "")
    if template.category == "AUTHENTICATION":
        _check_code(brought)
    return shown(template.asks, brought)


def _check(shape: Shape, brought: Bringing, where: str) -> None:
    _check_header(shape, brought, where)
    _check_words(f"{where}body", shape.body, brought.body, brought)
    _check_buttons(shape, brought, where)
    if shape.offer_ends and not brought.offer:
        raise refusals.coded(131008, f"{where}limited_time_offer: expiration_time_ms is required")
    if len(shape.cards) != len(brought.cards):
        details = f"carousel: number of cards ({len(brought.cards)}) does not match the expected number of cards ({len(shape.cards)})"
        raise refusals.coded(132012, details)
    for place, (card, told) in enumerate(zip(shape.cards, brought.cards, strict=True)):
        _check(card, told, f"card {place}: ")


def _check_header(shape: Shape, brought: Bringing, where: str) -> None:
    told = brought.header or []
    if shape.header in (None, "TEXT"):
        _check_words(f"{where}header", shape.title, told, brought)
        return
    received = str(told[0].get("type", "")).upper() if told else "UNKNOWN"
    wanted = shape.header
    if received != wanted and not (wanted == "PRODUCT" and not told):
        raise refusals.coded(132012, f"{where}header: Format mismatch, expected {wanted}, received {received}")
    if len(told) > 1 and wanted in FILE_FORMATS:
        raise _count(f"{where}header", len(told), 1)


def _check_words(name: str, words: Words, parameters: list[Component], brought: Bringing) -> None:
    if len(parameters) != len(words.names):
        raise _count(name, len(parameters), len(words.names))
    for parameter in parameters:
        kind = str(parameter.get("type", "")).lower()
        if kind not in TEXTS:
            raise refusals.coded(132012, f"{name}: Format mismatch, expected TEXT, received {kind.upper()}")
        if _BAD_TEXT.search(said(parameter)):
            sentence = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
            raise refusals.coded(brought.value_code, sentence)
    if brought.is_named:
        _check_names(name, words, parameters)
    most = MOST_TITLE if name.endswith("header") else MOST_BODY
    if parameters and len(words.filled(values(words, parameters))) > most:
        raise refusals.coded(132005, f"{name}: the translated text is too long")


def _check_names(name: str, words: Words, parameters: list[Component]) -> None:
    told = [one.get("parameter_name") for one in parameters]
    if not all(told):
        raise refusals.coded(100, "Parameter name is missing or empty")
    if set(told) != set(words.names):
        unknown = next((str(one) for one in told if one not in words.names), str(told[0]))
        raise refusals.coded(132012, f"{name}: parameter name ({unknown}) does not match those of the template")


def _check_buttons(shape: Shape, brought: Bringing, where: str) -> None:
    for place, told in brought.buttons.items():
        if place >= len(shape.buttons):
            raise refusals.coded(132018, f"{where}buttons: there is no button at index {place} in the template")
        wanted, sub_type = shape.buttons[place].type, str(told.get("sub_type", "")).upper()
        if sub_type != wanted and not (wanted == "OTP" and sub_type == "URL"):
            raise refusals.coded(132018, f"{where}buttons: Button at index {place} is of type {wanted}, received {sub_type}")
        if wanted == "URL" and shape.buttons[place].asks is None and told.get("parameters"):
            raise _count(f"{where}button", len(listed(told.get("parameters"))), 0)
    for place, button in enumerate(shape.buttons):
        if button.asks and not listed(brought.buttons.get(place, {}).get("parameters")):
            raise refusals.coded(131008, f"{where}buttons: Button at index {place} of type {button.asks} requires a parameter")


def _check_code(brought: Bringing) -> None:
    """The code stands in the body and in the button, and it is the same."""
    codes = [said(one) for one in brought.body]
    codes += [said(one) for button in brought.buttons.values() for one in listed(button.get("parameters"))]
    if any(len(code) > MOST_CODE for code in codes):
        raise refusals.coded(132005, f"The code must be at most {MOST_CODE} characters long")
    if len(set(codes)) > 1:
        raise refusals.coded(132012, "The codes in body and button must be the same")


def _count(name: str, told: int, wanted: int) -> refusals.RefusalError:
    return refusals.coded(132000, f"{name}: number of localizable_params ({told}) does not match the expected number of params ({wanted})")
