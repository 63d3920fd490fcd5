"""A hotel that sends files: its API, a Meta on a real port, and both workers when they are told to work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
import msgspec
from sqlalchemy import text

from app.channels.models import Channel
from app.conversations.models import Conversation
from app.core.work import Office
from app.media.uploader import open_uploader
from app.messages.delivery import open_delivery
from app.messages.sending import uploads
from app.settings import Settings
from app.tenants.models import Tenant
from simulator.faults import Faults, Switches
from simulator.meta import Meta
from tests import builders
from tests.conftest import Listener
from tests.inbox.rows import rows
from tests.simulator.hotel import TOKEN, a_number

NUMBER = "1055001"
FACTS = "SELECT state, meta_media_id FROM media_at_meta ORDER BY created_at"


class Desk(msgspec.Struct):
    """`headers` are of somebody of the hotel who is signed in."""

    meta: Meta
    settings: Settings
    office: Office
    client: httpx.AsyncClient
    listener: Listener
    hotel: Tenant
    channel: Channel
    conversation: Conversation
    headers: dict[str, str]

    def faults(self, **told: Any) -> None:
        self.meta.faults = msgspec.structs.replace(Faults(), **told)

    async def uploads(self, content: bytes, **query: str) -> dict[str, Any]:
        answered = await self.client.post("/api/media", params=query, content=content, headers=self.headers)
        assert answered.status_code == 201, answered.text
        told: dict[str, Any] = answered.json()
        return told

    async def says(self, kind: str, content: object, *, to: UUID | None = None) -> httpx.Response:
        path = f"/api/conversations/{to or self.conversation.id}/messages"
        return await self.client.post(path, json={"type": kind, "content": content}, headers=self.headers)

    async def gives(self) -> None:
        """The media worker, until nothing is due."""
        async with open_uploader(self.office, self.settings, uploads.settle) as uploader:
            await uploader.sweep()
            await uploader.idle()

    async def delivers(self) -> None:
        """The outbound worker, until nothing is due."""
        async with open_delivery(self.office, self.settings) as delivery:
            await delivery.ring(self.channel.tenant_id, self.channel.id)

    async def works(self) -> None:
        await self.gives()
        await self.delivers()

    def sent(self) -> list[dict[str, Any]]:
        """What Meta took, in order."""
        return [letter.message for letter in self.meta.letters.from_hotels(NUMBER)]

    def at_meta(self) -> list[str]:
        return [media_id for media_id, file in self.meta.files._by_id.items() if file.owner == NUMBER]

    async def message(self, message_id: str) -> dict[str, Any]:
        found = await self.rows("SELECT id::text, row_to_json(m) FROM messages m")
        told: dict[str, Any] = dict(found)[message_id]
        return told

    async def rows(self, query: str) -> list[Any]:
        return await rows(self.office, self.channel.tenant_id, query)

    async def does(self, statement: str) -> None:
        async with self.office.for_tenant(self.channel.tenant_id) as work:
            await work.session.execute(text(statement))

    async def time_passes(self) -> None:
        """Until whatever waits to be given to Meta is due."""
        await self.does("UPDATE media_at_meta SET due_at = now() WHERE state IN ('due', 'claimed')")


@asynccontextmanager
async def a_desk(settings: Settings, url: str, meta: Meta, **opened: Any) -> AsyncIterator[Desk]:
    office: Office = opened["office"]
    hotel = await builders.a_tenant(office)
    channel = await builders.a_channel(office, hotel, NUMBER, access_token=TOKEN, waba_id="9001001")
    conversation = await builders.a_conversation(office, channel)
    headers = await builders.signed_in(opened["client"], await builders.a_user(office, hotel))
    wired = msgspec.structs.replace(settings, simulator_url=url)
    told: dict[str, Any] = {"hotel": hotel, "channel": channel, "conversation": conversation, "headers": headers}
    yield Desk(meta=meta, settings=wired, **told, **opened)


def a_meta() -> Meta:
    meta = Meta(switches=Switches(window="off", number_rate=False, pair_rate=False), seed=7)
    meta.put_number(a_number(NUMBER))
    return meta
