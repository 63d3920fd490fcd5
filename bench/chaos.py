"""`make bench-chaos`: every fault of the simulator upon every kind of message, with deaths in between; then everything is counted."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import click
import httpx
import msgspec
from redis.asyncio import Redis

from bench import reckoning
from bench.demo import Product, a_product, acting, open_hotels, signed_in
from bench.reckoning import Reckoning, Round

PATIENCE = 90.0
QUIET_S = 25.0
APPS = 5
GUESTS_EACH = 3
DESKS = 6
# Kinds by their weight: the changes need texts to change.
KINDS = (
    *("text",) * 6,
    *("image", "audio_voice", "video", "document", "sticker", "location", "contacts", "order"),
    *("button_template_quick_reply", "interactive_button_reply", "interactive_list_reply", "interactive_nfm_reply_flow"),
    *("reaction", "reaction", "reaction_removed", "edit_text", "edit_text", "revoke"),
    *("system_customer_identity_changed", "unsupported", "unknown_kind", "group_text", "referral_ctwa"),
)
ALL_AT_ONCE: dict[str, Any] = {
    "duplicate": 0.3,
    "reorder": 0.5,
    "batch": 20,
    "delay_ms": 100,
    "bad_signature": 0.1,
    "forged": 0.2,
    "cut_before_accept": 0.1,
    "cut_after_accept": 0.1,
    "status_before_answer": 0.3,
    "errors": {"131000": 0.1},
}
FAULTS: Mapping[str, dict[str, Any]] = {
    "none": {},
    "duplicate": {"duplicate": 0.5},
    "reorder": {"reorder": 0.7},
    "delay": {"delay_ms": 400},
    "batch": {"batch": 50},
    "duplicate + reorder + batch": {"duplicate": 0.3, "reorder": 0.5, "batch": 30},
    "bad_signature": {"bad_signature": 0.3},
    "forged": {"forged": 0.5, "batch": 5},
    "cut_before_accept": {"cut_before_accept": 0.3},
    "cut_after_accept": {"cut_after_accept": 0.3},
    "status_before_answer": {"status_before_answer": 0.7},
    "html_502": {"html_502": 0.2},
    "errors": {"errors": {"131000": 0.2, "130429": 0.1}},
    "failed": {"failed": {"131026": 0.3}},
    "late_failed": {"late_failed": {"131026": 0.5}},
    "dead_media": {"dead_media": 0.7},
    "all at once": ALL_AT_ONCE,
}
WELL: dict[str, Any] = {
    **dict.fromkeys(("duplicate", "reorder", "bad_signature", "forged", "cut_before_accept", "cut_after_accept", "dead_media"), 0),
    "status_before_answer": 0,
    "html_502": 0,
    "delay_ms": 0,
    "batch": 1,
    "errors": {},
    "failed": {},
    "late_failed": {},
}
# In which rounds somebody dies, as a share of all rounds.
DEATHS = ((0.1, "worker"), (0.3, "flush"), (0.45, "worker"), (0.65, "postgres"), (0.9, "worker"))


class Storm(msgspec.Struct, frozen=True):
    """How many messages and sends there are in each round, how fast they come (a second), and the seed of all chance."""

    seed: int
    messages: int
    sends: int
    numbers: int
    rate: int


class Stage(msgspec.Struct):
    """Who plays: the product, its hotels by number, a client for Meta's control, and one for each hotel's API."""

    product: Product
    tenants: dict[str, str]
    meta: httpx.AsyncClient
    hotels: dict[str, httpx.AsyncClient]


@click.command()
@click.option("--seed", default=7, show_default=True)
@click.option("--webhooks", default=10_000, show_default=True, help="updates in all: messages and statuses")
@click.option("--numbers", default=20, show_default=True)
@click.option("--rate", default=400, show_default=True, help="messages a second")
def main(seed: int, webhooks: int, numbers: int, rate: int) -> None:
    """Prints the table, and exits with 1 when anything was lost, doubled, in the wrong hotel or out of order."""
    each = webhooks // len(FAULTS)
    # A hotel's message brings three statuses.
    storm = Storm(seed, messages=each * 4 // 5, sends=each // 15, numbers=numbers, rate=rate)
    began = time.monotonic()
    with a_product() as product:
        counted = asyncio.run(_weather(product, storm))
    blows = ", ".join(f"{blow} at {share:.0%}" for share, blow in DEATHS)
    click.echo(f"seed {seed} · {numbers} hotels, {APPS} Meta apps · {blows} · {time.monotonic() - began:.0f} s")
    click.echo(counted.table())
    raise SystemExit(not counted.is_clean)


async def _weather(product: Product, storm: Storm) -> Reckoning:
    tenants = await open_hotels(product, storm.numbers, apps=APPS)
    async with AsyncExitStack() as stack:
        meta = await stack.enter_async_context(httpx.AsyncClient(base_url=product.board["simulator_url"], timeout=PATIENCE))
        operator = await stack.enter_async_context(signed_in(product, product.board["super_admin"], None))
        hotels = {number: acting(operator, place) for place, number in enumerate(tenants)}
        stage = Stage(product, tenants, meta, hotels)
        await _tell(stage, "switches", {"auto_read": True, "retry_cap_ms": 1000})
        greeting = await _greet(stage, storm)
        rounds = [greeting, *[await _round(stage, storm, place, fault) for place, fault in enumerate(FAULTS)]]
        await _tell(stage, "faults", WELL)
        return await _settle(stage, rounds)


async def _greet(stage: Stage, storm: Storm) -> Round:
    """Every guest writes once, so that the hotels may answer them."""
    many = storm.numbers * GUESTS_EACH
    order = {"numbers": list(stage.tenants), "guests": many, "messages": many, "kinds": ["text"], "seed": storm.seed}
    answer = await stage.meta.post("/_sim/burst", json=order)
    await stage.meta.get("/_sim/pushes", params={"wait_s": QUIET_S})
    await asyncio.sleep(2)
    return Round("(first words)", _by_wamid(answer), {})


async def _round(stage: Stage, storm: Storm, place: int, fault: str) -> Round:
    """One fault upon all kinds, the guests' and the hotels', while perhaps somebody dies."""
    seed = storm.seed * 1000 + place
    await _tell(stage, "faults", WELL | FAULTS[fault])
    order = {"numbers": list(stage.tenants), "guests": storm.numbers * GUESTS_EACH, "messages": storm.messages}
    burst = stage.meta.post("/_sim/burst", json=order | {"rate": storm.rate, "kinds": KINDS, "seed": seed})
    sends = _sends(stage, storm, random.Random(seed), f"{seed}")
    death = _die(stage.product, storm, place)
    answer, texts, _ = await asyncio.gather(burst, sends, death)
    await stage.meta.get("/_sim/pushes", params={"wait_s": QUIET_S})
    return Round(fault, _by_wamid(answer), texts)


def _by_wamid(answer: httpx.Response) -> dict[str, tuple[str, dict[str, Any]]]:
    """Everything a burst said, with the number it was said to."""
    numbers = answer.raise_for_status().json()["numbers"]
    return {one["wamid"]: (number, one) for number, of in numbers.items() for one in of["messages"]}


async def _sends(stage: Stage, storm: Storm, chance: random.Random, name: str) -> dict[str, str]:
    """Hotels write to guests who wrote before; whose number each text is of. Nothing is asked twice without its key."""
    await asyncio.sleep(storm.messages / storm.rate / 3)
    texts = {f"{name} from the hotel {place}": chance.choice(list(stage.tenants)) for place in range(storm.sends)}
    width = len(stage.tenants)
    desks = asyncio.Semaphore(DESKS)

    async def send(said: str, number: str, guest: int) -> None:
        to = f"+55119{10_000_000 + list(stage.tenants).index(number) + width * guest:08d}"
        async with desks:
            await _send(stage.hotels[number], {"to": to, "type": "text", "content": {"text": said}}, key=said)

    await asyncio.gather(*(send(said, number, chance.randrange(GUESTS_EACH)) for said, number in texts.items()))
    return texts


async def _send(hotel: httpx.AsyncClient, body: dict[str, Any], *, key: str) -> None:
    """As a browser does: again with the same key until it is taken."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            answer = await hotel.post("/api/messages/send", json=body, headers={"Idempotency-Key": key})
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.is_success:
            return
        if answer is not None and answer.status_code < 500:
            raise RuntimeError(f"refused: {answer.text}")
        await asyncio.sleep(0.2)
    raise RuntimeError("a hotel's message was not taken in time")


async def _die(product: Product, storm: Storm, place: int) -> None:
    for share, blow in DEATHS:
        if int(share * len(FAULTS)) != place:
            continue
        await asyncio.sleep(storm.messages / storm.rate / 2)
        processes = product.board["processes"]
        match blow:
            case "worker":
                os.kill(processes["workers"]["inbound"][0], signal.SIGKILL)
            case "postgres":
                os.kill(processes["postgres"], signal.SIGINT)
            case _:
                redis = Redis.from_url(product.board["redis_url"])
                await redis.flushall()
                await redis.aclose()


async def _settle(stage: Stage, rounds: list[Round]) -> Reckoning:
    """Waits until all is in, or for as long as one may, and compares every row with what was sent."""
    connection = await asyncpg.connect(stage.product.board["database_owner_url"])
    try:
        until = time.monotonic() + PATIENCE
        while True:
            await stage.meta.get("/_sim/pushes", params={"wait_s": QUIET_S})
            at_meta = (await stage.meta.get("/_sim/sent")).json()["data"]
            counted = reckoning.reckon(stage.tenants, rounds, await reckoning.rows(connection, stage.tenants), at_meta)
            if counted.is_clean:
                return counted
            if time.monotonic() > until:
                click.echo("\n".join(["letters that are not done:", *await reckoning.left_over(connection)]), err=True)
                click.echo(stage.product.last_words(), err=True)
                return counted
            await asyncio.sleep(3)
    finally:
        await connection.close()


async def _tell(stage: Stage, what: str, told: dict[str, Any]) -> None:
    (await stage.meta.put(f"/_sim/{what}", json=told)).raise_for_status()


if __name__ == "__main__":
    main()
