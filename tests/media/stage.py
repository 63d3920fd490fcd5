"""A hotel whose number speaks to a simulator on a real port, its API, and a media worker that works when told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import msgspec
from litestar import Litestar

from app.channels.models import Channel
from app.core.work import Office
from app.media.fetcher import Fetcher, open_fetcher
from app.messages import attachments
from app.settings import Settings
from simulator.faults import Faults
from simulator.meta import Meta
from tests import builders
from tests.conftest import Listener
from tests.inbox.meta import say
from tests.inbox.rows import drain_all, rows, settle
from tests.simulator.hotel import TOKEN, a_number

NUMBER = "1055001"


class Stage(msgspec.Struct):
    """`settings` name the simulator; `headers` are of somebody of the hotel who is signed in."""

    meta: Meta
    settings: Settings
    office: Office
    client: httpx.AsyncClient
    app: Litestar
    listener: Listener
    channel: Channel
    headers: dict[str, str]

    def faults(self, **told: float) -> None:
        self.meta.faults = msgspec.structs.replace(Faults(), **told)

    async def guest_sends(self, kind: str, content: dict[str, object] | None = None, **members: object) -> dict[str, Any]:
        """The webhook, taken in and drained; the message as the hotel sees it, before anybody has fetched."""
        told = self.meta.files.complete(kind, content or {})
        message = {
            "id": f"wamid.{len(self.meta.files._by_id)}.{kind}",
            "from": "5521988887777",
            "timestamp": "1795300000",
            "type": kind,
            kind: told,
        }
        await say(self.client, self.channel, message | members)
        await drain_all(self.office)
        return await self.message()

    async def guest_uploads(self, kind: str, content: bytes, mime_type: str, filename: str | None = None) -> dict[str, Any]:
        file = self.meta.files.keep(content, mime_type, filename)
        return await self.guest_sends(kind, {"id": file.media_id})

    async def fetch(self) -> None:
        """All that is due, as one worker would."""
        async with open_fetcher(self.office, self.settings, attachments.settle) as fetcher:
            await fetch_with(fetcher)

    async def message(self) -> dict[str, Any]:
        """The newest one of the only thread."""
        (conversation_id,) = await self.rows("SELECT id FROM conversations")
        answered = await self.client.get(f"/api/conversations/{conversation_id}/messages", headers=self.headers)
        newest: dict[str, Any] = answered.json()["data"][0]
        return newest

    async def media(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self.message())["content"]["media"]
        return told

    async def address(self, media_id: str, what: str = "") -> httpx.Response:
        return await self.client.get(f"/api/media/{media_id}{what}", headers=self.headers | {"Accept": "application/json"})

    async def bytes_of(self, media_id: str, what: str = "", **headers: str) -> httpx.Response:
        """By a signed address, without being signed in."""
        url = (await self.address(media_id, what)).json()["url"]
        return await self.client.get(url, headers=headers)

    async def updates(self, many: int) -> list[dict[str, Any]]:
        await settle(self.listener, "message:updated", many)
        return self.listener.of("message:updated")

    async def rows(self, query: str) -> list[Any]:
        return await rows(self.office, self.channel.tenant_id, query)

    async def time_passes(self) -> None:
        """Until whatever waits is due."""
        await self.rows("UPDATE media SET due_at = now() WHERE state IN ('due', 'claimed')")


async def fetch_with(fetcher: Fetcher) -> None:
    await fetcher.sweep()
    await fetcher.idle()


@asynccontextmanager
async def a_stage(settings: Settings, url: str, meta: Meta, **opened: Any) -> AsyncIterator[Stage]:
    office: Office = opened["office"]
    hotel = await builders.a_tenant(office)
    channel = await builders.a_channel(office, hotel, NUMBER, access_token=TOKEN, waba_id="9001001")
    attendant = await builders.a_user(office, hotel)
    headers = await builders.signed_in(opened["client"], attendant)
    yield Stage(meta=meta, settings=msgspec.structs.replace(settings, simulator_url=url), channel=channel, headers=headers, **opened)


def a_meta() -> Meta:
    meta = Meta(seed=7)
    meta.put_number(a_number(NUMBER))
    return meta
