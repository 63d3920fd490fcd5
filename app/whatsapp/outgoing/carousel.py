"""A row of cards: pictures with a link or replies, or products."""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, structs

from app.core.checks import Flaw
from app.whatsapp.outgoing.commerce import CatalogId, ProductId
from app.whatsapp.outgoing.frames import Body, CardBody, CardHeader
from app.whatsapp.outgoing.taps import LinkParameters, Reply, check_replies

FEWEST_CARDS: Final = 2
MOST_CARDS: Final = 10
MOST_REPLIES: Final = 2


class QuickReply(Struct, frozen=True, kw_only=True):
    """A reply button of a card."""

    quick_reply: Reply
    type: Literal["quick_reply"] = "quick_reply"


class CardAction(Struct, frozen=True, kw_only=True):
    """A link (`parameters`), 1 or 2 replies (`buttons`), or a product."""

    name: Literal["cta_url"] | None = None
    parameters: LinkParameters | None = None
    buttons: Annotated[list[QuickReply], Meta(min_length=1, max_length=MOST_REPLIES)] | None = None
    catalog_id: CatalogId | None = None
    product_retailer_id: ProductId | None = None

    @property
    def sort(self) -> str:
        """What kind of card it makes, with the number of its buttons: all cards have the same."""
        if self.buttons:
            return f"replies:{len(self.buttons)}"
        return "product" if self.product_retailer_id or self.catalog_id else "link"

    def named(self) -> "CardAction":
        return structs.replace(self, name="cta_url" if self.parameters else None)

    def flaws(self) -> Iterator[Flaw]:
        given = [name for name in ("parameters", "buttons", "product_retailer_id") if getattr(self, name)]
        if len(given) != 1:
            yield Flaw("parameters" if not given else given[-1], "value" if given else "missing", "detail-card-action")
        elif bool(self.catalog_id) != bool(self.product_retailer_id):
            yield Flaw("catalog_id", "value" if self.catalog_id else "missing", "detail-card-action")
        if self.buttons:
            yield from check_replies([button.quick_reply for button in self.buttons], "buttons.{}.quick_reply")


class CarouselCard(Struct, frozen=True, kw_only=True):
    """`card_index` counts from 0 and may be left out, as may `type`, which goes by the action."""

    action: CardAction
    card_index: Annotated[int, Meta(ge=0, le=MOST_CARDS - 1)] | None = None
    type: Literal["cta_url", "quick_reply", "product"] | None = None
    header: CardHeader | None = None
    body: CardBody | None = None

    def flaws(self) -> Iterator[Flaw]:
        is_product = self.action.sort == "product"
        if is_product and (self.header or self.body):
            yield Flaw("header" if self.header else "body", "value", "detail-card-product")
        if not is_product and self.header is None:
            yield Flaw("header", "missing", "detail-card-header")
        if self.type and (self.type == "product") != is_product:
            yield Flaw("type", "value", "detail-card-alike")


class Cards(Struct, frozen=True, kw_only=True):
    """2 to 10 cards, all alike: the same kind of header, the same buttons, the same catalog."""

    cards: Annotated[list[CarouselCard], Meta(min_length=FEWEST_CARDS, max_length=MOST_CARDS)]

    def flaws(self) -> Iterator[Flaw]:
        first = self.cards[0]
        for place, card in enumerate(self.cards):
            if card.card_index not in {None, place}:
                yield Flaw(f"cards.{place}.card_index", "value", "detail-card-index")
            if card.action.sort != first.action.sort or card.action.catalog_id != first.action.catalog_id:
                yield Flaw(f"cards.{place}.action", "value", "detail-card-alike")
            if type(card.header) is not type(first.header):
                yield Flaw(f"cards.{place}.header.type", "value", "detail-card-alike")

    def numbered(self) -> "Cards":
        """As Meta wants them: each with its place and its type, which is `cta_url` for every card with a picture."""
        told = [
            structs.replace(
                card, card_index=place, type="product" if card.action.sort == "product" else "cta_url", action=card.action.named()
            )
            for place, card in enumerate(self.cards)
        ]
        return Cards(cards=told)


class CarouselMessage(Struct, frozen=True, kw_only=True, tag_field="type", tag="carousel"):
    """Cards side by side."""

    body: Body
    action: Cards

    def completed(self) -> "CarouselMessage":
        return structs.replace(self, action=self.action.numbered())
