"""`make bench-neighbour`: a hotel's chat, both ways, before and while a neighbour has a campaign of 50,000 rows under way."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import click
import httpx
import msgspec

from bench import chat
from bench.backlog import Order, fill, tell_meta
from bench.demo import Product, a_product, open_hotels, signed_in
from bench.house import Number

TURNS_A_ROUND = 20
TOKEN = f"EAABench{0:040}"  # as `open_hotels` gives its first


@click.command()
@click.option("--rows", default=50_000, show_default=True, help="letters in the neighbour's campaign lane")
@click.option("--rate", default=80, show_default=True, help="messages a second that Meta takes from the neighbour's number")
@click.option("--times", default=100, show_default=True, help="messages each way, before and during")
@click.option("--goal", default=1.0, show_default=True, help="seconds that p95 may take")
def main(rows: int, rate: int, times: int, goal: float) -> None:
    """Prints p50, p95 and p99 of both ways; exits with 1 when p95 misses the goal."""
    with a_product() as product:
        worst = asyncio.run(_measure(product, rows, rate, times))
    raise SystemExit(worst >= goal)


class Desk(msgspec.Struct):
    """An attendant's browser, a guest's phone, and an ear at the attendant's socket."""

    product: Product
    client: httpx.AsyncClient
    meta: httpx.AsyncClient
    ear: chat.Ear


async def _measure(product: Product, rows: int, rate: int, times: int) -> float:
    opened = await open_hotels(product, 1, apps=1)
    async with httpx.AsyncClient(timeout=60) as meta, _people(product, meta) as desk:
        _tell("quiet house", await _both_ways(desk, times))
        (neighbour,) = [await _neighbour(product, tenant_id, number, rate) for number, tenant_id in opened.items()]
        await fill(product.board["database_url"], [neighbour], Order(rows, is_campaign=True))
        began, sent_before = time.monotonic(), await _sent(product, neighbour)
        during = await _both_ways(desk, times)
        taken, sent = time.monotonic() - began, await _sent(product, neighbour)
        _tell(f"the neighbour sends {(sent - sent_before) / taken:.0f}/s, {rows - sent} rows wait", during)
    return max(_share(way, 0.95) for way in during)


@asynccontextmanager
async def _people(product: Product, meta: httpx.AsyncClient) -> AsyncIterator[Desk]:
    hotel = product.tenant(chat.SLUG)
    async with signed_in(product, hotel["attendants"][0], hotel["slug"]) as client:
        ear = chat.Ear()
        token = client.headers["Authorization"].removeprefix("Bearer ")
        await ear.socket.connect(product.board["api_url"], auth={"token": token}, transports=["websocket"])
        await chat.open_windows(meta, product, ear)
        yield Desk(product, client, meta, ear)
        await ear.socket.disconnect()


async def _both_ways(desk: Desk, times: int) -> tuple[list[float], list[float]]:
    """In turns, so that both ways see the same of what goes on beside them."""
    threads = sorted(desk.ear.threads)
    heard: list[float] = []
    said: dict[str, float] = {}
    for first in range(0, times, TURNS_A_ROUND):
        await chat.rest_hands(desk.product)
        for place in range(first, min(times, first + TURNS_A_ROUND)):
            heard.append(await chat.guest_writes(desk.meta, desk.product, desk.ear, place))
            said |= [await chat.attendant_writes(desk.client, threads[place % len(threads)], place)]
    return heard, await chat.until_at_meta(desk.meta, desk.product, said)


async def _neighbour(product: Product, tenant_id: str, phone_number_id: str, rate: int) -> Number:
    """The other hotel's number, which Meta now takes so much from."""
    async with _behind(product, tenant_id) as connection:
        found = await connection.fetchrow("SELECT id, waba_id FROM channels WHERE phone_number_id = $1", phone_number_id)
        await connection.execute("UPDATE channels SET messages_per_second = $1", rate)
    if found is None:
        raise RuntimeError("the neighbour has no number")
    number = Number(tenant_id, str(found["id"]), phone_number_id, found["waba_id"], f"{0:032x}")
    door = f"{product.board['api_url']}/webhooks/whatsapp"
    await asyncio.to_thread(tell_meta, product.board["simulator_url"], [number], rate=rate, token=TOKEN, callback=door)
    return number


async def _sent(product: Product, number: Number) -> int:
    async with _behind(product, number.tenant_id) as connection:
        return int(await connection.fetchval("SELECT count(*) FROM outbox WHERE state = 'done'"))


@asynccontextmanager
async def _behind(product: Product, tenant_id: str) -> AsyncIterator[asyncpg.Connection]:
    """Behind one hotel's walls, as the product stands there."""
    connection = await asyncpg.connect(product.board["database_url"])
    await connection.execute("SELECT set_config('app.tenant_id', $1, false)", tenant_id)
    yield connection
    await connection.close()


def _tell(when: str, ways: tuple[list[float], list[float]]) -> None:
    click.echo(when)
    for name, taken in zip(("webhook → attendant's socket", "attendant's POST → Cloud API"), ways, strict=True):
        p50, p95, p99 = (_share(taken, share) * 1000 for share in (0.5, 0.95, 0.99))
        click.echo(f"  {name:32} {len(taken)} times · p50 {p50:.0f} ms · p95 {p95:.0f} ms · p99 {p99:.0f} ms")


def _share(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]


if __name__ == "__main__":
    main()
