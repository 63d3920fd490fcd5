"""`make bench-outbound`: one worker process to many numbers and to one, and the transport beside its reference."""

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import asyncpg
import click
import httpx
import msgspec
import psutil

from app.demo import children
from app.whatsapp.client import GraphClient, Line
from app.whatsapp.outcomes import Sent
from bench.backlog import EMPTY, Order, fill, tell_meta
from bench.house import House, Number, a_house, claim_numbers, conditions, cpu, running

CALLS_AT_ONCE = 64
MOST_S = 15


class Figures(msgspec.Struct):
    """`per_second` from the first acceptance to the last, by the receiver's clock; `over`: how many of its answers were
    "too fast"; latencies in seconds from a letter's slot to Meta's answer; CPU seconds by process."""

    sent: int
    seconds: float
    busiest: int
    over: int
    latencies: list[float]
    cpu: dict[str, float]

    @property
    def per_second(self) -> float:
        return self.sent / self.seconds

    def line(self, name: str) -> str:
        ordered = sorted(self.latencies)
        p50, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99))
        used = " · ".join(f"{process} {seconds / self.sent * 1e6:.0f} µs" for process, seconds in self.cpu.items())
        pace = f"busiest second of a number {self.busiest}, refused as too fast {self.over}"
        return f"{name:24} {self.per_second:7.0f} msgs/s · slot → answer p50 {p50:.0f} ms p99 {p99:.0f} ms · {pace} · CPU a message: {used}"


@click.command()
@click.option("--seed", default=7, show_default=True)
@click.option("--numbers", default=50, show_default=True)
@click.option("--messages", default=20_000, show_default=True, help="over many numbers")
@click.option("--seconds", default=8, show_default=True, help="of Meta's top rate to one number")
@click.option("--calls", default=1_000, show_default=True, help="for the comparison of transports")
def main(seed: int, numbers: int, messages: int, seconds: int, calls: int) -> None:  # noqa: PLR0917 - click calls by name
    """Prints figures; asserts nothing, since a machine has good and bad minutes. Bounded to about a minute."""
    with a_house() as house, a_graph(house) as (graph, meta):
        claimed = claim_numbers(house, numbers + 1)
        tell_meta(graph, claimed)
        click.echo(conditions(house, seed))
        click.echo(_transports(graph, claimed[0], calls))
        bench = _Bench(house, graph, meta, random.Random(seed))
        click.echo(bench.run(claimed[1:], rate=80, each=messages // numbers).line(f"{numbers} numbers at 80/s"))
        click.echo(bench.run(claimed[1:], rate=1000, each=messages // numbers).line(f"{numbers} numbers, unpaced"))
        click.echo(bench.run(claimed[:1], rate=1000, each=1000 * seconds).line("one number at 1,000/s"))


@contextmanager
def a_graph(house: House) -> Iterator[tuple[str, psutil.Process]]:
    """The simulator, which the house's numbers talk to."""
    port = children.free_port()
    with running(["-m", "simulator", "--port", str(port)], {"LOG_LEVEL": "WARNING"}, port=port) as meta:
        house.env["SIMULATOR_URL"] = f"http://127.0.0.1:{port}"
        yield house.env["SIMULATOR_URL"], meta


def _transports(graph: str, number: Number, calls: int) -> str:
    httpx.put(f"{graph}/_sim/switches", json={"number_rate": False}).raise_for_status()
    own = asyncio.run(_calls_per_second(graph, number, calls, httpx.AsyncHTTPTransport()))
    ours = asyncio.run(_calls_per_second(graph, number, calls, None))
    httpx.put(f"{graph}/_sim/switches", json={"number_rate": True}).raise_for_status()
    figures = f"aiohttp transport {ours:.0f}/s · httpx's own {own:.0f}/s · ratio {ours / own:.1f}"
    return f"calls alone, {CALLS_AT_ONCE} at once: {figures}"


async def _calls_per_second(graph: str, number: Number, calls: int, transport: httpx.AsyncBaseTransport | None) -> float:
    client = GraphClient(transport=transport)
    line, left = Line(number.phone_number_id, "bench-access-token", graph), iter(range(calls))

    async def call() -> None:
        for place in left:
            body = {"messaging_product": "whatsapp", "to": f"+55219{place:08}", "type": "text", "text": {"body": f"Olá {place}"}}
            answer = await client.send(line, body)
            if not isinstance(answer, Sent):
                raise TypeError(f"not sent: {answer}")

    started = time.perf_counter()
    await asyncio.gather(*(call() for _ in range(CALLS_AT_ONCE)))
    taken = time.perf_counter() - started
    await client.aclose()
    return calls / taken


class _Bench:
    """One house and one Meta, emptied before each run."""

    def __init__(self, house: House, graph: str, meta: psutil.Process, chance: random.Random) -> None:
        self._house = house
        self._graph = graph
        self._meta = meta
        self._chance = chance

    def run(self, numbers: Sequence[Number], *, rate: int, each: int) -> Figures:
        """A backlog of one message to each of `each` guests of every number, before a worker that is there already."""
        httpx.post(f"{self._graph}/_sim/reset").raise_for_status()
        tell_meta(self._graph, numbers, rate=rate)
        with running(["-m", "workers.outbound"], self._house.env) as worker:
            asyncio.run(_seed(self._house, self._chance.sample(numbers, len(numbers)), rate, each))
            parts = {"worker": worker, "postgres": psutil.Process(self._house.postgres_pid), "simulator": self._meta}
            before = {name: cpu(process) for name, process in parts.items()}
            _wait(self._house, len(numbers) * each)
            used = {name: cpu(process) - before[name] for name, process in parts.items()}
        return _figures(self._house, self._graph, used)


def _figures(house: House, graph: str, used: dict[str, float]) -> Figures:
    sent = httpx.get(f"{graph}/_sim/sent", timeout=30).json()["data"]
    moments: dict[str, list[float]] = {}
    for letter in sent:
        moments.setdefault(letter["phone_number_id"], []).append(_seconds(letter["at"]))
    everything = [moment for of_number in moments.values() for moment in of_number]
    # A letter that was tried again was refused before: nothing else is refused here.
    over = int(house.sql("SELECT coalesce(sum(attempts), 0) FROM outbox"))
    taken = house.sql(
        "SELECT json_agg(extract(epoch FROM m.sent_at - o.calling_at)) FROM outbox o JOIN messages m USING (tenant_id, id)"
        " WHERE m.sent_at IS NOT NULL"
    )
    busiest = max(_busiest(sorted(of_number)) for of_number in moments.values())
    return Figures(len(sent), max(everything) - min(everything), busiest, over, json.loads(taken), used)


def _busiest(moments: Sequence[float]) -> int:
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def _wait(house: House, many: int) -> None:
    until = time.monotonic() + MOST_S
    while time.monotonic() < until:
        if int(house.sql("SELECT count(*) FROM outbox WHERE state = 'done'")) >= many:
            return
        time.sleep(0.25)
    click.echo(f"  (not all of {many} went within {MOST_S} s)")


async def _seed(house: House, numbers: Sequence[Number], rate: int, each: int) -> None:
    connection = await asyncpg.connect(house.admin_url)
    await connection.execute(EMPTY)
    await connection.execute("UPDATE channels SET messages_per_second = $1", rate)
    await connection.close()
    await fill(house.admin_url, numbers, Order(each))


if __name__ == "__main__":
    main()
