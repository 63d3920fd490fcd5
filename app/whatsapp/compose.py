"""Saying things in Meta's words: the payloads of POST /messages."""

from typing import Any

import msgspec


class Recipient(msgspec.Struct, frozen=True):
    """To whom: by WhatsApp id (digits), or by business-scoped user id where no phone is known."""

    wa_id: str | None = None
    user_id: str | None = None

    def __post_init__(self) -> None:
        if not self.wa_id and not self.user_id:
            raise ValueError("a recipient without wa_id and user_id")


def payload(to: Recipient, kind: str, body: Any, *, reply_to: str | None = None, opaque: str | None = None) -> dict[str, Any]:  # noqa: ANN401 - Meta's JSON
    """A message of any type; `body` is what stands under the type's name. `opaque` is our message id: Meta gives it back with
    every receipt."""
    told: dict[str, Any] = {"messaging_product": "whatsapp", "recipient_type": "individual", **_address(to), "type": kind, kind: body}
    if reply_to:
        told["context"] = {"message_id": reply_to}
    if opaque:
        told["biz_opaque_callback_data"] = opaque
    return told


def text_payload(
    to: Recipient, body: str, *, preview_url: bool = False, reply_to: str | None = None, opaque: str | None = None
) -> dict[str, Any]:
    """A text message."""
    return payload(to, "text", {"body": body, "preview_url": preview_url}, reply_to=reply_to, opaque=opaque)


def _address(to: Recipient) -> dict[str, str]:
    """The phone where it is known: with both, Meta takes it anyway.

    Without the plus Meta puts the business number's country code before it (cloud-api 4.1), and a user id
    in `to` is dropped in silence (D5).
    """
    if to.wa_id:
        return {"to": f"+{to.wa_id.removeprefix('+')}"}
    return {"recipient": to.user_id or ""}
