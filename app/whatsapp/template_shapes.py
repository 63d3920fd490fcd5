"""A template as Meta defines it: its texts, its header, its buttons and cards, and every place that a message may fill."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

FILES: Final = frozenset({"IMAGE", "VIDEO", "DOCUMENT", "GIF"})
_VARIABLE: Final = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


class Header(msgspec.Struct, frozen=True):
    """`format` is Meta's: TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT."""

    format: str
    text: str = ""

    @property
    def member(self) -> str:
        """Under which member of a request's header its value is named."""
        return "media_id" if self.format in FILES else self.format.lower()


class Button(msgspec.Struct, frozen=True, kw_only=True):
    """`type` is Meta's, in capitals. `example` is the whole address of a URL button, or the code of a copy-code one."""

    type: str
    text: str = ""
    url: str | None = None
    phone_number: str | None = None
    example: str | None = None


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """What a guest sees as one bubble: the message, or one card of its carousel. `examples` are by path."""

    header: Header | None = None
    body: str = ""
    footer: str | None = None
    buttons: tuple[Button, ...] = ()
    examples: dict[str, str] = {}


class Definition(Face, frozen=True, kw_only=True):
    """`expires`: its offer counts down to a time that every message names."""

    category: str = ""
    is_named: bool = False
    expires: bool = False
    offer: str | None = None
    cards: tuple[Face, ...] = ()

    @property
    def is_authentication(self) -> bool:
        return self.category.upper() == "AUTHENTICATION"


class Slot(msgspec.Struct, frozen=True):
    """One place to fill: `path` is where a request's content names it (`body.guest_name`, `cards.0.buttons.1.text`), and of what kind.

    Kinds: text, code, image, video, document, location, product, payload, coupon_code, flow, thumbnail, sections, time.
    """

    path: str
    kind: str
    required: bool = True
    example: str | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


def listed(told: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON of anybody's
    """The objects in a list; what is no list, and what is no object in it, is nobody's shape."""
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def mapped(told: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return told if isinstance(told, dict) else {}


def variables(said: str) -> list[str]:
    """The names or numbers between double braces, each once, in the order they come."""
    return list(dict.fromkeys(_VARIABLE.findall(said)))


def filled(said: str, values: dict[str, str]) -> str:
    """The text with its variables replaced; one that has no value stays as it is written."""
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), said)


def definition_of(components: Sequence[dict[str, Any]], *, category: str | None, parameter_format: str | None) -> Definition:
    """Of Meta's own list. What it says of parts that we do not know is passed over."""
    parts = {str(one.get("type", "")).upper(): one for one in components}
    face = _face(components)
    offer = mapped(parts.get("LIMITED_TIME_OFFER", {}).get("limited_time_offer"))
    cards = tuple(_face(listed(card.get("components"))) for card in listed(parts.get("CAROUSEL", {}).get("cards")))
    texts = [face.body, face.header.text if face.header else "", *(card.body for card in cards)]
    names = [name for said in texts for name in variables(said)]
    return Definition(
        header=face.header,
        body=face.body,
        footer=face.footer,
        buttons=face.buttons,
        examples=face.examples,
        category=category or "",
        is_named=(parameter_format or "").upper() == "NAMED" if parameter_format else any(not name.isdigit() for name in names),
        expires=bool(offer.get("has_expiration")),
        offer=str(offer["text"]) if offer.get("text") else None,
        cards=cards,
    )


def slots(definition: Definition) -> list[Slot]:
    """Every place to fill, in the order a guest reads them."""
    found = list(_of_face(definition, "", is_code=definition.is_authentication))
    if definition.expires:
        found.append(Slot("limited_time_offer.expires_at", "time"))
    for index, card in enumerate(definition.cards):
        found += _of_face(card, f"cards.{index}.", is_code=False)
    return found


def _of_face(face: Face, at: str, *, is_code: bool) -> Iterator[Slot]:
    yield from _of_header(face, at)
    for name in variables(face.body):
        yield Slot(f"{at}body.{name}", "code" if is_code else "text", example=face.examples.get(f"body.{name}"))
    for index, button in enumerate(face.buttons):
        # The button of an authentication template carries the body's code (cloud-api 4.3, autofill).
        if not is_code:
            yield from _of_button(button, f"{at}buttons.{index}")


def _of_header(face: Face, at: str) -> Iterator[Slot]:
    header = face.header
    if header is None:
        return
    if header.format == "TEXT":
        for name in variables(header.text):
            yield Slot(f"{at}header.text", "text", example=face.examples.get(f"header.{name}"))
    elif header.format in FILES or header.format in {"LOCATION", "PRODUCT"}:
        yield Slot(f"{at}header.{header.member}", header.format.lower())


def _of_button(button: Button, at: str) -> Iterator[Slot]:
    match button.type:
        case "URL" if variables(button.url or ""):
            yield Slot(f"{at}.text", "text", example=button.example)
        case "QUICK_REPLY":
            yield Slot(f"{at}.payload", "payload", required=False)
        case "COPY_CODE":
            yield Slot(f"{at}.coupon_code", "coupon_code", example=button.example)
        case "FLOW":
            yield Slot(f"{at}.flow_token", "flow", required=False)
            yield Slot(f"{at}.flow_action_data", "flow", required=False)
        case "CATALOG":
            yield Slot(f"{at}.thumbnail_product_retailer_id", "thumbnail", required=False)
        case "MPM":
            yield Slot(f"{at}.thumbnail_product_retailer_id", "thumbnail")
            yield Slot(f"{at}.sections", "sections")
        case _:
            return


def _face(components: Sequence[dict[str, Any]]) -> Face:
    header: Header | None = None
    body, footer = "", ""
    buttons: tuple[Button, ...] = ()
    examples: dict[str, str] = {}
    for one in components:
        match str(one.get("type", "")).upper():
            case "HEADER":
                header = Header(str(one.get("format", "TEXT")).upper(), str(one.get("text") or ""))
                examples |= examples_of(one, "header")
            case "BODY":
                body = str(one.get("text") or "")
                examples |= examples_of(one, "body")
            case "FOOTER":
                footer = str(one.get("text") or "")
            case "BUTTONS":
                buttons = tuple(_button(button) for button in listed(one.get("buttons")))
            case _:
                continue
    return Face(header=header, body=body, footer=footer or None, buttons=buttons, examples=examples)


def _button(told: dict[str, Any]) -> Button:
    example = told.get("example")
    return Button(
        type=str(told.get("type", "")).upper(),
        text=str(told.get("text") or ""),
        url=str(told["url"]) if told.get("url") else None,
        phone_number=str(told["phone_number"]) if told.get("phone_number") else None,
        example=str(example[0]) if isinstance(example, list) and example else example if isinstance(example, str) else None,
    )


def examples_of(component: Mapping[str, Any], part: str) -> dict[str, str]:
    """By path (`body.1`). Meta writes the body's flat and nested, and those of named ones in a list of their own (cloud-api D11)."""
    example = mapped(component.get("example"))
    if named := listed(example.get(f"{part}_text_named_params")):
        return {f"{part}.{one.get('param_name')}": str(one.get("example", "")) for one in named}
    told = example.get(f"{part}_text")
    values = told if isinstance(told, list) else []
    values = values[0] if values and isinstance(values[0], list) else values
    return {f"{part}.{number}": str(value) for number, value in enumerate(values, 1)}
