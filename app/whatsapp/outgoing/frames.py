"""What stands around the action of an interactive message: header, body, footer."""

from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta, Struct

from app.core.checks import Flaw
from app.whatsapp.outgoing.plain import FileContent, Filename

LONGEST_BODY: Final = 1024
LONGEST_LIST_BODY: Final = 4096
LONGEST_CARD_BODY: Final = 160
LONGEST_HEADER: Final = 60
LONGEST_FOOTER: Final = 60
MOST_CARD_BREAKS: Final = 2


class Body(Struct, frozen=True, kw_only=True):
    """What the message says, up to 1,024 characters."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_BODY, examples=["Como prefere chegar ao hotel?"])]


class ListBody(Struct, frozen=True, kw_only=True):
    """What a list says, up to 4,096 characters."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_LIST_BODY, examples=["O que deseja?"])]


class CardBody(Struct, frozen=True, kw_only=True):
    """What a card of a carousel says: up to 160 characters in three lines."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_CARD_BODY)]

    def flaws(self) -> Iterator[Flaw]:
        if self.text.count("\n") > MOST_CARD_BREAKS:
            yield Flaw("text", "value", "detail-line-breaks", {"most": MOST_CARD_BREAKS})


class Footer(Struct, frozen=True, kw_only=True):
    """The small line below, up to 60 characters."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_FOOTER, examples=["Hotel Ipanema"])]


class HeaderDocument(FileContent, frozen=True, kw_only=True):
    """The document above a message."""

    filename: Filename | None = None


class TextHeader(Struct, frozen=True, kw_only=True, tag_field="type", tag="text"):
    """A line above, up to 60 characters."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_HEADER, examples=["Sua chegada"])]


class ImageHeader(Struct, frozen=True, kw_only=True, tag_field="type", tag="image"):
    """An image above."""

    image: FileContent


class VideoHeader(Struct, frozen=True, kw_only=True, tag_field="type", tag="video"):
    """A video above."""

    video: FileContent


class DocumentHeader(Struct, frozen=True, kw_only=True, tag_field="type", tag="document"):
    """A document above."""

    document: HeaderDocument


Header = TextHeader | ImageHeader | VideoHeader | DocumentHeader
CardHeader = ImageHeader | VideoHeader


class TextHeaded(Struct, frozen=True, kw_only=True):
    """Takes a header of text alone."""

    header: TextHeader | None = None
    footer: Footer | None = None


class AnyHeaded(Struct, frozen=True, kw_only=True):
    """Takes every kind of header."""

    header: Header | None = None
    footer: Footer | None = None
