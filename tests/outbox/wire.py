"""A Meta that answers as a test tells it to, where one answer is enough."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

from app.core.work import Office
from app.messages.delivery import Delivery
from app.settings import Settings
from app.whatsapp.client import GraphClient

Answer = Callable[[dict[str, Any]], Awaitable[httpx.Response]]


class Wire:
    """`asked` are the bodies that came, in order."""

    def __init__(self, answer: Answer) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer = answer

    @property
    def words(self) -> list[str]:
        return [body["text"]["body"] for body in self.asked]

    async def handle(self, request: httpx.Request) -> httpx.Response:
        body: dict[str, Any] = json.loads(request.content)
        self.asked.append(body)
        return await self.answer(body)


def accepted(body: dict[str, Any]) -> httpx.Response:
    wamid = f"wamid.{body['biz_opaque_callback_data']}"
    return httpx.Response(200, json={"messaging_product": "whatsapp", "messages": [{"id": wamid}]})


def refused(code: int, status: int = 400, **headers: str) -> httpx.Response:
    error = {"message": f"(#{code}) No", "code": code, "error_data": {"details": "Because."}}
    return httpx.Response(status, json={"error": error}, headers=headers)


@asynccontextmanager
async def wired_to(office: Office, settings: Settings, answer: Answer) -> AsyncIterator[tuple[Delivery, Wire]]:
    wire = Wire(answer)
    client = GraphClient(transport=httpx.MockTransport(wire.handle))
    delivery = Delivery(office, client, settings)
    yield delivery, wire
    await delivery.close()
    await client.aclose()
