"""`make bench-chaos`: webhooks doubled, shuffled and mixed, a worker killed twice, Redis emptied; then everything is counted."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from typing import Any

import asyncpg
import click
import httpx
import msgspec
from redis.asyncio import Redis

from bench.demo import Product, a_product, open_hotels

FAULTS = {"duplicate": 0.2, "reorder": 0.5, "batch": 20}
PATIENCE = 120.0


class Storm(msgspec.Struct, frozen=True):
    """How much comes, how fast (messages a second), and the seed of its chances."""

    seed: int
    webhooks: int
    numbers: int
    rate: int


class Count(msgspec.Struct):
    """What a hotel must not see: each of these is to be 0."""

    sent: int = 0
    stored: int = 0
    lost: int = 0
    doubled: int = 0
    wrong_tenant: int = 0
    out_of_order: int = 0


@click.command()
@click.option("--seed", default=7, show_default=True)
@click.option("--webhooks", default=10_000, show_default=True)
@click.option("--numbers", default=50, show_default=True)
@click.option("--rate", default=1500, show_default=True, help="messages a second")
def main(seed: int, webhooks: int, numbers: int, rate: int) -> None:
    """Prints the count and exits with 1 when any of it is not 0."""
    with a_product() as product:
        count = asyncio.run(_weather(product, Storm(seed, webhooks, numbers, rate)))
    click.echo(f"seed {seed} · {numbers} numbers · faults {FAULTS} · 2 × kill -9 of the inbound worker · 1 FLUSHALL")
    click.echo(" · ".join(f"{name} {value}" for name, value in msgspec.to_builtins(count).items()))
    raise SystemExit(bool(count.lost or count.doubled or count.wrong_tenant or count.out_of_order))


async def _weather(product: Product, storm: Storm) -> Count:
    tenants = await open_hotels(product, storm.numbers, apps=max(1, storm.numbers // 5))
    simulator = product.board["simulator_url"]
    async with httpx.AsyncClient(timeout=PATIENCE) as meta:
        (await meta.put(f"{simulator}/_sim/faults", json=FAULTS)).raise_for_status()
        guests = storm.numbers * 20
        order = {"numbers": list(tenants), "guests": guests, "messages": storm.webhooks, "rate": storm.rate, "seed": storm.seed}
        burst = asyncio.create_task(meta.post(f"{simulator}/_sim/burst", json=order))
        await _strike(product, random.Random(storm.seed), storm.webhooks / storm.rate)
        report = (await burst).raise_for_status().json()
    sent = {one["wamid"]: (number, one) for number, of in report["numbers"].items() for one in of["messages"]}
    connection = await asyncpg.connect(product.board["database_owner_url"])
    try:
        return await _settle(connection, tenants, sent)
    finally:
        await connection.close()


async def _strike(product: Product, chance: random.Random, seconds: float) -> None:
    """Two kills and one FLUSHALL, somewhere within the burst."""
    redis = Redis.from_url(product.board["redis_url"])
    for blow in ("kill", "flush", "kill"):
        await asyncio.sleep(seconds / 4 * chance.uniform(0.6, 1.2))
        if blow == "flush":
            await redis.flushall()
        else:
            os.kill(product.board["processes"]["workers"]["inbound"][0], signal.SIGKILL)
    await redis.aclose()


async def _settle(connection: Any, tenants: dict[str, str], sent: dict[str, tuple[str, dict[str, Any]]]) -> Count:
    """Waits until all is in or nothing more comes, then compares every row with what was sent."""
    until, before = time.monotonic() + PATIENCE, -1
    rows: list[Any] = []
    while time.monotonic() < until and (len(rows) < len(sent) or len(rows) != before):
        before = len(rows)
        await asyncio.sleep(2)
        rows = await _rows(connection, tenants)
        if len(rows) == before == len(sent):
            break
    return _compare(tenants, sent, rows)


async def _rows(connection: Any, tenants: dict[str, str]) -> list[Any]:
    """Every inbound message of the hotels, read as the backup role may: the owner itself is walled out."""
    async with connection.transaction():
        await connection.execute("SET LOCAL ROLE recado_backup")
        rows: list[Any] = await connection.fetch(
            "SELECT m.tenant_id::text AS tenant_id, m.wamid, m.conversation_id, m.said_at, m.content->>'text' AS text"
            "  FROM messages m WHERE m.direction = 'inbound' AND m.tenant_id = ANY($1::uuid[])"
            " ORDER BY m.conversation_id, m.said_at, m.id",
            list(tenants.values()),
        )
    return rows


def _compare(tenants: dict[str, str], sent: dict[str, tuple[str, dict[str, Any]]], rows: list[Any]) -> Count:
    times = Counter(row["wamid"] for row in rows)
    count = Count(sent=len(sent), stored=len(rows), lost=len(sent.keys() - times.keys()))
    count.doubled = sum(many - 1 for many in times.values())
    last: dict[Any, int] = {}
    for row in rows:
        number, told = sent.get(row["wamid"], ("", {}))
        count.wrong_tenant += tenants.get(number) != row["tenant_id"] or told.get("text") != row["text"]
        # Thread order against Meta's own times, which are all different for one guest.
        count.out_of_order += told.get("timestamp", 0) < last.get(row["conversation_id"], 0)
        last[row["conversation_id"]] = told.get("timestamp", 0)
    return count


if __name__ == "__main__":
    main()
