"""Meta tells a hotel something by the door, and the hotel's admin looks at what became of it."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from app.channels.models import Channel
from app.core.work import Office
from tests.inbox.meta import SECRET, post
from tests.inbox.rows import drain_all, letters, rows
from tests.whatsapp.examples import WABA, payload

DIALLED = "+1 555-078-3881"
DIGITS = "15550783881"
T0 = 1_795_300_000
"""When the first news happen, in Meta's seconds."""


@dataclass
class Hotel:
    office: Office
    client: httpx.AsyncClient
    channel: Channel
    headers: dict[str, str]

    async def is_told(self, field: str, value: dict[str, Any], *, at: int = T0, waba_id: str = WABA, secret: str = SECRET) -> None:
        """One genuine webhook, and the worker's round after it."""
        entry = {"id": waba_id, "time": at, "changes": [{"field": field, "value": value}]}
        await self.hears(json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode(), secret)

    async def hears(self, body: bytes, secret: str = SECRET) -> None:
        answered = await post(self.client, body, secret)
        assert answered.status_code == 200, answered.text
        await drain_all(self.office)

    async def hears_example(self, name: str) -> None:
        await self.hears(payload(name))

    async def replays(self) -> None:
        """Every letter once more, as from the console."""
        await letters(self.office, "UPDATE inbox SET state = 'new'")
        await drain_all(self.office)

    async def ask(self, path: str, language: str = "pt-BR") -> dict[str, Any]:
        answered = await self.client.get(path, headers=self.headers | {"Accept-Language": language})
        assert answered.status_code == 200, answered.text
        found: dict[str, Any] = answered.json()
        return found

    async def number(self) -> dict[str, Any]:
        found = await self.ask(f"/api/tenants/{self.channel.tenant_id}/whatsapp")
        numbers: list[dict[str, Any]] = found["numbers"]
        return next(one for one in numbers if one["phone_number_id"] == self.channel.phone_number_id)

    async def notices(self, state: str = "open", language: str = "pt-BR") -> list[Any]:
        found: list[Any] = (await self.ask(f"/api/notices?state={state}", language))["data"]
        return found

    async def kinds(self) -> list[str]:
        return sorted(notice["kind"] for notice in await self.notices())

    async def templates(self) -> list[Any]:
        found: list[Any] = (await self.ask("/api/templates"))["data"]
        return found

    async def everything(self) -> list[Any]:
        """All that news may change, to compare before and after."""
        tables = ("notices", "templates", "channels", "events")
        skipped = "ARRAY['updated_at', 'at']"
        found = [await rows(self.office, self.channel.tenant_id, f"SELECT to_jsonb(t) - {skipped} FROM {table} t") for table in tables]  # noqa: S608
        return [sorted(map(str, one)) for one in found]
