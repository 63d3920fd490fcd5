"""What a template asks of whoever sends it: which places are to be filled in its header, body, buttons and cards."""

import re
from collections.abc import Iterator
from typing import cast

import msgspec

Component = dict[str, object]
_PLACE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
FILE_FORMATS = ("IMAGE", "VIDEO", "DOCUMENT", "GIF")
# Buttons that must be told something at each send, as Meta writes them in its refusals.
ASKING = {"COPY_CODE": "CopyCode", "FLOW": "Flow", "MPM": "Mpm", "OTP": "Otp"}


class Words(msgspec.Struct, frozen=True):
    """A text with places; `names` in their order, as `{{1}}` or `{{guest_name}}` have them."""

    text: str
    names: tuple[str, ...] = ()

    def filled(self, values: dict[str, str]) -> str:
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), self.text)


class Button(msgspec.Struct, frozen=True):
    """`asks`: what Meta calls it in a refusal when a send has nothing for it; None when it asks for nothing."""

    type: str
    text: str
    asks: str | None = None
    url: str | None = None
    phone_number: str | None = None
    code: str | None = None


class Shape(msgspec.Struct, frozen=True):
    """`header` is the format of a header that has one (TEXT, IMAGE, LOCATION, PRODUCT …)."""

    header: str | None = None
    title: Words = Words("")
    body: Words = Words("")
    footer: str | None = None
    buttons: tuple[Button, ...] = ()
    offer: str | None = None
    offer_ends: bool = False
    cards: tuple["Shape", ...] = ()


def of(components: list[Component]) -> Shape:
    """Types are compared in any case; what is not known asks for nothing."""
    found = {str(one.get("type", "")).upper(): one for one in components}
    header = found.get("HEADER")
    format_ = None if header is None else str(header.get("format", "TEXT")).upper()
    offer = _member(found.get("LIMITED_TIME_OFFER"), "limited_time_offer")
    return Shape(
        header=format_,
        title=words(header.get("text") if header and format_ == "TEXT" else ""),
        body=words(found.get("BODY", {}).get("text")),
        footer=_text(found.get("FOOTER", {}).get("text")),
        buttons=tuple(map(_button, listed(found.get("BUTTONS", {}).get("buttons")))),
        offer=None if offer is None else str(offer.get("text", "")),
        offer_ends=bool(offer and offer.get("has_expiration")),
        cards=tuple(of(listed(card.get("components"))) for card in listed(found.get("CAROUSEL", {}).get("cards"))),
    )


def words(text: object) -> Words:
    told = _text(text) or ""
    return Words(told, tuple(dict.fromkeys(places(told))))


def places(text: str) -> Iterator[str]:
    return (found[1] for found in _PLACE.finditer(text))


def listed(told: object) -> list[Component]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _button(button: Component) -> Button:
    kind = str(button.get("type", "")).upper()
    url = _text(button.get("url"))
    asks = "Url" if kind == "URL" and url and next(places(url), None) else ASKING.get(kind)
    return Button(
        type=kind,
        text=_text(button.get("text")) or kind.replace("_", " ").capitalize(),
        asks=asks,
        url=url,
        phone_number=_text(button.get("phone_number")),
    )


def _member(component: Component | None, name: str) -> Component | None:
    if component is None:
        return None
    told = component.get(name)
    return cast("Component", told) if isinstance(told, dict) else {}


def _text(told: object) -> str | None:
    return told if isinstance(told, str) else None
