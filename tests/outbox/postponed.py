"""What is scheduled, for tests: written, made due, and said by a worker's own rounds."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from app.core.clock import now
from app.messages.composing.later import Schedule
from app.messages.models import Message
from app.schedules.firing import Firing
from tests.outbox.front_desk import Hotel

THREAD = "/api/conversations/{}/messages"
SAID = "Seu quarto está pronto."
IN_AN_HOUR = timedelta(hours=1)


def in_zulu(after: timedelta) -> str:
    return (now() + after).isoformat(timespec="minutes").replace("+00:00", "Z")


async def schedules(hotel: Hotel, conversation_id: UUID, words: str = SAID, **schedule: Any) -> Message:
    """One more to be said in an hour, unless `schedule` says otherwise."""
    asked = Schedule(**(schedule or {"at": in_zulu(IN_AN_HOUR)}))
    return (await hotel.says(conversation_id, words, schedule=asked)).message


async def is_due(hotel: Hotel, message_id: UUID | None = None) -> None:
    """Its time (or everything's) has come."""
    which = "id = :id" if message_id else "fires_at IS NOT NULL"
    await hotel.writes(f"UPDATE messages SET fires_at = now() - interval '1 second' WHERE {which}", id=message_id)  # noqa: S608 - ours


async def fire(hotel: Hotel) -> None:
    await Firing(hotel.office).fire()


async def letters(hotel: Hotel) -> int:
    ((many,),) = await hotel.rows("SELECT count(*) FROM outbox")
    return int(many)


async def post(client: httpx.AsyncClient, headers: dict[str, str], conversation_id: UUID, schedule: object) -> httpx.Response:
    body = {"type": "text", "content": SAID, "schedule": schedule}
    return await client.post(THREAD.format(conversation_id), json=body, headers=headers)
