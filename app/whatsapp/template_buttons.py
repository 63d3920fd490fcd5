"""Meta's rules for the buttons of a template: which, how many, in what order, and what each needs (cloud-api 7.5)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from app.core.checks import Flaw, check_text, doubles, many
from app.whatsapp.template_shapes import variables

MOST: Final = 10
LONGEST_TEXT: Final = 25
LONGEST_URL: Final = 2000
LONGEST_PHONE: Final = 20
LONGEST_COUPON: Final = 15
MOST_OF: Final[Mapping[str, int]] = {
    "QUICK_REPLY": 10,
    "URL": 2,
    "PHONE_NUMBER": 1,
    "COPY_CODE": 1,
    "FLOW": 1,
    "CATALOG": 1,
    "MPM": 1,
    "SPM": 1,
    "VOICE_CALL": 1,
    "REQUEST_CONTACT_INFO": 1,
}
# These say what Meta wants them to.
_WITHOUT_TEXT: Final = frozenset({"COPY_CODE", "SPM", "REQUEST_CONTACT_INFO"})
_URL: Final = re.compile(r"https?://[^\s{}/]+[^\s{}]*(\{\{1\}\})?")
_PHONE: Final = re.compile(r"\+?[0-9() -]{5,20}")

Button = Mapping[str, Any]


def check(buttons: Sequence[Button]) -> Iterator[Flaw]:
    """By the paths `buttons.0.text`."""
    kinds = [str(one.get("type", "")).upper() for one in buttons]
    yield from many(buttons, "buttons", least=1, most=MOST)
    for kind in dict.fromkeys(kinds):
        if kind not in MOST_OF:
            yield Flaw(f"buttons.{kinds.index(kind)}.type", "value", "detail-choice", {"choices": ", ".join(MOST_OF)})
        elif kinds.count(kind) > MOST_OF[kind]:
            yield Flaw("buttons", "too_many", "template-rule-buttons-of", {"kind": kind, "most": MOST_OF[kind]})
    if sum(one != other for one, other in pairwise(kind == "QUICK_REPLY" for kind in kinds)) > 1:
        yield Flaw("buttons", "value", "template-rule-buttons-grouped")
    for place, (kind, one) in enumerate(zip(kinds, buttons, strict=True)):
        yield from (flaw._replace(path=f"buttons.{place}.{flaw.path}") for flaw in _button(kind, one))
    yield from doubles([str(one.get("text")) for one in buttons if one.get("text")], "buttons.{}.text")


def _button(kind: str, one: Button) -> Iterator[Flaw]:
    text = str(one.get("text") or "")
    if kind not in _WITHOUT_TEXT:
        yield from check_text(text, "text", least=1, most=LONGEST_TEXT)
    if variables(text) or "\n" in text or any(unicodedata.category(letter) == "So" for letter in text):
        yield Flaw("text", "value", "template-rule-button-plain")
    match kind:
        case "URL":
            yield from _url(one)
        case "PHONE_NUMBER" if not _PHONE.fullmatch(str(one.get("phone_number") or "")):
            yield Flaw("phone_number", "value", "template-rule-phone", {"most": LONGEST_PHONE})
        case "COPY_CODE":
            yield from check_text(first(one.get("example")), "example", least=1, most=LONGEST_COUPON)
        case "FLOW" if not any(one.get(name) for name in ("flow_id", "flow_name", "flow_json")):
            yield Flaw("flow_id", "missing", "detail-missing")
        case _:
            return


def _url(one: Button) -> Iterator[Flaw]:
    url = str(one.get("url") or "")
    yield from check_text(url, "url", least=1, most=LONGEST_URL)
    if not _URL.fullmatch(url):
        yield Flaw("url", "value", "template-rule-url")
    if variables(url) and not first(one.get("example")).strip():
        yield Flaw("example", "missing", "template-rule-example")


def first(told: Any) -> str:  # noqa: ANN401 - Meta takes a list, and shows a text
    return str(told[0]) if isinstance(told, list) and told else told if isinstance(told, str) else ""
