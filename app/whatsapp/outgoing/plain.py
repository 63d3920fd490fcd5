"""Text, files, places and reactions: what clients ask for, to Meta's limits."""

import re
from collections.abc import Iterator
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from app.core.checks import Flaw
from app.whatsapp.outgoing.links import Link, check_file_link

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024
LONGEST_FILENAME: Final = 240
LONGEST_PLACE: Final = 1000
LONGEST_EMOJI: Final = 16

Caption = Annotated[str, Meta(max_length=LONGEST_CAPTION)]
Filename = Annotated[str, Meta(min_length=1, max_length=LONGEST_FILENAME, examples=["Confirmação.pdf"])]

# One emoji: a flag, a keycap, or signs with their colours, joined to one.
_SIGN: Final = (
    r"[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\u3030\u303d\u3297\u3299\U0001f004-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
    r"(?:\ufe0f|[\U0001f3fb-\U0001f3ff])?[\U000e0020-\U000e007f]*"
)
_EMOJI: Final = re.compile(rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_SIGN}(?:\u200d{_SIGN})*|[\U0001f3fb-\U0001f3ff]")


class TextContent(Struct, frozen=True):
    """A text of 1 to 4,096 characters. `preview_url`: WhatsApp shows a preview of the first link."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT, examples=["Seu quarto está pronto."])]
    preview_url: bool = False


class FileContent(Struct, frozen=True, kw_only=True):
    """A file: the `media_id` that `POST /api/media` gave, or an https `link` that Meta fetches."""

    media_id: UUID | None = None
    link: Link | None = None

    def flaws(self) -> Iterator[Flaw]:
        if self.media_id and self.link:
            yield Flaw("link", "value", "detail-file-or-link")
        elif not self.media_id and not self.link:
            yield Flaw("media_id", "missing", "detail-file-or-link")
        elif self.link:
            yield from check_file_link(self.link, "link")


class CaptionedContent(FileContent, frozen=True, kw_only=True):
    """An image or a video."""

    caption: Caption | None = None


class DocumentContent(CaptionedContent, frozen=True, kw_only=True):
    """A document; `filename` is what the guest sees."""

    filename: Filename | None = None


class AudioContent(FileContent, frozen=True, kw_only=True):
    """A sound. `voice`: shown as a voice message (OGG with Opus, as `POST /api/media?kind=audio` makes it)."""

    voice: bool = False


class LocationContent(Struct, frozen=True, kw_only=True):
    """A place, in degrees."""

    latitude: Annotated[float, Meta(ge=-90, le=90, examples=[-22.9868])]
    longitude: Annotated[float, Meta(ge=-180, le=180, examples=[-43.2050])]
    name: Annotated[str, Meta(max_length=LONGEST_PLACE, examples=["Hotel Ipanema"])] | None = None
    address: Annotated[str, Meta(max_length=LONGEST_PLACE, examples=["Rua Visconde de Pirajá, 100"])] | None = None


class ReactionContent(Struct, frozen=True, kw_only=True):
    """One emoji on a message of the conversation, by our id; an empty one takes it back."""

    message_id: UUID
    emoji: Annotated[str, Meta(max_length=LONGEST_EMOJI, examples=["👍"])]

    def flaws(self) -> Iterator[Flaw]:
        if self.emoji and not _EMOJI.fullmatch(self.emoji):
            yield Flaw("emoji", "value", "detail-emoji")
