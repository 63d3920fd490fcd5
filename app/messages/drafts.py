"""What somebody wants to say, as it is asked for, checked against what Meta takes."""

import hashlib
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from app.core.errors import Detail, ValidationFailedError
from app.messages.later import Schedule
from app.whatsapp.compose import LONGEST_TEXT

LONGEST_KEY: Final = 255


class TextContent(msgspec.Struct, frozen=True):
    """A text of 1 to 4,096 characters. `preview_url`: WhatsApp shows a preview of the first link."""

    text: str
    preview_url: bool = False


class SendMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `content` is an object by its type; for a text its words alone do as well.

    `reply_to` is the id of a message of the same conversation. With a `schedule` it is said later, and `scheduled` until then.
    """

    type: Literal["text"] = "text"
    content: TextContent | str
    reply_to: UUID | None = None
    schedule: Schedule | None = None


class SendTo(SendMessage, frozen=True, kw_only=True):
    """One message to a phone number, written in any way that people write one."""

    to: Annotated[str, msgspec.Meta(min_length=3, max_length=40)]


class Draft(msgspec.Struct, frozen=True):
    """A message that Meta will take, as it is stored."""

    message_type: str
    content: dict[str, object]
    reply_to: UUID | None
    schedule: Schedule | None = None

    def fingerprint(self, address: str) -> bytes:
        """What an idempotency key promises to be the same: the message and where it goes, however it was written."""
        promised: list[object] = [address, self.message_type, self.content, self.reply_to]
        canonical = msgspec.json.encode(promised + [self.schedule] * (self.schedule is not None), order="deterministic")
        return hashlib.sha256(canonical).digest()


def checked(asked: SendMessage) -> Draft:
    """Raises `ValidationFailedError` naming the field."""
    content = TextContent(asked.content) if isinstance(asked.content, str) else asked.content
    field = "body.content" if isinstance(asked.content, str) else "body.content.text"
    _check_text(content.text, field)
    kept: dict[str, object] = {"text": content.text}
    if content.preview_url:
        kept["preview_url"] = True
    return Draft(asked.type, kept, asked.reply_to, asked.schedule)


def checked_key(key: str | None) -> str | None:
    """An `Idempotency-Key` as it is stored; raises `ValidationFailedError`."""
    if key is None:
        return None
    if not (1 <= len(key) <= LONGEST_KEY and key.isprintable()):
        raise ValidationFailedError(details=(Detail("header.Idempotency-Key", "detail-length", "length"),))
    return key


def _check_text(said: str, field: str) -> None:
    """A character is a code point, as for Meta, so an emoji of several counts as several (a family: seven).

    A NUL is legal JSON and no text: PostgreSQL does not store it, and no phone shows it.
    """
    if "\0" in said:
        raise ValidationFailedError(details=(Detail(field, "detail-value", "value"),))
    if not said.strip() or len(said) > LONGEST_TEXT:
        raise ValidationFailedError(details=(Detail(field, "detail-length", "length"),))
