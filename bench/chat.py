"""A chat of a demo's hotel, both ways, with the clock in hand."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import asyncpg
import httpx
import socketio

from app.core.ids import new_id
from app.whatsapp.signature import sign
from bench.demo import Product

# Enough guests that nobody is written to more often than Meta's pair rate allows (45 at once, then one in 6 s).
GUESTS = [f"55219876500{place:02}" for place in range(20)]
PAUSE = 0.03  # a quiet house: one at a time, with room between
SLUG = "hotel-ipanema"


class Ear:
    """An attendant's socket that knows when it heard what."""

    def __init__(self) -> None:
        self.socket = socketio.AsyncClient()
        self.heard: dict[str, asyncio.Future[float]] = {}
        self.threads: set[str] = set()
        self.socket.on("message:new", self._hear)

    async def _hear(self, message: dict[str, Any]) -> None:
        self.threads.add(message["conversation_id"])
        waiting = self.heard.get(message["whatsapp_message_id"] or "")
        if waiting and not waiting.done():
            waiting.set_result(time.perf_counter())


async def repeat(times: int, once: Callable[[int], Awaitable[float]]) -> list[float]:
    taken = []
    for place in range(times):
        taken.append(await once(place))
        await asyncio.sleep(PAUSE)
    return taken


async def open_windows(meta: httpx.AsyncClient, product: Product, ear: Ear) -> None:
    """Each guest writes once through the simulator, so that Meta lets the hotel answer."""
    hello = {"phone_number_id": product.tenant(SLUG)["whatsapp"]["phone_number_id"]}
    for guest in GUESTS:
        said = {"type": "text", "text": {"body": "Olá"}}
        (
            await meta.post(f"{product.board['simulator_url']}/_sim/guests/{guest}/messages", json=hello | {"message": said})
        ).raise_for_status()
    async with asyncio.timeout(30):
        while len(ear.threads) < len(GUESTS):
            await asyncio.sleep(0.05)


async def guest_writes(meta: httpx.AsyncClient, product: Product, ear: Ear, place: int) -> float:
    """Seconds from the first byte of Meta's POST until the attendant's socket has the message."""
    line = product.tenant(SLUG)["whatsapp"]
    wamid = f"wamid.latency-{place}-{new_id()}"
    guest = GUESTS[place % len(GUESTS)]
    message = {"from": guest, "id": wamid, "timestamp": str(int(time.time())), "type": "text", "text": {"body": f"Oi {place}"}}
    metadata = {"display_phone_number": line["display_phone_number"], "phone_number_id": line["phone_number_id"]}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "contacts": [{"wa_id": guest}], "messages": [message]}
    entry = {"id": line["business_account_id"], "changes": [{"field": "messages", "value": value}]}
    request = meta.build_request(
        "POST", f"{product.board['api_url']}/webhooks/whatsapp", json={"object": "whatsapp_business_account", "entry": [entry]}
    )
    request.headers["X-Hub-Signature-256"] = sign(request.content, line["app_secret"].encode())
    ear.heard[wamid] = asyncio.get_running_loop().create_future()
    started = time.perf_counter()
    (await meta.send(request)).raise_for_status()
    async with asyncio.timeout(10):
        return await ear.heard[wamid] - started


async def attendant_writes(client: httpx.AsyncClient, conversation_id: str, place: int) -> tuple[str, float]:
    """What was said, and the wall clock when it was begun."""
    said = f"Resposta {place} {new_id()}"
    began = time.time()
    answer = await client.post(f"/api/conversations/{conversation_id}/messages", json={"type": "text", "content": {"text": said}})
    answer.raise_for_status()
    await asyncio.sleep(PAUSE)
    return said, began


async def until_at_meta(meta: httpx.AsyncClient, product: Product, began: dict[str, float]) -> list[float]:
    """Seconds from the attendant's click until the Graph API had accepted it, by its own clock on this machine."""
    for _ in range(100):
        sent = (await meta.get(f"{product.board['simulator_url']}/_sim/sent")).json()["data"]
        arrived = {
            one["message"]["text"]["body"]: datetime.fromisoformat(one["at"]).timestamp() for one in sent if "text" in one["message"]
        }
        if began.keys() <= arrived.keys():
            return [arrived[said] - at for said, at in began.items()]
        await asyncio.sleep(0.1)
    raise RuntimeError("not everything reached the Graph API")


async def rest_hands(product: Product) -> None:
    """Forgets how much the hotel's people have sent by hand: no person writes as fast as a bench."""
    connection = await asyncpg.connect(product.board["database_url"])
    await connection.execute("SELECT set_config('app.tenant_id', $1, false)", product.tenant(SLUG)["id"])
    await connection.execute("DELETE FROM hand_sends")
    await connection.close()
