"""Guests by their names, and letters of other fields, for tests."""

from typing import Any

import httpx

from app.channels.models import Channel
from app.core.work import Office
from app.tenants.models import Tenant
from tests.inbox.meta import SAID_AT, SECRET, a_body, a_text, post, say
from tests.inbox.rows import drain_all, rows

ANA, ANAS_NEW = "5521988887777", "5521977776666"
USER, USERS_NEW = "BR.1349", "BR.9999"


def a_card(wa_id: str | None = None, user_id: str | None = None, name: str = "Ana Souza", **profile: str) -> dict[str, Any]:
    named = {"wa_id": wa_id, "user_id": user_id}
    return {"profile": {"name": name, **profile}} | {key: value for key, value in named.items() if value}


def a_field(channel: Channel, field: str, **value: Any) -> tuple[str, dict[str, Any]]:
    """One change of another field than messages, from this number."""
    metadata = {"display_phone_number": "552133330001", "phone_number_id": channel.phone_number_id}
    return channel.waba_id, {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata} | value}


async def tell(client: httpx.AsyncClient, channel: Channel, field: str, secret: str = SECRET, **value: Any) -> None:
    """One genuine webhook of this field."""
    answered = await post(client, a_body(a_field(channel, field, **value)), secret)
    assert answered.status_code == 200, answered.text


async def ana_says(client: httpx.AsyncClient, channel: Channel, said: str, after: int = 0, **who: Any) -> None:
    """A guest's text, so many seconds after the first; `wa_id`, `user_id` and more of the card by name."""
    named = {"from_user_id": who["user_id"]} if who.get("user_id") else {}
    await say(client, channel, a_text(said, wa_id=who.get("wa_id"), at=SAID_AT + after, **named), contacts=[a_card(**who)])


def a_system_line(kind: str, after: int = 0, *, wa_id: str | None = ANA, **system: str) -> dict[str, Any]:
    """What WhatsApp says of itself in a thread: `system` is what is new."""
    line = a_text("", wa_id=wa_id, at=SAID_AT + after) | {"type": "system", "system": {"body": "User changed", "type": kind} | system}
    del line["text"]
    return line


async def the_hotel(office: Office, channel: Channel) -> Tenant:
    async with office.for_house() as work:
        return await work.session.get_one(Tenant, channel.tenant_id)


async def everything(office: Office, channel: Channel) -> dict[str, list[Any]]:
    """All that there is of guests, threads and messages, to be compared."""
    await drain_all(office)
    tables = {
        "contacts": "SELECT id, name, profile_name, username, phone, marketing_opted_out_at FROM contacts ORDER BY id",
        "identities": "SELECT kind, value, contact_id, created_at, retired_at FROM contact_identities ORDER BY 1, 2, 3",
        "conversations": "SELECT id, contact_id, status, unread_count, last_message_id FROM conversations ORDER BY id",
        "messages": "SELECT id, conversation_id, sender_id, content::text, status FROM messages ORDER BY id",
    }
    return {table: await rows(office, channel.tenant_id, query) for table, query in tables.items()}
