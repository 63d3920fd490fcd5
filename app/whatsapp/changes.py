"""What somebody does to a message that is there: reacts to it, rewords it, takes it back."""

from typing import Final, NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL
from app.whatsapp.payloads import Context, InboundMessage, text_of
from app.whatsapp.reading import Identifier, UnreadableLetterError, read

CHANGES: Final = frozenset({"reaction", "edit", "revoke"})
LONGEST_EMOJI: Final = 64
"""A family with all its joiners and skins has eleven characters. It stands in every view of its message."""


class Reaction(NamedTuple):
    """`emoji` is None when the reaction is taken back."""

    target: str
    emoji: str | None


class Edit(NamedTuple):
    """`wording` is the edit's letter as if it were the message itself: its wamid is the edit's own."""

    target: str
    wording: InboundMessage


class Revoke(NamedTuple):
    """Deleted for everyone."""

    target: str


class _Reaction(msgspec.Struct):
    message_id: Identifier
    emoji: str | None = None


class _Edit(msgspec.Struct):
    original_message_id: Identifier
    message: Raw = RAW_NULL


class _Revoke(msgspec.Struct):
    original_message_id: Identifier


class _Text(msgspec.Struct):
    body: str | None = None


class _Wording(msgspec.Struct):
    type: str
    text: _Text | None = None
    context: Context | None = None


def read_change(message: InboundMessage) -> Reaction | Edit | Revoke:
    """The change in a message of one of the types of `CHANGES`; `target` is a wamid. Raises `UnreadableLetterError`."""
    match message.type:
        case "reaction":
            reaction = read(message.content, _Reaction)
            if len(reaction.emoji or "") > LONGEST_EMOJI:
                raise UnreadableLetterError("no emoji is that long")
            return Reaction(_target(reaction.message_id), reaction.emoji or None)
        case "edit":
            edit = read(message.content, _Edit)
            return Edit(_target(edit.original_message_id), _worded(message, edit.message))
        case "revoke":
            return Revoke(_target(read(message.content, _Revoke).original_message_id))
        case _:
            raise UnreadableLetterError("no change")


def _target(identifier: Identifier) -> str:
    target = text_of(identifier)
    if target is None:
        raise UnreadableLetterError("a change of nothing")
    return target


def _worded(message: InboundMessage, raw: Raw) -> InboundMessage:
    said = read(raw, _Wording)
    words = said.text.body if said.text else None
    return msgspec.structs.replace(message, type=said.type, text=words, context=said.context, referral=RAW_NULL, raw=raw)
