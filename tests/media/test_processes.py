"""A real media worker: its bell, and what becomes of a file when it is killed in the middle of it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.inbox.test_processes import a_process, env_of
from tests.media.stage import Stage


async def until(asked: Callable[[], Awaitable[Any]], claim: object, within_s: float = 30) -> None:
    async with asyncio.timeout(within_s):
        while await asked() != claim:
            await asyncio.sleep(0.05)


async def test_a_killed_worker_loses_nothing_and_the_next_one_says_it_once(stage: Stage) -> None:
    env = env_of(stage.settings) | {"RECADO_HOME": str(stage.settings.home), "SIMULATOR_URL": str(stage.settings.simulator_url)}

    async def states() -> list[Any]:
        return await stage.rows("SELECT state FROM media ORDER BY id")

    stage.faults(media_slow_ms=60_000)
    await stage.guest_sends("image")
    await stage.guest_sends("audio")
    async with a_process("worker", "media", env=env) as killed:
        await until(states, ["claimed", "claimed"])
        killed.kill()
        await killed.wait()
    stage.faults()
    await stage.time_passes()

    async with a_process("worker", "media", env=env):
        await until(states, ["ready", "ready"])
        await stage.guest_sends("sticker")
        await until(states, ["ready", "ready", "ready"])

    assert await stage.rows("SELECT attempts FROM media ORDER BY id") == [2, 2, 1]
    assert await stage.rows("SELECT count(*) FROM events WHERE kind = 'message:updated'") == [3]
    assert {one["state"] for one in await stage.rows("SELECT content -> 'media' FROM messages")} == {"ready"}
