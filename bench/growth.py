"""`make bench-growth`: what reading and storing cost when a house has ten thousand, a million, ten million messages."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from statistics import median
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg
import click
import msgspec
import psutil
import uvloop
from sqlalchemy import event

from app import settings as house_settings
from app.assembly import open_office
from app.conversations import queries as conversations
from app.conversations.queries import Wanted
from app.core.clock import now
from app.core.pages import Place
from app.core.permissions import Actor, Role
from app.core.work import Office, TenantWork
from app.inbox.drainer import Drainer
from app.inbox.models import Lane
from app.inbox.service import Hand
from app.messages import queries as messages
from app.messages.intake import take_in
from app.realtime.switchboard import Switchboard
from app.whatsapp.envelope import read_envelope
from app.whatsapp.letters import split
from bench.archive import HOTELS, grow
from bench.house import House, Number, a_house, claim_numbers, conditions, cpu
from bench.traffic import body_of, receipt, said

SIZES: Final = (10_000, 1_000_000, 10_000_000)
TIMES: Final = 300
INGESTED: Final = 3_000
ALLOWED: Final = 1.2


class Cost(msgspec.Struct):
    """Of one question, or of one letter: CPU in its unit, and pages of PostgreSQL that it touched; `plans` of a question."""

    took: float
    pages: float
    plans: str = ""


Found = dict[str, Cost]
Question = Callable[[TenantWork], Awaitable[object]]


class _Scene(NamedTuple):
    house: House
    office: Office
    tenant_id: UUID
    admin: Any


@click.command()
@click.option("--seed", default=7, show_default=True)
@click.option("--most", default=SIZES[-1], show_default=True, help="stop at so many messages")
def main(seed: int, most: int) -> None:
    """Prints costs by size and their growth; for what grew, what PostgreSQL did for it."""
    with a_house() as house:
        numbers = claim_numbers(house, HOTELS)
        click.echo(conditions(house, seed))
        found: dict[int, Found] = {}
        before = 0
        for size in (size for size in SIZES if size <= most):
            started = time.perf_counter()
            asyncio.run(grow(house.admin_url, numbers, before, size))
            click.echo(f"{size:,} messages are there after {time.perf_counter() - started:.0f} s")
            before, found[size] = size, uvloop.run(_measure(house, numbers, seed + size))
    click.echo("\n".join(lines(found)))


def lines(found: dict[int, Found]) -> list[str]:
    """Growth from the smallest to the largest, of time and of pages."""
    sizes = list(found)
    grown: list[str] = []
    told = [f"{'':38}" + "".join(f"{size:>14,}" for size in sizes) + f"{'growth':>9}{'pages':>22}"]
    for name, first in found[sizes[0]].items():
        last = found[sizes[-1]][name]
        growth = last.took / first.took
        costs = "".join(f"{found[size][name].took:>14.2f}" for size in sizes)
        told.append(f"{name:38}{costs}{growth:>9.2f}{first.pages:>11.0f} →{last.pages:>9.0f}")
        grown += [f"\n{name}:\n{last.plans}"] if growth >= ALLOWED and last.plans else []
    return told + grown


async def _measure(house: House, numbers: Sequence[Number], seed: int) -> Found:
    settings = house_settings.load(house.env)
    voice = Switchboard(settings.redis_url, write_only=True)
    async with open_office(settings, name="bench", emitter=voice) as office:
        found = await _reads(house, office, UUID(numbers[0].tenant_id), random.Random(seed))
        found |= await _ingest(house, office, numbers, seed)
    await voice.close()
    return found


async def _reads(house: House, office: Office, tenant_id: UUID, chance: random.Random) -> Found:
    admin = await asyncpg.connect(house.admin_url)
    scene = _Scene(house, office, tenant_id, admin)
    threads = await admin.fetch(_THREADS, tenant_id)
    long = await admin.fetchval("SELECT id FROM bench_threads WHERE place = 0")
    deep = await admin.fetch(_FIRST_LINES, tenant_id, long)

    async def listed(work: TenantWork) -> object:
        return await conversations.page(work, Wanted(), limit=20)

    async def listed_deep(work: TenantWork) -> object:
        thread = chance.choice(threads)
        return await conversations.page(work, Wanted(), limit=20, after=Place(thread["at"], thread["id"]))

    async def unread(work: TenantWork) -> object:
        return await conversations.page(work, Wanted(unread=True), limit=20)

    async def opened(work: TenantWork) -> object:
        return await messages.history(work, chance.choice(threads)["id"], before=None, limit=50)

    async def opened_deep(work: TenantWork) -> object:
        return await messages.history(work, long, before=chance.choice(deep)["id"], limit=50)

    asked = {
        "list, first page (CPU ms)": listed,
        "list, deep (CPU ms)": listed_deep,
        "list, unread (CPU ms)": unread,
        "history, last page of a thread (CPU ms)": opened,
        "history, first page of the longest (CPU ms)": opened_deep,
    }
    found = {name: await _asked(scene, question) for name, question in asked.items()}
    await admin.close()
    return found


async def _asked(scene: "_Scene", question: Question) -> Cost:
    actor = Actor(user_id=scene.tenant_id, role=Role.TENANT_ADMIN, sid=scene.tenant_id)
    pages, used = await _pages(scene.admin), _used(scene.house)
    for _ in range(TIMES):
        async with scene.office.for_tenant(scene.tenant_id, actor) as work:
            await question(work)
    used = _used(scene.house) - used
    async with scene.office.for_tenant(scene.tenant_id, actor) as work:
        plans = await _explained(work, question)
    return Cost(used / TIMES * 1000, (await _pages(scene.admin) - pages) / TIMES, plans)


async def _explained(work: TenantWork, question: Question) -> str:
    """What PostgreSQL does for it, statement by statement."""
    connection = await work.session.connection()
    asked: list[tuple[str, Any]] = []
    told = connection.sync_connection
    event.listen(told, "before_cursor_execute", lambda *what: asked.append((what[2], what[3])))
    await question(work)
    statements = [one for one in asked if one[0].lstrip().startswith(("SELECT", "WITH"))]
    plans = [await connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {words}", given) for words, given in statements]
    return "\n\n".join("\n".join(row[0] for row in plan) for plan in plans)


async def _ingest(house: House, office: Office, numbers: Sequence[Number], seed: int) -> Found:
    """A message to three statuses, to the first hotel and then to all of them, out of a backlog; the median of three."""
    admin = await asyncpg.connect(house.admin_url)
    found = {}
    for name, hotels in (("ingest, one hotel (CPU µs a letter)", numbers[:1]), (f"ingest, {HOTELS} hotels (CPU µs a letter)", numbers)):
        costs = [await _ingested(house, admin, office, await _letters(admin, hotels, seed + len(hotels) * 3 + turn)) for turn in range(3)]
        found[name] = Cost(median(cost.took for cost in costs), median(cost.pages for cost in costs))
    await admin.close()
    return found


async def _letters(admin: Any, hotels: Sequence[Number], serial: int) -> list[tuple[str, str, str, bytes]]:
    """From guests of whom half are new, and about the last messages that each hotel sent."""
    chance = random.Random(serial)
    made: list[tuple[str, str, str, bytes]] = []
    for number in hotels:
        each = INGESTED // len(hotels) // 4
        sent = await admin.fetch(_LAST_SENT, UUID(number.tenant_id), each)
        at = int(now().timestamp())
        first = serial * 10_000_000 + len(made)
        updates = [said(chance, first + place, int(one["guest"]) + place % 2 * 20_000_000, at) for place, one in enumerate(sent)]
        updates += [receipt(one["wamid"], status, one["guest"], at) for status in ("sent", "delivered", "read") for one in sent]
        for start in range(0, len(updates), 500):
            envelope = read_envelope(body_of(number, updates[start : start + 500]))
            made += [(one.source_id, one.kind, one.key, bytes(one.body)) for one in split(envelope, envelope.origins).letters]
    return made


async def _ingested(house: House, admin: Any, office: Office, records: Sequence[tuple[str, str, str, bytes]]) -> Cost:
    await admin.copy_records_to_table("inbox", columns=["source_id", "kind", "key", "body"], records=records)
    pages, used = await _pages(admin), _used(house)
    drainers = [Drainer(Hand(office, take_in, lane)) for lane in Lane]
    for drainer in drainers:
        drainer.wake({source_id for source_id, *_rest in records})
    while any(drainer.is_busy for drainer in drainers):
        await asyncio.sleep(0.001)
    used = _used(house) - used
    if left := await admin.fetchval("SELECT count(*) FROM inbox WHERE state <> 'done'"):
        raise RuntimeError(f"{left} letters were not stored: such a run measures nothing")
    return Cost(used / len(records) * 1e6, (await _pages(admin) - pages) / len(records))


def _used(house: House) -> float:
    """CPU seconds, PostgreSQL's and our own: a wall clock would tell of the machine's other work, too."""
    return cpu(psutil.Process(house.postgres_pid)) + sum(psutil.Process().cpu_times()[:2])


async def _pages(admin: Any) -> float:
    """All that were touched so far, in memory or not."""
    await asyncio.sleep(1.1)  # each process reports about once a second
    await admin.execute("SELECT pg_stat_clear_snapshot()")
    return float(await admin.fetchval("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()"))


_THREADS: Final = "SELECT id, last_activity_at AS at FROM conversations WHERE tenant_id = $1 ORDER BY id LIMIT 5000 OFFSET 25"
_FIRST_LINES: Final = "SELECT id FROM messages WHERE tenant_id = $1 AND conversation_id = $2 ORDER BY said_at LIMIT 200"
_LAST_SENT: Final = """
SELECT messages.wamid, bench_threads.place AS guest FROM messages JOIN bench_threads ON bench_threads.id = messages.conversation_id
 WHERE messages.tenant_id = $1 AND direction = 'outbound' AND status = 'sent' ORDER BY messages.id DESC LIMIT $2
"""


if __name__ == "__main__":
    main()
