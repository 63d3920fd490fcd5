"""Messages with something to tap: reply buttons, a list, a link."""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from app.core.checks import Flaw, doubles
from app.whatsapp.outgoing.frames import AnyHeaded, Body, ListBody, TextHeaded
from app.whatsapp.outgoing.links import Link, check_page_link

MOST_BUTTONS: Final = 3
MOST_SECTIONS: Final = 10
MOST_ROWS: Final = 10
LONGEST_LABEL: Final = 20
LONGEST_BUTTON_ID: Final = 256
LONGEST_ROW_ID: Final = 200
LONGEST_ROW: Final = 24
LONGEST_DESCRIPTION: Final = 72

Label = Annotated[str, Meta(min_length=1, max_length=LONGEST_LABEL, examples=["Ver quartos"])]
ButtonId = Annotated[str, Meta(min_length=1, max_length=LONGEST_BUTTON_ID, examples=["yes"])]
SectionTitle = Annotated[str, Meta(max_length=LONGEST_ROW, examples=["Recepção"])]


class Reply(Struct, frozen=True, kw_only=True):
    """What a button says, and what comes back when it is tapped."""

    id: ButtonId
    title: Annotated[str, Meta(min_length=1, max_length=LONGEST_LABEL, examples=["Sim, por favor"])]


class Button(Struct, frozen=True, kw_only=True):
    """A reply button."""

    reply: Reply
    type: Literal["reply"] = "reply"


class Buttons(Struct, frozen=True, kw_only=True):
    """1 to 3 buttons, each with an id and a title of its own."""

    buttons: Annotated[list[Button], Meta(min_length=1, max_length=MOST_BUTTONS)]

    def flaws(self) -> Iterator[Flaw]:
        yield from check_replies([button.reply for button in self.buttons], "buttons.{}.reply")


class ButtonMessage(AnyHeaded, frozen=True, kw_only=True, tag_field="type", tag="button"):
    """Up to three reply buttons."""

    body: Body
    action: Buttons


class Row(Struct, frozen=True, kw_only=True):
    """A row that can be chosen."""

    id: Annotated[str, Meta(min_length=1, max_length=LONGEST_ROW_ID, examples=["late-checkout"])]
    title: Annotated[str, Meta(min_length=1, max_length=LONGEST_ROW, examples=["Saída mais tarde"])]
    description: Annotated[str, Meta(max_length=LONGEST_DESCRIPTION, examples=["Até as 15h, R$ 80"])] | None = None


class Section(Struct, frozen=True, kw_only=True):
    """Rows under a title, which is needed when there is more than one section."""

    rows: Annotated[list[Row], Meta(min_length=1)]
    title: SectionTitle | None = None


class Rows(Struct, frozen=True, kw_only=True):
    """`button` opens the list: 1 to 10 sections, 10 rows in all."""

    button: Label
    sections: Annotated[list[Section], Meta(min_length=1, max_length=MOST_SECTIONS)]

    def flaws(self) -> Iterator[Flaw]:
        yield from check_titles([section.title for section in self.sections])
        many = sum(len(section.rows) for section in self.sections)
        if many > MOST_ROWS:
            yield Flaw("sections", "too_many", "detail-too-many-rows", {"most": MOST_ROWS, "many": many})
        seen: set[str] = set()
        for place, section in enumerate(self.sections):
            for line, row in enumerate(section.rows):
                if row.id in seen:
                    yield Flaw(f"sections.{place}.rows.{line}.id", "duplicate", "detail-duplicate")
                seen.add(row.id)


class ListMessage(TextHeaded, frozen=True, kw_only=True, tag_field="type", tag="list"):
    """A list to choose one row from."""

    body: ListBody
    action: Rows


class LinkParameters(Struct, frozen=True, kw_only=True):
    """What the button says, and the page that it opens."""

    display_text: Label
    url: Annotated[Link, Meta(examples=["https://hotel-ipanema.example/quartos"])]

    def flaws(self) -> Iterator[Flaw]:
        yield from check_page_link(self.url, "url")


class LinkAction(Struct, frozen=True, kw_only=True):
    """A button that opens a page."""

    parameters: LinkParameters
    name: Literal["cta_url"] = "cta_url"


class LinkMessage(AnyHeaded, frozen=True, kw_only=True, tag_field="type", tag="cta_url"):
    """One button that opens a page."""

    body: Body
    action: LinkAction


def check_replies(told: list[Reply], path: str) -> Iterator[Flaw]:
    """No two alike."""
    yield from doubles([reply.id for reply in told], path + ".id")
    yield from doubles([reply.title.strip() for reply in told], path + ".title")


def check_titles(titles: list[str | None]) -> Iterator[Flaw]:
    """Of sections: more than one need a title each."""
    if len(titles) > 1:
        for place, title in enumerate(titles):
            if not (title or "").strip():
                yield Flaw(f"sections.{place}.title", "missing", "detail-section-title")
