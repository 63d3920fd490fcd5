"""Storing: our inbound worker's own hands, beside a script that does only the three inserts, by hand."""

import asyncio
import random
import time
from collections.abc import Sequence
from statistics import median
from typing import Final

import asyncpg
import uvloop

from app import settings as house_settings
from app.assembly import open_office
from app.inbox.drainer import Drainer
from app.inbox.models import Lane
from app.inbox.service import Hand
from app.messages.intake import take_in
from app.realtime.switchboard import Switchboard
from app.whatsapp.envelope import read_envelope
from app.whatsapp.letters import split
from bench.house import House, Number
from bench.peers import unnest
from bench.webhooks import body, message

ROUNDS: Final = 3
# Statistics are left as young as a wipe makes them: a new hotel's first day must not be slow.
WIPE: Final = "TRUNCATE inbox, messages, conversations, contact_identities, contacts, events, idempotency_keys, outbox CASCADE"
Letters = dict[str, list[tuple[str, bytes]]]


def compare(house: House, numbers: Sequence[Number], many: int, seed: int) -> dict[str, list[float]]:
    """Messages a second, three rounds of each: out of one number's inbox, out of all of them, and the script."""
    return uvloop.run(_compare(house, numbers, many, seed))


def lines(rounds: dict[str, list[float]]) -> list[str]:
    ours = median(next(iter(rounds.values())))
    told = [f"{'stores':34} {'messages/s':>11} {'ours / it':>10}"]
    return told + [f"{name:34} {median(rates):11.0f} {ours / median(rates):10.2f}" for name, rates in rounds.items()]


async def _compare(house: House, numbers: Sequence[Number], many: int, seed: int) -> dict[str, list[float]]:
    of_one, of_all = _letters(numbers[:1], many, seed), _letters(numbers, many, seed)
    ways = {
        "recado, one number": lambda: _ours(house, of_one),
        f"recado, {len(numbers)} hotels of a number": lambda: _ours(house, of_all),
        "hand-written unnest script": lambda: _by_hand(house, unnest.OWN, numbers[0], of_one),
        "the script, with our tables": lambda: _by_hand(house, unnest.OURS, numbers[0], of_one),
    }
    rounds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            rounds[name].append(many / await run())
    return rounds


async def _ours(house: House, letters: Letters) -> float:
    """Seconds from the ring until the box is empty."""
    admin = await asyncpg.connect(house.admin_url)
    await admin.execute(WIPE)
    records = [(source_id, "message", key, letter) for source_id, mine in letters.items() for key, letter in mine]
    await admin.copy_records_to_table("inbox", columns=["source_id", "kind", "key", "body"], records=records)
    await admin.execute("ANALYZE inbox")
    settings = house_settings.load(house.env)
    voice = Switchboard(settings.redis_url, write_only=True)
    async with open_office(settings, name="bench", emitter=voice) as office:
        started = time.perf_counter()
        drainer = Drainer(Hand(office, take_in, Lane.SAID))
        drainer.wake(letters)
        while drainer.is_busy:
            await asyncio.sleep(0.001)
        seconds = time.perf_counter() - started
    await voice.close()
    await _must_hold(admin, len(records))
    return seconds


async def _by_hand(house: House, tables: unnest.Tables, number: Number, letters: Letters) -> float:
    admin = await asyncpg.connect(house.admin_url)
    await admin.execute(WIPE)
    await admin.execute(unnest.TABLES)
    # As our own connections: else plans from when the tables were empty read all of them for each foreign key.
    await admin.execute("SET jit = off; SET enable_seqscan = off")
    bodies = [letter for _key, letter in letters[number.phone_number_id]]
    started = time.perf_counter()
    await unnest.store(admin, tables, number.tenant_id, bodies)
    seconds = time.perf_counter() - started
    await _must_hold(admin, len(bodies), "bench_messages" if tables is unnest.OWN else "messages")
    return seconds


async def _must_hold(admin: "asyncpg.Connection[asyncpg.Record]", many: int, table: str = "messages") -> None:
    stored = await admin.fetchval(f"SELECT count(*) FROM {table}")
    await admin.close()
    if stored != many:
        raise RuntimeError(f"{stored} of {many} were stored: such a run measures nothing")


def _letters(numbers: Sequence[Number], many: int, seed: int) -> Letters:
    """As the door would have put them into the inbox, by number."""
    chance = random.Random(seed)
    found: Letters = {}
    each = many // len(numbers)
    for number in numbers:
        mine = found.setdefault(number.phone_number_id, [])
        for start in range(0, each, 500):
            raw = body(number, [message(chance, start + place) for place in range(min(500, each - start))])
            envelope = read_envelope(raw)
            mine += [(letter.key, bytes(letter.body)) for letter in split(envelope, envelope.origins).letters]
    return found
