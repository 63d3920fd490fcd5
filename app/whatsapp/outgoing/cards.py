"""Address cards that a hotel sends: as those are shown that guests send."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from app.core.checks import Flaw
from app.whatsapp.outgoing.links import Link, check_page_link

MOST_CARDS: Final = 257
MOST_OF_EACH: Final = 20
Words = Annotated[str, Meta(max_length=256)]
Sort = Annotated[str, Meta(max_length=30, examples=["WORK"])]


class Phone(Struct, frozen=True, kw_only=True):
    """`wa_id`: its WhatsApp id, digits alone; with it the guest's phone offers a chat."""

    phone: Annotated[str, Meta(min_length=1, max_length=64, examples=["+55 21 3333-0001"])]
    type: Sort | None = None
    wa_id: Annotated[str, Meta(pattern=r"^[0-9]{5,20}\Z", examples=["552133330001"])] | None = None


class Email(Struct, frozen=True, kw_only=True):
    """An e-mail address."""

    email: Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\Z", examples=["recepcao@hotel-ipanema.example"])]
    type: Sort | None = None


class Url(Struct, frozen=True, kw_only=True):
    """A page."""

    url: Link
    type: Sort | None = None

    def flaws(self) -> Iterator[Flaw]:
        yield from check_page_link(self.url, "url")


class Address(Struct, frozen=True, kw_only=True):
    """Where somebody lives or works."""

    street: Words | None = None
    city: Words | None = None
    state: Words | None = None
    zip: Words | None = None
    country: Words | None = None
    country_code: Annotated[str, Meta(max_length=3)] | None = None
    type: Sort | None = None


class Card(Struct, frozen=True, kw_only=True):
    """Somebody's card. `birthday` is YYYY-MM-DD."""

    name: Annotated[str, Meta(min_length=1, max_length=256, examples=["Recepção Hotel Ipanema"])]
    first_name: Words | None = None
    last_name: Words | None = None
    phones: Annotated[list[Phone], Meta(max_length=MOST_OF_EACH)] = []
    emails: Annotated[list[Email], Meta(max_length=MOST_OF_EACH)] = []
    urls: Annotated[list[Url], Meta(max_length=MOST_OF_EACH)] = []
    addresses: Annotated[list[Address], Meta(max_length=MOST_OF_EACH)] = []
    company: Words | None = None
    department: Words | None = None
    title: Words | None = None
    birthday: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")] | None = None

    def flaws(self) -> Iterator[Flaw]:
        try:
            date.fromisoformat(self.birthday or "2000-01-01")
        except ValueError:
            yield Flaw("birthday", "value")


class ContactsContent(Struct, frozen=True, kw_only=True):
    """1 to 257 cards."""

    contacts: Annotated[list[Card], Meta(min_length=1, max_length=MOST_CARDS)]


def card_body(card: dict[str, Any]) -> dict[str, Any]:
    """A stored card in Meta's words, which wants a part of the name beside the whole."""
    parts = {name: card[name] for name in ("first_name", "last_name") if card.get(name)}
    told: dict[str, Any] = {"name": {"formatted_name": card["name"], **(parts or {"first_name": card["name"]})}}
    told |= {name: card[name] for name in ("phones", "emails", "urls", "addresses", "birthday") if card.get(name)}
    if org := {name: card[name] for name in ("company", "department", "title") if card.get(name)}:
        told["org"] = org
    return told
