"""Meta's rules for the wording of a template, checked before Meta is asked (cloud-api 7.5, 8.5)."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from app.core.checks import Flaw, check_text
from app.whatsapp import template_buttons
from app.whatsapp.template_shapes import FILES, examples_of, listed, mapped, variables

LONGEST_HEADER: Final = 60
LONGEST_BODY: Final = 1024
LONGEST_BODY_OF_OFFER: Final = 600
LONGEST_BODY_OF_CARD: Final = 160
LONGEST_FOOTER: Final = 60
LONGEST_OFFER: Final = 16
MOST_CARDS: Final = 10
MOST_EXPIRATION_MINUTES: Final = 90
TTL: Final = {"AUTHENTICATION": (30, 900), "UTILITY": (30, 43_200), "MARKETING": (43_200, 2_592_000)}
HEADERS: Final = (*sorted(FILES), "LOCATION", "PRODUCT", "TEXT")
_TYPES: Final = ("HEADER", "BODY", "FOOTER", "BUTTONS", "LIMITED_TIME_OFFER", "CAROUSEL", "CALL_PERMISSION_REQUEST")
_NAMED: Final = re.compile(r"[a-z_][a-z0-9_]*")
_FORMATTING: Final = re.compile(r"[\n*_~`]")
_BRACES: Final = re.compile(r"\{\{|\}\}")

Component = Mapping[str, Any]


def check(components: Sequence[Component], *, category: str, is_named: bool) -> Iterator[Flaw]:
    """Every flaw, by its path in the list (`1.text`, `2.buttons.0.url`). An example stands for each variable, or a review is lost."""
    kinds = [str(one.get("type", "")).upper() for one in components]
    yield from _kinds(kinds)
    # A code's text is Meta's own, so there is none to be checked.
    code = category == "AUTHENTICATION"
    with_offer = "LIMITED_TIME_OFFER" in kinds
    for place, (kind, one) in enumerate(zip(kinds, components, strict=True)):
        check_part = (_CODES if code else _PARTS).get(kind)
        found = check_part(one, is_named) if check_part else ()
        yield from (flaw._replace(path=f"{place}.{flaw.path}".strip(".")) for flaw in found)
        if kind == "BODY" and with_offer and len(str(one.get("text") or "")) > LONGEST_BODY_OF_OFFER:
            yield Flaw(f"{place}.text", "length", "detail-longest", {"most": LONGEST_BODY_OF_OFFER, "many": len(str(one["text"]))})
        if category == "UTILITY" and kind == "LIMITED_TIME_OFFER":
            yield Flaw(str(place), "value", "template-rule-marketing-only")


def check_ttl(seconds: int | None, category: str) -> Iterator[Flaw]:
    """How long Meta tries to deliver."""
    least, most = TTL.get(category, (30, 2_592_000))
    if seconds is not None and seconds != -1 and not least <= seconds <= most:
        yield Flaw("ttl_seconds", "value", "detail-range", {"least": str(least), "most": str(most)})


def _kinds(kinds: Sequence[str]) -> Iterator[Flaw]:
    for place, kind in enumerate(kinds):
        if kind not in _TYPES:
            yield Flaw(f"{place}.type", "value", "detail-choice", {"choices": ", ".join(_TYPES)})
        elif kind in kinds[:place]:
            yield Flaw(f"{place}.type", "duplicate", "detail-duplicate")
    if "BODY" not in kinds:
        yield Flaw("", "missing", "template-rule-body")
    if "LIMITED_TIME_OFFER" in kinds and "FOOTER" in kinds:
        yield Flaw(f"{kinds.index('FOOTER')}", "value", "template-rule-no-footer")


def _header(one: Component, is_named: bool) -> Iterator[Flaw]:
    kind = str(one.get("format", "TEXT")).upper()
    if kind not in HEADERS:
        yield Flaw("format", "value", "detail-choice", {"choices": ", ".join(HEADERS)})
    elif kind == "TEXT":
        text = str(one.get("text") or "")
        yield from check_text(text, "text", least=1, most=LONGEST_HEADER)
        if _FORMATTING.search(_plain(text)) or _has_emoji(text):
            yield Flaw("text", "value", "template-rule-header-plain")
        if len(variables(text)) > 1:
            yield Flaw("text", "too_many", "template-rule-header-one")
        yield from _places(one, "header", is_named=is_named)
    elif kind in FILES and not _has_sample(one):
        yield Flaw("example", "missing", "template-rule-sample")


def _body(one: Component, is_named: bool) -> Iterator[Flaw]:
    yield from _text_of(one, LONGEST_BODY, is_named=is_named)


def _text_of(one: Component, most: int, *, is_named: bool) -> Iterator[Flaw]:
    text = str(one.get("text") or "")
    yield from check_text(text, "text", least=1, most=most)
    said = text.strip()
    if said.startswith("{{") or said.endswith("}}"):
        yield Flaw("text", "value", "template-rule-ends")
    if re.search(r"\}\}\s*\{\{", text):
        yield Flaw("text", "value", "template-rule-side-by-side")
    if "\n\n\n" in text or "     " in text or "\t" in text:
        yield Flaw("text", "value", "template-rule-gaps")
    many, words = len(variables(text)), len(_plain(text).split())
    # Meta does not tell the ratio; a sentence of twice as many words has passed (2388293).
    if many and words < 2 * many + 1:
        yield Flaw("text", "value", "template-rule-ratio", {"least": 2 * many + 1})
    yield from _places(one, "body", is_named=is_named)


def _places(one: Component, part: str, *, is_named: bool) -> Iterator[Flaw]:
    text = str(one.get("text") or "")
    names = variables(text)
    if len(_BRACES.findall(text)) != 2 * len(re.findall(r"\{\{\s*[A-Za-z0-9_]+\s*\}\}", text)):
        yield Flaw("text", "value", "template-rule-braces")
    if is_named and any(not _NAMED.fullmatch(name) for name in names):
        yield Flaw("text", "value", "template-rule-names")
    if not is_named and names != [str(number) for number in range(1, len(names) + 1)]:
        yield Flaw("text", "value", "template-rule-numbers")
    known = examples_of(one, part)
    for name in names:
        if not known.get(f"{part}.{name}", "").strip():
            yield Flaw(f"example.{name}", "missing", "template-rule-example")


def _footer(one: Component, _is_named: bool) -> Iterator[Flaw]:
    text = str(one.get("text") or "")
    yield from check_text(text, "text", least=1, most=LONGEST_FOOTER)
    if variables(text):
        yield Flaw("text", "value", "template-rule-no-variables")


def _buttons(one: Component, _is_named: bool) -> Iterator[Flaw]:
    yield from template_buttons.check(listed(one.get("buttons")))


def _offer(one: Component, _is_named: bool) -> Iterator[Flaw]:
    text = str(mapped(one.get("limited_time_offer")).get("text") or "")
    yield from check_text(text, "limited_time_offer.text", least=1, most=LONGEST_OFFER)


def _carousel(one: Component, is_named: bool) -> Iterator[Flaw]:
    cards = listed(one.get("cards"))
    if not 1 <= len(cards) <= MOST_CARDS:
        yield Flaw("cards", "too_many" if cards else "missing", "detail-too-many", {"most": MOST_CARDS, "many": len(cards)})
    faces = [
        tuple((str(part.get("type")).upper(), str(part.get("format", "")).upper()) for part in listed(card.get("components")))
        for card in cards
    ]
    for place, card in enumerate(cards):
        if faces[place] != faces[0]:
            yield Flaw(f"cards.{place}", "value", "template-rule-cards-alike")
        for index, part in enumerate(listed(card.get("components"))):
            yield from (flaw._replace(path=f"cards.{place}.components.{index}.{flaw.path}") for flaw in _of_card(part, is_named=is_named))


def _of_card(part: Component, *, is_named: bool) -> Iterator[Flaw]:
    match str(part.get("type", "")).upper():
        case "HEADER":
            yield from _header(part, is_named)
        case "BODY":
            yield from _text_of(part, LONGEST_BODY_OF_CARD, is_named=is_named)
        case "BUTTONS":
            yield from _buttons(part, is_named)
        case _:
            yield Flaw("type", "value", "detail-choice", {"choices": "HEADER, BODY, BUTTONS"})


def _expiration(one: Component, _is_named: bool) -> Iterator[Flaw]:
    minutes = one.get("code_expiration_minutes")
    if not isinstance(minutes, int) or not 1 <= minutes <= MOST_EXPIRATION_MINUTES:
        yield Flaw("code_expiration_minutes", "value", "detail-range", {"least": "1", "most": str(MOST_EXPIRATION_MINUTES)})


def _no_header(_one: Component, _is_named: bool) -> Iterator[Flaw]:
    yield Flaw("type", "value", "template-rule-code-parts")


def _code_button(one: Component, _is_named: bool) -> Iterator[Flaw]:
    buttons = listed(one.get("buttons"))
    if len(buttons) != 1 or str(buttons[0].get("type", "")).upper() != "OTP":
        yield Flaw("buttons", "value", "template-rule-code-parts")
    elif str(buttons[0].get("otp_type", "")).upper() not in {"COPY_CODE", "ONE_TAP", "ZERO_TAP"}:
        yield Flaw("buttons.0.otp_type", "value", "detail-choice", {"choices": "COPY_CODE, ONE_TAP, ZERO_TAP"})


def _has_sample(one: Component) -> bool:
    example = mapped(one.get("example"))
    return bool(example.get("header_handle") or example.get("media_id"))


def _plain(text: str) -> str:
    return re.sub(r"\{\{.*?\}\}", "", text)


def _has_emoji(text: str) -> bool:
    return any(unicodedata.category(one) == "So" for one in text)


_Check = Callable[[Component, bool], Iterator[Flaw]]
_PARTS: Final[Mapping[str, _Check]] = {
    "HEADER": _header,
    "BODY": _body,
    "FOOTER": _footer,
    "BUTTONS": _buttons,
    "LIMITED_TIME_OFFER": _offer,
    "CAROUSEL": _carousel,
}
_CODES: Final[Mapping[str, _Check]] = {
    "HEADER": _no_header,
    "FOOTER": _expiration,
    "BUTTONS": _code_button,
    "CAROUSEL": _no_header,
    "LIMITED_TIME_OFFER": _no_header,
}
