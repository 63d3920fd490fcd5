"""What somebody wants to say, as it is asked for, checked against what Meta takes."""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args
from uuid import UUID

import msgspec

from app.core import forms
from app.core.checks import Flaw, check_text
from app.core.errors import Detail, ValidationFailedError
from app.messages.composing.later import Schedule
from app.templates.asking import TemplateContent
from app.whatsapp.outgoing.cards import ContactsContent
from app.whatsapp.outgoing.carousel import CarouselMessage
from app.whatsapp.outgoing.interactive import InteractiveContent
from app.whatsapp.outgoing.plain import (
    LONGEST_TEXT,
    AudioContent,
    CaptionedContent,
    DocumentContent,
    FileContent,
    LocationContent,
    ReactionContent,
    TextContent,
)
from app.whatsapp.outgoing.shown import shown

LONGEST_KEY: Final = 255
FIELD: Final = "body.content"

Kind = Literal["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive", "template"]
KINDS: Final = get_args(Kind)
SHAPES: Final[Mapping[str, Any]] = {
    "text": TextContent,
    "image": CaptionedContent,
    "video": CaptionedContent,
    "audio": AudioContent,
    "document": DocumentContent,
    "sticker": FileContent,
    "location": LocationContent,
    "contacts": ContactsContent,
    "reaction": ReactionContent,
    "interactive": InteractiveContent,
    "template": TemplateContent,
}
"""What `content` is, by `type`."""


class SendMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `content` is an object by its `type`; for a text its words alone do as well.

    `reply_to` is the id of a message of the same conversation. With a `schedule` it is said later, and `scheduled` until then.
    """

    type: Kind = "text"
    content: Any
    reply_to: UUID | None = None
    schedule: Schedule | None = None


class SendTo(SendMessage, frozen=True, kw_only=True):
    """One message to a phone number, written in any way that people write one."""

    to: Annotated[str, msgspec.Meta(min_length=3, max_length=200)]


class Draft(msgspec.Struct, frozen=True):
    """A message that Meta will take. `content` is as it is stored, but for files, which stand by their `media_id`, and for a
    template, which is still to be filled."""

    message_type: str
    content: dict[str, Any]
    reply_to: UUID | None
    schedule: Schedule | None = None
    template: TemplateContent | None = None

    def fingerprint(self, address: str) -> bytes:
        """What an idempotency key promises to be the same: the message and where it goes, however it was written."""
        promised: list[object] = [address, self.message_type, self.content, self.reply_to]
        canonical = msgspec.json.encode(promised + [self.schedule] * (self.schedule is not None), order="deterministic")
        return hashlib.sha256(canonical).digest()


def checked(asked: SendMessage) -> Draft:
    """Raises `ValidationFailedError` naming each field that is wrong."""
    found = content_of(asked.type, asked.content)
    _check_circumstances(asked)
    if isinstance(found, TemplateContent):
        return Draft(asked.type, msgspec.to_builtins(found), asked.reply_to, asked.schedule, found)
    return Draft(asked.type, _kept(asked.type, found), asked.reply_to, asked.schedule)


def content_of(kind: str, said: object) -> Any:  # noqa: ANN401 - one of `SHAPES`
    """Decoded JSON, or a shape already, as the shape of its kind."""
    if kind == "text" and isinstance(said, str):
        forms.refuse(list(check_text(said, FIELD, least=1, most=LONGEST_TEXT)))
        return TextContent(said)
    return forms.filled(msgspec.to_builtins(said) if isinstance(said, msgspec.Struct) else said, SHAPES[kind], FIELD)


def checked_key(key: str | None) -> str | None:
    """An `Idempotency-Key` as it is stored; raises `ValidationFailedError`."""
    if key is None:
        return None
    if not (1 <= len(key) <= LONGEST_KEY and key.isprintable()):
        raise ValidationFailedError(details=(Detail("header.Idempotency-Key", "detail-length", "length"),))
    return key


def _kept(kind: str, content: Any) -> dict[str, Any]:  # noqa: ANN401 - one of `SHAPES`
    if kind == "reaction":
        return {"emoji": content.emoji, "message_id": str(content.message_id)}
    if kind != "interactive":
        kept: dict[str, Any] = shown(content)
        return kept
    whole = shown(content.completed() if isinstance(content, CarouselMessage) else content)
    return {"interactive": whole} | ({"text": content.body.text} if content.body else {})


def _check_circumstances(asked: SendMessage) -> None:
    """A reaction is one to its message, and of this moment."""
    if asked.type == "reaction":
        given = [("reply_to", asked.reply_to, "detail-no-reply-to"), ("schedule", asked.schedule, "detail-value")]
        forms.refuse([Flaw(f"body.{name}", "value", sentence) for name, value, sentence in given if value is not None])
