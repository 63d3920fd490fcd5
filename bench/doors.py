"""The doors side by side: ours, pywa on FastAPI storing nothing, and a bare ASGI app with one batched INSERT."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

import msgspec
import psutil

from app.demo.children import free_port
from bench.house import House, Number, cpu, running, uvicorn
from bench.load import Outcome, send_all
from bench.webhooks import one_each

CONNECTIONS: Final = 64
ROUNDS: Final = 3
WARM_UP: Final = 2_000


class Round(msgspec.Struct):
    """One door under one load, and the CPU seconds that it and PostgreSQL took."""

    outcome: Outcome
    door_cpu: float
    postgres_cpu: float


def compare(house: House, number: Number, many: int, seed: int) -> dict[str, list[Round]]:
    """Each door in turn, three rounds, so that a slow minute of the machine falls on all of them."""
    env = house.env | {"BENCH_APP_SECRET": number.secret}
    doors: dict[str, Callable[[int], tuple[Sequence[str], dict[str, str]]]] = {
        "recado": lambda port: (["-m", "app.cli", "api"], env | {"PORT": str(port)}),
        "pywa + FastAPI, storing nothing": lambda port: (uvicorn("bench.peers.stores_nothing:app", port), env),
        "bare ASGI, same INSERT": lambda port: (uvicorn("bench.peers.bare:app", port), env),
    }
    rounds: dict[str, list[Round]] = {name: [] for name in doors}
    for turn in range(ROUNDS):
        for name, start in doors.items():
            house.sql("TRUNCATE inbox")
            argv, settings = start(port := free_port())
            with running(argv, settings, port=port) as process:
                send_all(port, one_each([number], WARM_UP, seed=seed, first=-WARM_UP), connections=CONNECTIONS)
                rounds[name].append(_measure(house, process, port, one_each([number], many, seed=seed + turn)))
    return rounds


def lines(rounds: dict[str, list[Round]]) -> list[str]:
    """The table, best read from its last column: acks a second as a share of ours."""
    ours = _rate(rounds["recado"])
    told = [f"{'door':34} {'acks/s':>8} {'p50 ms':>7} {'p99 ms':>7} {'door cpu s':>11} {'postgres cpu s':>15} {'ours / it':>10}"]
    for name, runs in rounds.items():
        best = sorted(runs, key=lambda run: run.outcome.per_second)[len(runs) // 2]
        p50, p99 = best.outcome.percentile(0.5), best.outcome.percentile(0.99)
        cpus = f"{best.door_cpu:11.2f} {best.postgres_cpu:15.2f}"
        told.append(f"{name:34} {_rate(runs):8.0f} {p50:7.1f} {p99:7.1f} {cpus} {ours / _rate(runs):10.2f}")
    return told


def _measure(house: House, process: psutil.Process, port: int, requests: Sequence[bytes]) -> Round:
    postgres = psutil.Process(house.postgres_pid)
    before = cpu(process), cpu(postgres)
    outcome = send_all(port, requests, connections=CONNECTIONS)
    if set(outcome.statuses) != {200}:
        raise RuntimeError(f"a door answered {outcome.statuses}: such a run measures nothing")
    return Round(outcome, cpu(process) - before[0], cpu(postgres) - before[1])


def _rate(runs: Sequence[Round]) -> float:
    return median(run.outcome.per_second for run in runs)
