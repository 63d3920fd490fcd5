"""A template message as it is asked for, and its values by their places."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec


class Money(msgspec.Struct, frozen=True):
    """Meta's: shown in the guest's own way, and as `fallback_value` where that fails. `amount_1000` is a thousand times the amount."""

    fallback_value: str
    code: str
    amount_1000: int


class Moment(msgspec.Struct, frozen=True):
    """Meta's: it shows the `fallback_value`."""

    fallback_value: str


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What fills a place when it is no plain text: a field of the guest's, the hotel's or the number's, money, or a date.

    `from` is one of `GET /api/templates/fields`; empty, the `fallback` is said.
    """

    from_: str | None = msgspec.field(name="from", default=None)
    fallback: str | None = None
    currency: Money | None = None
    date_time: Moment | None = None


Said = str | float | Value
"""A text, a number as its digits, or a `Value`."""


class Place(msgspec.Struct, frozen=True):
    """A point on the map; the numbers may be written as text."""

    latitude: float | str
    longitude: float | str
    name: str | None = None
    address: str | None = None


class Product(msgspec.Struct, frozen=True):
    product_retailer_id: str
    catalog_id: str


class HeaderAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By the template's header: the value of its variable, a file (ours, or an https link that Meta fetches), a place, a product."""

    text: Said | None = None
    media_id: UUID | None = None
    link: str | None = None
    filename: str | None = None
    location: Place | None = None
    product: Product | None = None


class ButtonAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`index` counts the template's buttons from 0. `text` is the end of a URL button's address."""

    index: int
    text: Said | None = None
    payload: str | None = None
    coupon_code: Said | None = None
    flow_token: str | None = None
    flow_action_data: dict[str, Any] | None = None
    thumbnail_product_retailer_id: str | None = None
    sections: list[dict[str, Any]] | None = None


class OfferAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """ISO 8601, with its offset."""

    expires_at: str


class FaceAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`body` is by name, or a list for `{{1}}`, `{{2}}`…"""

    header: HeaderAsked | None = None
    body: dict[str, Said] | list[Said] | None = None
    buttons: list[ButtonAsked] = []


class LanguageCode(msgspec.Struct, frozen=True):
    """As Meta writes it."""

    code: str


class TemplateContent(FaceAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template by its id, or by name and language (left out: the one that fits the guest best).

    What is left out is filled from the template's own sources. `components` are Meta's own, said as they are,
    instead of all other values.
    """

    template_id: UUID | None = None
    name: str | None = None
    language: str | LanguageCode | None = None
    limited_time_offer: OfferAsked | None = None
    cards: list[FaceAsked] = []
    components: list[dict[str, Any]] | None = None

    @property
    def language_code(self) -> str | None:
        said = self.language.code if isinstance(self.language, LanguageCode) else self.language
        return said.replace("-", "_") if said else None


def by_place(asked: TemplateContent) -> dict[str, Any]:
    """Each value that was named, under its `Slot.path`; a file by a link stands where its id would."""
    told = dict(_of_face(asked, ""))
    for index, card in enumerate(asked.cards):
        told |= _of_face(card, f"cards.{index}.")
    if asked.limited_time_offer:
        told["limited_time_offer.expires_at"] = asked.limited_time_offer.expires_at
    return told


def _of_face(asked: FaceAsked, at: str) -> Iterator[tuple[str, Any]]:
    if asked.header:
        yield from _of_header(asked.header, f"{at}header")
    body = asked.body or {}
    named = body.items() if isinstance(body, dict) else ((str(number), value) for number, value in enumerate(body, 1))
    for name, value in named:
        yield f"{at}body.{name}", value
    for button in asked.buttons:
        for member in button.__struct_fields__[1:]:
            if (value := getattr(button, member)) is not None:
                yield f"{at}buttons.{button.index}.{member}", value


def _of_header(asked: HeaderAsked, at: str) -> Iterator[tuple[str, Any]]:
    if asked.text is not None:
        yield f"{at}.text", asked.text
    if asked.location is not None:
        yield f"{at}.location", _without_none(asked.location)
    if asked.product is not None:
        yield f"{at}.product", _without_none(asked.product)
    if asked.media_id or asked.link:
        file = {"media_id": str(asked.media_id)} if asked.media_id else {"link": asked.link}
        yield f"{at}.media_id", file | ({"filename": asked.filename} if asked.filename else {})


def _without_none(struct: msgspec.Struct) -> dict[str, Any]:
    return {name: value for name, value in msgspec.to_builtins(struct).items() if value is not None}
