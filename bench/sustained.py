"""`make bench-sustained`: Meta's top rate for a while, open loop, with every process of the house on the machine's own cores."""

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

import click
import msgspec
import psutil

from app.demo.children import free_port
from bench.crowd import fill
from bench.house import House, Number, a_house, claim_numbers, conditions, cpu, running
from bench.openloop import Sent, send
from bench.outcome import Outcome, look
from bench.traffic import Plan, posts

CONNECTIONS = 128
PATIENCE_S = 60.0
HIGHEST = 12_000
HELD_ROW_MS = 250
PARTS = ("api", "inbound", "outbound", "postgres", "valkey", "load")


class Figures(msgspec.Struct):
    """One step: its answers, what became of its letters, and CPU seconds by part."""

    plan: Plan
    sent: Sent
    outcome: Outcome
    used: dict[str, float]

    @property
    def is_whole(self) -> bool:
        return not self.outcome.lost and not self.outcome.doubled

    @property
    def is_held(self) -> bool:
        return self.is_whole and set(self.sent.statuses) == {200} and _percentile(self.outcome.rows, 0.99) <= HELD_ROW_MS


@click.command()
@click.option("--rate", default=4000, show_default=True, help="updates a second; one in four is a guest's message")
@click.option("--seconds", default=60, show_default=True)
@click.option("--tenants", default=1, show_default=True, help="hotels, with a number each")
@click.option("--batch", default=1, show_default=True, help="updates in a POST; Meta's largest is 1,000")
@click.option("--ramp", default=0, show_default=True, help="go on with so much more a second until the rows are late")
@click.option("--seed", default=7, show_default=True)
def main(seed: int, **asked: int) -> None:
    """Prints a table and exits with 1 when something was lost or came twice."""
    with a_house(stamps=True) as house:
        numbers = claim_numbers(house, asked["tenants"])
        click.echo(conditions(house, seed))
        click.echo(f"{len(numbers)} numbers · {asked['batch']} updates in a POST · 1 message to 3 statuses · {CONNECTIONS} connections")
        found = list(_steps(house, numbers, asked, seed))
    click.echo("\n".join(lines(found)))
    raise SystemExit(not all(one.is_whole for one in found))


def lines(found: Sequence[Figures]) -> list[str]:
    """What an update costs is in the last columns: microseconds of CPU by part."""
    told = f"{'asked/s':>8} {'sent/s':>7} {'ack p50':>8} {'p99':>7} {'row p50':>8} {'p99':>7} {'worst':>7}"
    head = f"{told} {'lost':>5} {'twice':>5} {'not 200':>7}" + "".join(f"{part:>9}" for part in (*PARTS, "all µs"))
    return [head, *(_line(one) for one in found)]


def _line(one: Figures) -> str:
    wrong = sum(many for status, many in one.sent.statuses.items() if status != 200)
    rate = one.plan.messages * 4 / one.sent.seconds
    acks, rows = (tuple(_percentile(values, share) for share in (0.5, 0.99, 1)) for values in (one.sent.latencies, one.outcome.rows))
    told = f"{one.plan.rate:>8} {rate:>7.0f} {acks[0]:>8.1f} {acks[1]:>7.1f} {rows[0]:>8.1f} {rows[1]:>7.1f} {rows[2]:>7.1f}"
    used = [one.used[part] / (one.plan.messages * 4) * 1e6 for part in PARTS]
    return f"{told} {one.outcome.lost:>5} {one.outcome.doubled:>5} {wrong:>7}" + "".join(f"{each:>9.0f}" for each in (*used, sum(used)))


def _steps(house: House, numbers: Sequence[Number], asked: Mapping[str, int], seed: int) -> Iterator[Figures]:
    """A little to warm up, then the rate asked for, then more for as long as it is held."""
    with _processes(house) as (port, parts):
        first = 0
        for place, rate in enumerate(chain([asked["rate"] // 4], _rates(asked))):
            plan = Plan(rate, asked["seconds"] if place else 3, asked["batch"], first)
            first = plan.serials.stop
            step = _step(house, numbers, plan, (port, parts, seed))
            if place == 0:
                continue
            yield step
            if not step.is_held:
                return


def _rates(asked: Mapping[str, int]) -> Iterable[int]:
    if not asked["ramp"]:
        return [asked["rate"]]
    return range(asked["rate"], HIGHEST + 1, asked["ramp"])


@contextmanager
def _processes(house: House) -> Iterator[tuple[int, dict[str, psutil.Process]]]:
    port = free_port()
    with (
        running(["-m", "app.cli", "api"], house.env | {"PORT": str(port)}, port=port) as api,
        running(["-m", "workers.inbound"], house.env) as inbound,
        running(["-m", "workers.outbound"], house.env) as outbound,
    ):
        servers = {"postgres": psutil.Process(house.postgres_pid), "valkey": psutil.Process(house.valkey_pid)}
        yield port, {"api": api, "inbound": inbound, "outbound": outbound, **servers}


def _step(house: House, numbers: Sequence[Number], plan: Plan, scene: tuple[int, dict[str, psutil.Process], int]) -> Figures:
    port, parts, seed = scene
    asyncio.run(fill(house.admin_url, numbers, plan))
    due = posts(numbers, plan, seed)
    before = _cpu(parts)
    sent = send(port, due, connections=CONNECTIONS)
    _wait(house)
    used = {name: seconds - before[name] for name, seconds in _cpu(parts).items()}
    return Figures(plan, sent, asyncio.run(look(house.admin_url, plan, due, sent)), used)


def _cpu(parts: Mapping[str, psutil.Process]) -> dict[str, float]:
    return {name: cpu(part) for name, part in parts.items()} | {"load": sum(psutil.Process().cpu_times()[:2])}


def _wait(house: House) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and int(house.sql("SELECT count(*) FROM (SELECT FROM inbox WHERE state = 'new' LIMIT 1) AS left_over")):
        time.sleep(0.1)
    time.sleep(0.2)


def _percentile(seconds: Sequence[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else float("inf")


if __name__ == "__main__":
    main()
