"""What these tests need of the way back: Meta's statuses through the door, and time that has passed."""

from typing import Any
from uuid import UUID

import httpx
import msgspec
from sqlalchemy import text

from app.core.clock import now
from app.core.permissions import Role
from tests.builders import a_user, signed_in
from tests.inbox.meta import a_body, a_change, a_status, post
from tests.inbox.rows import drain_all
from tests.outbox.front_desk import Hotel


class Desk:
    """Somebody of the hotel at the API, and Meta at the webhook's door."""

    def __init__(self, hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        self.hotel, self.client, self.headers = hotel, client, headers

    async def does(self, deed: str, message_id: UUID, **body: Any) -> httpx.Response:
        return await self.client.post(f"/api/messages/{message_id}/{deed}", json=body or None, headers=self.headers)

    async def sees(self, message_id: UUID) -> dict[str, Any]:
        """The message as the thread shows it."""
        conversation_id = (await self.hotel.message(message_id)).conversation_id
        answered = await self.client.get(f"/api/conversations/{conversation_id}/messages", headers=self.headers)
        found: dict[str, Any] = next(one for one in answered.json()["data"] if one["id"] == str(message_id))
        return found

    async def meta_says(self, wamid: str, status: str, opaque: object, *codes: int, later: int = 0) -> None:
        errors = {"errors": [{"code": code, "title": "No", "message": "No"} for code in codes]} if codes else {}
        said = a_status(wamid, status, at=int(now().timestamp()) + later, biz_opaque_callback_data=str(opaque), **errors)
        assert (await post(self.client, a_body(a_change(self.hotel.channel, statuses=[said])))).status_code == 200
        await drain_all(self.hotel.office)

    async def meta_tells_of_a_template(self, meta_template_id: str, name: str, language: str, event: str) -> None:
        value = {"message_template_id": int(meta_template_id), "message_template_name": name, "message_template_language": language}
        change = {"field": "message_template_status_update", "value": value | {"event": event}}
        entry = {"id": self.hotel.channel.waba_id, "time": int(now().timestamp()) + 60, "changes": [change]}
        body = msgspec.json.encode({"object": "whatsapp_business_account", "entry": [entry]})
        assert (await post(self.client, body)).status_code == 200
        await drain_all(self.hotel.office)


async def a_desk(hotel: Hotel, client: httpx.AsyncClient) -> Desk:
    return Desk(hotel, client, await signed_in(client, await a_user(hotel.office, hotel.tenant, Role.MANAGER)))


_EARLIER = (
    ("messages", "uncertain_since"),
    ("outbox", "calling_at"),
    ("outbox", "due_at"),
    ("outbox", "asked_at"),
    ("channels", "held_until"),
    ("outbox_guests", "opens_at"),
)


async def minutes_pass(hotel: Hotel, minutes: int = 3) -> None:
    """For all that waits, and all that is uncertain."""
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        for table, column in _EARLIER:
            earlier = text(f"UPDATE {table} SET {column} = {column} - make_interval(mins => :minutes)")  # noqa: S608 - our own names
            await work.session.execute(earlier, {"minutes": minutes})
