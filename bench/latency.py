"""`make bench-latency`: a quiet house, from webhook to attendant's socket and from attendant to the Cloud API."""

import asyncio

import click
import httpx

from bench import chat
from bench.demo import Product, a_product, signed_in

HANDS_REST_AFTER = 40


@click.command()
@click.option("--times", default=300, show_default=True)
def main(times: int) -> None:
    """Prints p50 and p99 of both ways."""
    with a_product() as product:
        asyncio.run(_measure(product, times))


async def _measure(product: Product, times: int) -> None:
    hotel = product.tenant(chat.SLUG)
    async with signed_in(product, hotel["attendants"][0], hotel["slug"]) as client, httpx.AsyncClient(timeout=10) as meta:
        ear = chat.Ear()
        token = client.headers["Authorization"].removeprefix("Bearer ")
        await ear.socket.connect(product.board["api_url"], auth={"token": token}, transports=["websocket"])
        await chat.open_windows(meta, product, ear)
        _tell("webhook → attendant's socket", await chat.repeat(times, lambda place: chat.guest_writes(meta, product, ear, place)))
        threads = sorted(ear.threads)
        said: dict[str, float] = {}
        for place in range(times):
            if place % HANDS_REST_AFTER == 0:
                await chat.rest_hands(product)
            said |= [await chat.attendant_writes(client, threads[place % len(threads)], place)]
        _tell("attendant's POST → Cloud API", await chat.until_at_meta(meta, product, said))
        await ear.socket.disconnect()


def _tell(way: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    p50, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99))
    click.echo(f"{way:32} {len(ordered)} times · p50 {p50:.1f} ms · p99 {p99:.1f} ms · worst {ordered[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
