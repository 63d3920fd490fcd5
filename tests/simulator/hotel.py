"""A hotel as the simulator sees it: a number, a token, and a callback that answers as it is told."""

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

import httpx
import msgspec
from aiohttp import web

from simulator.numbers import Number

TOKEN = "EAAG-hotel-token"
SECRET = "app-secret-of-the-hotel"
VERIFY = "verify-me"
ANA = "5511900000001"


class Push(NamedTuple):
    signature: str
    body: bytes

    @property
    def is_genuine(self) -> bool:
        return self.is_signed_with(SECRET)

    def is_signed_with(self, secret: str) -> bool:
        return hmac.compare_digest(self.signature, "sha256=" + hmac.new(secret.encode(), self.body, hashlib.sha256).hexdigest())

    @property
    def payload(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def values(self) -> list[dict[str, Any]]:
        return [change["value"] for entry in self.payload["entry"] for change in entry["changes"]]


class Callback:
    """A real HTTP server. `answers` are the next statuses that POSTs get; 200 when there is none left.

    `pushes` were taken, `refused` were not.
    """

    def __init__(self) -> None:
        self.pushes: list[Push] = []
        self.refused: list[Push] = []
        self.answer_after_s = 0.0
        self.handshakes: list[dict[str, str]] = []
        self.answers: deque[int] = deque()
        self.handshake_answers: deque[int] = deque()
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        app.router.add_get("/hook", self._shake)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for push in self.pushes for value in push.values for message in value.get("messages", [])]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [status for push in self.pushes for value in push.values for status in value.get("statuses", [])]

    @property
    def steps(self) -> list[str]:
        """Sorted: Meta promises no order."""
        return sorted(status["status"] for status in self.statuses)

    async def until(self, claim: Callable[[], object], within_s: float = 3) -> None:
        async with asyncio.timeout(within_s):
            while not claim():
                await asyncio.sleep(0.005)

    async def _take(self, request: web.Request) -> web.Response:
        push = Push(request.headers.get("X-Hub-Signature-256", ""), await request.read())
        status = self.answers.popleft() if self.answers else 200
        await asyncio.sleep(self.answer_after_s)
        (self.pushes if status == 200 else self.refused).append(push)
        return web.Response(status=status)

    async def _shake(self, request: web.Request) -> web.Response:
        self.handshakes.append(dict(request.query))
        status = self.handshake_answers.popleft() if self.handshake_answers else 200
        return web.Response(status=status, text=request.query.get("hub.challenge", ""))


def a_number(phone_number_id: str = "1055001", **told: object) -> Number:
    details: dict[str, object] = {
        "business_account_id": "9001001",
        "display_phone_number": "+55 21 3333-0001",
        "verified_name": "Hotel Ipanema",
        "access_token": TOKEN,
        "app_id": "7001",
        "app_secret": SECRET,
    }
    return msgspec.convert(details | told | {"phone_number_id": phone_number_id}, Number)


def a_text(body: str = "Olá, Ana!", **told: object) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": ANA, "type": "text", "text": {"body": body}} | told


async def send(client: httpx.AsyncClient, body: object, *, path: str = "/v26.0/1055001/messages", token: str = TOKEN) -> httpx.Response:
    return await client.post(path, json=body, headers={"Authorization": f"Bearer {token}"})


async def guest_writes(client: httpx.AsyncClient, text: str = "Oi", *, guest: str = ANA, **told: object) -> dict[str, Any]:
    order = {"phone_number_id": "1055001", "message": {"type": "text", "text": {"body": text}}} | told
    answer = await client.post(f"/_sim/guests/{guest}/messages", json=order)
    assert answer.status_code == 201, answer.text
    written: dict[str, Any] = answer.json()
    return written
