"""`make bench-once`: hotels write while connections are cut, workers die at each step, Redis forgets and PostgreSQL restarts."""

import asyncio
import contextlib
import signal
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import asyncpg
import click
import httpx
import msgspec
import psutil
import stamina
from redis.asyncio import Redis

from app.demo import children
from app.messages.sending.carriage import Step
from bench.backlog import Order, fill, tell_meta
from bench.house import House, Number, a_house, claim_numbers, conditions, running

EACH: Final = 5
DEATHS: Final = tuple(Step) * 2
CUT: Final = {"cut_before_accept": 0.03, "cut_after_accept": 0.03, "html_502": 0.01}
WELL: Final = dict.fromkeys(CUT, 0)
DOOMED_AFTER: Final = 4
DIES_WITHIN_S: Final = 20.0


class Scene(msgspec.Struct):
    """Everything that plays, and the port of the door that Meta's statuses come in by."""

    house: House
    graph: str
    numbers: list[Number]
    is_patient: bool
    patience: float
    written: int = 0
    died: int = 0


class Reckoning(msgspec.Struct):
    """Messages by what became of them; `late`: guests who got something in another order than it was written."""

    once: int = 0
    unsure: int = 0
    doubled: int = 0
    lost: int = 0
    waiting: int = 0
    failed: int = 0
    late: int = 0
    shown: Counter[str] = msgspec.field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        return not (self.doubled or self.lost or self.late or self.failed or self.waiting)

    def line(self) -> str:
        shown = ", ".join(f"{status} {many}" for status, many in sorted(self.shown.items()))
        return (
            f"reached the guest once and known {self.once} · shown as uncertain {self.unsure} · doubled {self.doubled} · lost {self.lost}"
            f" · failed {self.failed} · still waiting {self.waiting} · guests out of order {self.late}\n  shown: {shown}"
        )


@click.command()
@click.option("--messages", default=2_000, show_default=True)
@click.option("--numbers", default=4, show_default=True)
@click.option("--patience", default=60.0, show_default=True, help="seconds to wait for the end")
@click.option("--patient", is_flag=True, help="wait until leases run out instead of ending them when their worker is dead")
def main(messages: int, numbers: int, patience: float, patient: bool) -> None:
    """Prints what became of every message, and exits with 1 when one was doubled, lost or out of order."""
    began = time.monotonic()
    with a_house() as house, _processes(house) as (graph, door):
        scene = Scene(house, graph, claim_numbers(house, numbers), patient, patience + (120 if patient else 0))
        tell_meta(graph, scene.numbers, rate=80, callback=f"{door}/webhooks/whatsapp")
        counted = asyncio.run(_play(scene, messages))
        click.echo(conditions(house))
    blows = f"killed at {', '.join(DEATHS)} ({scene.died} of {len(DEATHS)} died) · FLUSHALL · restart of PostgreSQL"
    click.echo(f"{scene.written} messages · cut {CUT} · {blows} · {time.monotonic() - began:.0f} s")
    click.echo(counted.line())
    raise SystemExit(not counted.is_clean or scene.died < len(DEATHS))


@contextmanager
def _processes(house: House) -> Iterator[tuple[str, str]]:
    """All but the outbound worker."""
    graph, door = children.free_port(), children.free_port()
    house.env["SIMULATOR_URL"] = f"http://127.0.0.1:{graph}"
    with (
        running(["-m", "simulator", "--port", str(graph)], {"LOG_LEVEL": "WARNING"}, port=graph),
        running(["-m", "app.cli", "api"], house.env | {"PORT": str(door)}, port=door),
        running(["-m", "workers.inbound"], house.env),
    ):
        yield house.env["SIMULATOR_URL"], f"http://127.0.0.1:{door}"


async def _play(scene: Scene, messages: int) -> Reckoning:
    acts = len(DEATHS) + 1
    many = messages // acts
    await _tell(scene, CUT)
    for step in DEATHS:
        await _write(scene, many)
        scene.died += await asyncio.to_thread(_die_at, scene, step)
        if not scene.is_patient:
            await asyncio.to_thread(_end_leases, scene)
    await _write(scene, messages - many * len(DEATHS))
    with running(["-m", "workers.outbound"], scene.house.env):
        await asyncio.sleep(2)
        await _flush(scene)
        await asyncio.sleep(1)
        # Here, not in a thread: its children die with whoever started them, and a thread ends sooner.
        scene.house.restart()
        await asyncio.sleep(1)
        await _tell(scene, WELL)
        return await _settle(scene)


@stamina.retry(on=asyncpg.DeadlockDetectedError)
def _end_leases(scene: Scene) -> None:
    """What the dead worker had begun to write may still hold rows."""
    scene.house.sql("UPDATE outbox SET lease_until = now() WHERE lease_until IS NOT NULL")


async def _write(scene: Scene, many: int) -> None:
    guests = max(1, many // EACH // len(scene.numbers))
    order = Order(guests, EACH, first=1 + scene.written // EACH // len(scene.numbers), words="Mensagem")
    await fill(scene.house.admin_url, scene.numbers, order)
    scene.written += guests * EACH * len(scene.numbers)


def _die_at(scene: Scene, step: Step) -> bool:
    """A worker that is killed at this step, after it has passed it a few times; whether it was."""
    env = scene.house.env | {"DOOM": f"{step}:{DOOMED_AFTER}"}
    with running(["-m", "bench.doomed"], env) as worker, contextlib.suppress(psutil.TimeoutExpired):
        return worker.wait(DIES_WITHIN_S) == -signal.SIGKILL
    return False


async def _flush(scene: Scene) -> None:
    redis = Redis.from_url(scene.house.env["REDIS_URL"])
    await redis.flushall()
    await redis.aclose()


async def _settle(scene: Scene) -> Reckoning:
    until = time.monotonic() + scene.patience
    counted = await _reckon(scene)
    while (counted.waiting or counted.lost) and time.monotonic() < until:
        if not scene.is_patient:
            # What is uncertain keeps the guest's next message back for half a minute.
            await asyncio.to_thread(
                scene.house.sql, "UPDATE outbox SET calling_at = calling_at - interval '31 seconds' WHERE state = 'uncertain'"
            )
        await asyncio.sleep(2)
        counted = await _reckon(scene)
    return counted


async def _reckon(scene: Scene) -> Reckoning:
    """Meta's own list of what it took, beside what the hotels are shown."""
    async with httpx.AsyncClient(base_url=scene.graph, timeout=30) as client:
        taken: list[dict[str, Any]] = (await client.get("/_sim/sent")).json()["data"]
    known = msgspec.json.decode(await asyncio.to_thread(scene.house.sql, _SHOWN))
    arrived = Counter((one["phone_number_id"], one["message"]["text"]["body"]) for one in taken)
    counted = Reckoning(shown=Counter(status for _number, _words, status in known))
    for number, words, status in known:
        match arrived[number, words], status:
            case many, _ if many > 1:
                counted.doubled += 1
            case _, "uncertain":
                counted.unsure += 1
            case _, "pending":
                counted.waiting += 1
            case _, "failed":
                counted.failed += 1
            case 1, _:
                counted.once += 1
            case _:
                counted.lost += 1
    counted.late = _out_of_order(taken)
    return counted


def _out_of_order(taken: list[dict[str, Any]]) -> int:
    turns: dict[tuple[str, str], list[int]] = {}
    for one in taken:
        turns.setdefault((one["phone_number_id"], one["to"]), []).append(int(one["message"]["text"]["body"].rsplit(" ", 1)[1]))
    return sum(of_guest != sorted(of_guest) for of_guest in turns.values())


async def _tell(scene: Scene, faults: Mapping[str, float]) -> None:
    async with httpx.AsyncClient(base_url=scene.graph, timeout=30) as client:
        (await client.put("/_sim/faults", json=faults)).raise_for_status()


_SHOWN: Final = """
SELECT coalesce(json_agg(json_build_array(c.phone_number_id, m.content ->> 'text', m.status)), '[]')
  FROM messages m JOIN channels c ON c.tenant_id = m.tenant_id AND c.id = m.channel_id WHERE m.direction = 'outbound'
"""


if __name__ == "__main__":
    main()
