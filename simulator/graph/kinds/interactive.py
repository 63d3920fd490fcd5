"""Messages to be tapped: header, body, footer and, by type, the action with its buttons, rows, products or cards."""

from collections.abc import Callable
from typing import NamedTuple

from simulator.graph import refusals
from simulator.graph.kinds import actions, plain
from simulator.graph.parts import Part

MOST_BODY, MOST_LIST_BODY = 1024, 4096
MOST_HEADER = MOST_FOOTER = 60
MOST_CARD_BODY, MOST_CARD_BREAKS = 160, 2
FEWEST_CARDS, MOST_CARDS = 2, 10
MEDIA = ("image", "video", "document")
ANY_HEADER = ("text", *MEDIA)


class Frame(NamedTuple):
    """What stands around an action. A body is needed but where it says no; without headers or footer none may be there."""

    action: Callable[[Part], None]
    headers: tuple[str, ...] = ()
    most_body: int = MOST_BODY
    has_footer: bool = True
    needs_header: bool = False
    needs_body: bool = True


def interactive(said: Part) -> None:
    kind = said.one_of("type", FRAMES.keys())
    said.only("type", "header", "body", "footer", "action")
    _frame(said, kind, FRAMES[kind])
    FRAMES[kind].action(said.part("action"))


def _frame(said: Part, kind: str, frame: Frame) -> None:
    if frame.needs_body or said.has("body"):
        said.part("body").only("text").said("text", "Body text", frame.most_body)
    if frame.needs_header and not said.has("header"):
        raise refusals.required(said.at("header"))
    if said.has("header"):
        _header(said.part("header"), kind, frame.headers)
    if said.has("footer"):
        if not frame.has_footer:
            raise refusals.coded(131009, f"Footer is not supported for interactive type {kind}")
        said.part("footer").only("text").said("text", "Footer text", MOST_FOOTER, 0)


def _header(header: Part, kind: str, allowed: tuple[str, ...]) -> None:
    told = header.one_of("type", ("text", "image", "video", "document", "gif"))
    if told not in allowed:
        raise refusals.coded(131009, f"Header of type {told} is not supported for interactive type {kind}")
    if told == "text":
        header.only("type", "text", "sub_text").said("text", "Header text", MOST_HEADER)
    else:
        header.only("type", told)
        plain.file(header.part(told), beside=("filename",) if told == "document" else ())


def _carousel(action: Part) -> None:
    """Two to ten cards of one sort, numbered from nought, with the same kind of header in all."""
    cards = action.only("cards").parts("cards")
    if not FEWEST_CARDS <= len(cards) <= MOST_CARDS:
        raise refusals.coded(131009, f"Invalid cards count. Min allowed cards: {FEWEST_CARDS}, Max allowed cards: {MOST_CARDS}")
    if sorted(str(card.content.get("card_index")) for card in cards) != sorted(map(str, range(len(cards)))):
        raise refusals.coded(131009, "Card indexes must be unique and count from 0")
    sorts = {card.one_of("type", ("cta_url", "quick_reply", "button", "product")) for card in cards}
    headers = {_card(card) for card in cards}
    if len({_buttons(card) for card in cards}) > 1:
        raise refusals.coded(131009, "All cards must have the same number of buttons")
    if len(sorts) > 1 or len(headers) > 1:
        raise refusals.coded(131009, "All cards must have the same type and the same header type")
    if sorts == {"product"} and len({str(card.part("action").content.get("catalog_id")) for card in cards}) > 1:
        raise refusals.coded(131009, "All cards must be of the same catalog")


def _buttons(card: Part) -> int:
    found = card.part("action").content.get("buttons")
    return len(found) if isinstance(found, list) else 0


def _card(card: Part) -> str:
    """The type of its header; of a product's none."""
    card.only("card_index", "type", "header", "body", "footer", "action")
    if card.one_of("type", ("cta_url", "quick_reply", "button", "product")) == "product":
        actions.product(card.part("action"))
        return ""
    header = card.part("header")
    _header(header, "carousel", ("image", "video"))
    if card.has("body"):
        words = card.part("body").only("text").said("text", "Card body text", MOST_CARD_BODY)
        if words.count("\n") > MOST_CARD_BREAKS:
            raise refusals.coded(131009, f"Card body text may have at most {MOST_CARD_BREAKS} line breaks")
    actions.of_card(card.part("action"))
    return header.string("type").lower()


FRAMES: dict[str, Frame] = {
    "button": Frame(actions.buttons, ANY_HEADER),
    "list": Frame(actions.rows, ("text",), most_body=MOST_LIST_BODY),
    "cta_url": Frame(actions.link, ANY_HEADER),
    "location_request_message": Frame(actions.named("send_location"), has_footer=False),
    "request_contact_info": Frame(actions.named("request_contact_info")),
    "address_message": Frame(actions.address, ("text",)),
    "flow": Frame(actions.flow, ANY_HEADER),
    "product": Frame(actions.product, needs_body=False),
    "product_list": Frame(actions.products, ("text",), needs_header=True),
    "catalog_message": Frame(actions.catalog),
    "carousel": Frame(_carousel, has_footer=False),
    "call_permission_request": Frame(actions.named("call_permission_request"), needs_body=False),
    "voice_call": Frame(actions.call, ANY_HEADER),
    "order_details": Frame(actions.paid("review_and_pay"), ("image", "document")),
    "order_status": Frame(actions.paid("review_order")),
}
