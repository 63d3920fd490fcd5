"""Saying something to a server and hearing whether it is still known."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
from redis.asyncio import Redis

ROOT = Path(__file__).parents[2]


async def ask(url: str, statement: str) -> Any:  # noqa: ANN401 - whatever the database says
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def write_to_both(postgres_url: str, redis_url: str) -> None:
    await ask(postgres_url, "CREATE TABLE said AS SELECT 'olá' AS word")
    async with Redis.from_url(redis_url) as redis:
        await redis.set("said", "olá")


async def read_from_both(postgres_url: str, redis_url: str) -> list[str]:
    async with Redis.from_url(redis_url) as redis:
        return [await ask(postgres_url, "SELECT word FROM said"), (await redis.get("said")).decode()]


def an_owner(home: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A process that owns both servers of `home`, and their ids."""
    owner = subprocess.Popen([sys.executable, "-m", "tests.demo.owner", str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if owner.stdout is None:
        raise RuntimeError
    with owner.stdout as line:
        return owner, [int(word) for word in line.readline().split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(*pids: int, patience: float = 10) -> float:
    began = time.monotonic()
    while any(map(is_alive, pids)):
        if time.monotonic() - began > patience:
            alive = [(pid, Path(f"/proc/{pid}/exe").readlink()) for pid in pids if is_alive(pid)]
            raise AssertionError(alive)
        time.sleep(0.01)
    return time.monotonic() - began
