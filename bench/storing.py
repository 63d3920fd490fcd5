"""Storing: our inbound worker's own code, beside a script that does only the three inserts, by hand."""

import asyncio
import random
import time
from statistics import median
from typing import Final

import asyncpg

from app import settings as house_settings
from app.assembly import open_office
from app.inbox.service import drain
from app.messages.intake import take_in
from app.realtime.switchboard import Switchboard
from app.whatsapp.envelope import read_envelope
from app.whatsapp.letters import split
from bench.house import House, Number
from bench.peers import unnest
from bench.webhooks import body, message

ROUNDS: Final = 3
WIPE: Final = "TRUNCATE inbox, messages, conversations, contact_identities, contacts, events, idempotency_keys, outbox CASCADE"


def compare(house: House, number: Number, many: int, seed: int) -> dict[str, list[float]]:
    """Messages a second, three rounds of each."""
    return asyncio.run(_compare(house, number, _letters(number, many, seed)))


def lines(rounds: dict[str, list[float]]) -> list[str]:
    ours = median(rounds["recado"])
    told = [f"{'stores':34} {'messages/s':>11} {'ours / it':>10}"]
    return told + [f"{name:34} {median(rates):11.0f} {ours / median(rates):10.2f}" for name, rates in rounds.items()]


async def _compare(house: House, number: Number, letters: list[tuple[str, bytes]]) -> dict[str, list[float]]:
    rounds: dict[str, list[float]] = {"recado": [], "hand-written unnest script": []}
    for _ in range(ROUNDS):
        rounds["recado"].append(await _ours(house, number, letters))
        rounds["hand-written unnest script"].append(await _by_hand(house, number, letters))
    return rounds


async def _ours(house: House, number: Number, letters: list[tuple[str, bytes]]) -> float:
    admin = await asyncpg.connect(house.admin_url)
    await admin.execute(WIPE)
    await admin.copy_records_to_table(
        "inbox",
        columns=["source_id", "kind", "key", "body"],
        records=[(number.phone_number_id, "message", key, letter) for key, letter in letters],
    )
    await admin.execute("ANALYZE inbox")
    settings = house_settings.load(house.env)
    voice = Switchboard(settings.redis_url, write_only=True)
    async with open_office(settings, name="bench", emitter=voice) as office:
        started = time.perf_counter()
        await drain(office, [number.phone_number_id], take_in)
        seconds = time.perf_counter() - started
    await voice.close()
    stored = await admin.fetchval("SELECT count(*) FROM messages")
    await admin.close()
    if stored != len(letters):
        raise RuntimeError(f"{stored} of {len(letters)} were stored: such a run measures nothing")
    return len(letters) / seconds


async def _by_hand(house: House, number: Number, letters: list[tuple[str, bytes]]) -> float:
    connection = await asyncpg.connect(house.admin_url)
    await connection.execute(unnest.TABLES)
    started = time.perf_counter()
    await unnest.store(connection, number.tenant_id, [letter for _key, letter in letters])
    seconds = time.perf_counter() - started
    await connection.close()
    return len(letters) / seconds


def _letters(number: Number, many: int, seed: int) -> list[tuple[str, bytes]]:
    """As the door would have put them into the inbox."""
    chance = random.Random(seed)
    found: list[tuple[str, bytes]] = []
    for start in range(0, many, 500):
        raw = body(number, [message(chance, start + place) for place in range(min(500, many - start))])
        envelope = read_envelope(raw)
        found += [(letter.key, bytes(letter.body)) for letter in split(envelope, envelope.origins).letters]
    return found
