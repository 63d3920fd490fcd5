"""What Meta sends, for tests: bodies, signatures, and one POST."""

from typing import Any

import httpx
import msgspec

from app.channels.models import Channel
from app.core.clock import now
from app.core.ids import new_id
from app.whatsapp.signature import HEADER, sign

SECRET = "hotel-app-secret-0123456789abcdef"
NEIGHBOURS_SECRET = "neighbours-app-secret-0123456789ab"
PLATFORM_SECRET = "platform-secret-0123456789abcdef"
PATH = "/webhooks/whatsapp"
SAID_AT = int(now().timestamp()) - 3600
"""An hour ago, in Meta's whole seconds."""


def a_text(said: str = "Olá", wa_id: str | None = "5521988887777", at: int = SAID_AT, **members: Any) -> dict[str, Any]:
    """A guest's message; without `wa_id` only a `user_id` names the guest."""
    message = {"id": f"wamid.{new_id().hex}", "timestamp": str(at), "type": "text", "text": {"body": said}}
    if wa_id:
        message["from"] = wa_id
    return message | members


def a_status(wamid: str, status: str, at: int = SAID_AT, **members: Any) -> dict[str, Any]:
    return {"id": wamid, "status": status, "timestamp": str(at), "recipient_id": "5521988887777"} | members


def a_change(channel: Channel | str, *, name: str | None = "Ana Souza", **items: Any) -> tuple[str, dict[str, Any]]:
    """The WABA and one change for a number, known or not."""
    number, waba = (channel.phone_number_id, channel.waba_id) if isinstance(channel, Channel) else (channel, f"9{channel}")
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "552133330001", "phone_number_id": number},
    } | items
    writers = {message["from"] for message in items.get("messages", []) if "from" in message}
    if writers and "contacts" not in value:
        value["contacts"] = [{"wa_id": wa_id, "profile": {"name": name}} for wa_id in sorted(writers)]
    return waba, {"field": "messages", "value": value}


def a_body(*changes: tuple[str, dict[str, Any]]) -> bytes:
    entries = [{"id": waba, "changes": [change]} for waba, change in changes]
    return msgspec.json.encode({"object": "whatsapp_business_account", "entry": entries})


async def post(client: httpx.AsyncClient, body: bytes, secret: str | None = SECRET) -> httpx.Response:
    headers = {HEADER: sign(body, secret.encode())} if secret is not None else {}
    return await client.post(PATH, content=body, headers=headers)


async def say(client: httpx.AsyncClient, channel: Channel, *messages: dict[str, Any], **more: Any) -> None:
    """One genuine webhook with these messages."""
    answered = await post(client, a_body(a_change(channel, messages=list(messages), **more)))
    assert answered.status_code == 200, answered.text
