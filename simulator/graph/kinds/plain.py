"""Text, files, places, cards, reactions and pins: what Meta checks of the kinds that have no buttons."""

import re
from urllib.parse import urlsplit

from simulator.graph import refusals
from simulator.graph.parts import Part, listed

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_CONTACTS = 257
MOST_PIN_DAYS = 30
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
# What each kind of file takes beside `id` and `link`. (`provider` named who keeps a link's password, on the older API.)
_BESIDE = {
    "image": ("caption",),
    "video": ("caption",),
    "document": ("caption", "filename"),
    "audio": ("voice",),
    "sticker": (),
}
_CARD = ("name", "phones", "emails", "urls", "addresses", "org", "birthday", "ims")
_NAME = ("formatted_name", "first_name", "last_name", "middle_name", "suffix", "prefix")
_LISTS = ("phones", "emails", "urls", "addresses")


def text(said: Part) -> None:
    said.only("body", "preview_url")
    said.string("body", MOST_TEXT)
    said.flag("preview_url")


def file(said: Part, *, beside: tuple[str, ...] | None = None) -> None:
    """Either an id or a link. Whether the id is one of this number's is asked later, of the files."""
    beside = _BESIDE[said.name] if beside is None else beside
    said.only("id", "link", *beside)
    if said.has("id") == said.has("link"):
        if said.has("id"):
            raise refusals.invalid(f"Only one of the parameters {said.at('id')} and {said.at('link')} may be given.")
        raise refusals.required(said.at("id"))
    said.maybe("id")
    if link := said.maybe("link"):
        url(link, said.at("link"))
    said.maybe("caption", MOST_CAPTION)
    said.maybe("filename")
    said.flag("voice")


def url(told: str, name: str) -> None:
    parts = urlsplit(told)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or any(one.isspace() for one in told):
        raise refusals.invalid(f"Param {name} is not a valid URI.")


def location(said: Part) -> None:
    """Degrees as numbers or as strings: Meta's pages have the one, clients send the other."""
    said.only("latitude", "longitude", "name", "address", "url")
    for key, most in (("latitude", 90), ("longitude", 180)):
        if not said.has(key):
            raise refusals.required(said.at(key))
        if not -most <= _degrees(said, key) <= most:
            raise refusals.invalid(f"Param {said.at(key)} must be a number between -{most} and {most}.")
    said.maybe("name", 1000)
    said.maybe("address", 1000)


def contacts(said: object, is_strict: bool) -> None:
    cards = listed(said, "contacts", is_strict)
    if not 1 <= len(cards) <= MOST_CONTACTS:
        raise refusals.coded(131009, f"Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: {MOST_CONTACTS}")
    for card in cards:
        _card(card.only(*_CARD))


def reaction(said: Part) -> None:
    said.only("message_id", "emoji")
    if not said.string("message_id").startswith("wamid."):
        raise refusals.coded(131009, "Parameter 'reaction.message_id' is not a valid message id")
    emoji = said.content.get("emoji")
    if not isinstance(emoji, str):
        raise refusals.required(said.at("emoji"))
    if any(one.isascii() and one.isalpha() for one in emoji) or len(emoji) > 16:
        raise refusals.coded(131009, "Parameter 'reaction.emoji' is not an emoji")


def pin(said: Part) -> None:
    """In groups alone, so it goes no further here than its recipient."""
    said.only("type", "message_id", "expiration_days")
    is_new = said.one_of("type", ("pin", "unpin")) == "pin"
    said.string("message_id")
    days = said.content.get("expiration_days")
    if is_new and (not isinstance(days, int) or not 1 <= days <= MOST_PIN_DAYS):
        raise refusals.invalid(f"Param {said.at('expiration_days')} must be between 1 and {MOST_PIN_DAYS}.")


def _degrees(said: Part, key: str) -> float:
    told = said.content[key]
    try:
        return float(told) if isinstance(told, str | int | float) and not isinstance(told, bool) else 1000.0
    except ValueError:
        return 1000.0


def _card(card: Part) -> None:
    """Clients write null, or an empty list, for what a card has not."""
    name = card.part("name").only(*_NAME)
    name.string("formatted_name")
    if len([key for key in _NAME if name.content.get(key)]) < 2:
        raise refusals.coded(131009, "Contact name must have, beside formatted_name, one more of first_name, last_name and the like")
    for key in _LISTS:
        for entry in card.parts(key) if card.has(key) else ():
            for member in entry.content:
                entry.maybe(member)
    if card.has("org"):
        card.part("org").only("company", "department", "title")
    birthday = card.maybe("birthday")
    if birthday and not _DATE.match(birthday):
        raise refusals.coded(131009, "Contact birthday must be formatted as YYYY-MM-DD")
