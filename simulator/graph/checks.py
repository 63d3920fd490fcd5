"""What Meta checks of a message before it looks at who gets it: members, types, lengths."""

from collections.abc import Callable
from typing import cast

from simulator.graph import refusals
from simulator.graph.kinds import plain
from simulator.graph.kinds.interactive import interactive
from simulator.graph.kinds.template import template
from simulator.graph.parts import Body, Part

Check = Callable[[Part], None]

MOST_TRACKER_CHARACTERS = 512
COMMON = frozenset((
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
    "recipient_identity_key_hash",
))
KNOWN_TYPES = (
    *("AUDIO", "BUTTON", "CONTACTS", "DOCUMENT", "IMAGE", "INTERACTIVE", "LOCATION"),
    *("PIN", "REACTION", "STICKER", "TEMPLATE", "TEXT", "VIDEO"),
)


def product(body: Body) -> None:
    named = body.get("messaging_product")
    if named is None:
        raise refusals.required("messaging_product")
    if not isinstance(named, str) or named.lower() != "whatsapp":
        raise refusals.invalid(f'Param messaging_product must be one of {{WHATSAPP}} - got "{named}".')


def message(body: Body, *, is_strict: bool) -> str:
    """The message's type, when all of it is as Meta wants it."""
    product(body)
    kind = _kind(body)
    if is_strict:
        for name in body.keys() - COMMON - {kind}:
            raise refusals.invalid(f'Unexpected key "{name}" on param "messages".')
    _addressing(body)
    _tracker(body.get("biz_opaque_callback_data"))
    _context(body, kind, is_strict)
    _content(body, kind, is_strict)
    return kind


# Each kind of message that this Meta carries, with what it checks of the member of the same name.
KINDS: dict[str, Check] = {
    "text": plain.text,
    **dict.fromkeys(("image", "video", "audio", "document", "sticker"), plain.file),
    "location": plain.location,
    "reaction": plain.reaction,
    "interactive": interactive,
    "template": template,
    "pin": plain.pin,
}


def _kind(body: Body) -> str:
    named = body.get("type", "text")
    kind = named.lower() if isinstance(named, str) else ""
    if kind.upper() not in KNOWN_TYPES:
        raise refusals.invalid(f'Param type must be one of {{{", ".join(KNOWN_TYPES)}}} - got "{named}".')
    if kind not in KINDS and kind != "contacts":
        raise refusals.coded(131051)
    return kind


def _addressing(body: Body) -> None:
    kind = body.get("recipient_type", "individual")
    if kind not in ("individual", "group"):
        raise refusals.invalid(f'Param recipient_type must be one of {{INDIVIDUAL, GROUP}} - got "{kind}".')
    if not body.get("to") and not body.get("recipient"):
        raise refusals.required("to")
    for name in ("to", "recipient"):
        if not isinstance(body.get(name, ""), str):
            raise refusals.invalid(f"Param {name} must be a string.")


def _tracker(told: object) -> None:
    if told is None:
        return
    if not isinstance(told, str):
        raise refusals.invalid("Param biz_opaque_callback_data must be a string.")
    if len(told) > MOST_TRACKER_CHARACTERS:
        raise refusals.invalid(f"Param biz_opaque_callback_data must be at most {MOST_TRACKER_CHARACTERS} characters long.")


def _context(body: Body, kind: str, is_strict: bool) -> None:
    if "context" not in body:
        return
    context = body["context"]
    if not isinstance(context, dict):
        raise refusals.invalid("Param context must be a JSON object.")
    if kind == "reaction":
        raise refusals.coded(131009, "Parameter 'context' is not supported for type 'reaction'")
    named = context.get("message_id")
    if named is None:
        raise refusals.required("context['message_id']")
    if not isinstance(named, str) or not named.startswith("wamid."):
        raise refusals.coded(131009, "Parameter 'context.message_id' is not a valid message id")
    Part(cast("Body", context), "context", is_strict).only("message_id")


def _content(body: Body, kind: str, is_strict: bool) -> None:
    if kind not in body:
        raise refusals.coded(100, f"Parameter '{kind}' is mandatory for type '{kind}'")
    if kind == "contacts":
        plain.contacts(body[kind], is_strict)
        return
    content = body[kind]
    if not isinstance(content, dict):
        raise refusals.invalid(f"Param {kind} must be a JSON object.")
    KINDS[kind](Part(cast("Body", content), kind, is_strict))
