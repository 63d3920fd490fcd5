"""`make bench-latency`: a quiet house, from webhook to attendant's socket and from attendant to the Cloud API."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import click
import httpx
import socketio

from app.core.ids import new_id
from app.whatsapp.signature import sign
from bench.demo import Product, a_product, signed_in

# Enough guests that nobody is written to more often than Meta's pair rate allows (45 at once, then one in 6 s).
GUESTS = [f"55219876500{place:02}" for place in range(20)]
PAUSE = 0.03  # a quiet house: one at a time, with room between


@click.command()
@click.option("--times", default=300, show_default=True)
def main(times: int) -> None:
    """Prints p50 and p99 of both ways."""
    with a_product() as product:
        asyncio.run(_measure(product, times))


async def _measure(product: Product, times: int) -> None:
    hotel = product.tenant("hotel-ipanema")
    async with signed_in(product, hotel["attendants"][0], hotel["slug"]) as client, httpx.AsyncClient(timeout=10) as meta:
        ear = _Ear()
        token = client.headers["Authorization"].removeprefix("Bearer ")
        await ear.socket.connect(product.board["api_url"], auth={"token": token}, transports=["websocket"])
        await _open_windows(meta, product, ear)
        _tell("webhook → attendant's socket", await _repeat(times, lambda place: _guest_writes(meta, product, ear, place)))
        threads = sorted(ear.threads)
        said = [await _attendant_writes(client, threads[place % len(threads)], place) for place in range(times)]
        _tell("attendant's POST → Cloud API", await _until_at_meta(meta, product, dict(said)))
        await ear.socket.disconnect()


class _Ear:
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


async def _repeat(times: int, once: Callable[[int], Awaitable[float]]) -> list[float]:
    taken = []
    for place in range(times):
        taken.append(await once(place))
        await asyncio.sleep(PAUSE)
    return taken


async def _open_windows(meta: httpx.AsyncClient, product: Product, ear: _Ear) -> None:
    """Each guest writes once through the simulator, so that Meta lets the hotel answer."""
    hello = {"phone_number_id": product.tenant("hotel-ipanema")["whatsapp"]["phone_number_id"]}
    for guest in GUESTS:
        said = {"type": "text", "text": {"body": "Olá"}}
        (
            await meta.post(f"{product.board['simulator_url']}/_sim/guests/{guest}/messages", json=hello | {"message": said})
        ).raise_for_status()
    async with asyncio.timeout(30):
        while len(ear.threads) < len(GUESTS):
            await asyncio.sleep(0.05)


async def _guest_writes(meta: httpx.AsyncClient, product: Product, ear: _Ear, place: int) -> float:
    """Seconds from the first byte of Meta's POST until the attendant's socket has the message."""
    line = product.tenant("hotel-ipanema")["whatsapp"]
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


async def _attendant_writes(client: httpx.AsyncClient, conversation_id: str, place: int) -> tuple[str, float]:
    """What was said, and the wall clock when it was begun."""
    said = f"Resposta {place} {new_id()}"
    began = time.time()
    answer = await client.post(f"/api/conversations/{conversation_id}/messages", json={"type": "text", "content": {"text": said}})
    answer.raise_for_status()
    await asyncio.sleep(PAUSE)
    return said, began


async def _until_at_meta(meta: httpx.AsyncClient, product: Product, began: dict[str, float]) -> list[float]:
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


def _tell(way: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    p50, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99))
    click.echo(f"{way:32} {len(ordered)} times · p50 {p50:.1f} ms · p99 {p99:.1f} ms · worst {ordered[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
