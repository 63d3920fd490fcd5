"""Hearing the bell: a worker that is told needs not look into its queue a hundred times a second."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

log = structlog.get_logger()

AGAIN_SECONDS: Final = 1.0
# For jobs that were put off, and for a ring that Redis has lost.
LOOKS_SECONDS: Final = 0.25


class Ear:
    """One queue's. While it hears nothing at all, whoever waits looks as often as without it."""

    def __init__(self, redis_url: str, queue: str) -> None:
        self._redis_url = redis_url
        self._channel = channel_of(queue)
        self._rung = asyncio.Event()
        self._hears = False

    async def listen(self) -> None:
        """Until cancelled."""
        while True:
            redis = Redis.from_url(self._redis_url, socket_connect_timeout=3, socket_keepalive=True, retry=Retry(NoBackoff(), 0))
            try:
                async with redis, redis.pubsub() as line:
                    await _whole(line.subscribe(self._channel))
                    async for _ring in line.listen():
                        self._hears = True
                        self._rung.set()
            except (OSError, RedisError) as error:
                log.warning("worker.deaf", error=type(error).__name__)
            finally:
                self._hears = False
            await asyncio.sleep(AGAIN_SECONDS)

    async def wait(self, without: float) -> None:
        """Until somebody rings, or it is time to look; `without` is how long that is for the deaf, in seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(without, LOOKS_SECONDS) if self._hears else without):
                await self._rung.wait()
        self._rung.clear()


async def _whole(step: Coroutine[Any, Any, None]) -> None:
    """Not cut in the middle, where redis-py would leave its new socket open for ever; the connecting has a limit of its own."""
    task = asyncio.ensure_future(step)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


def channel_of(queue: str) -> str:
    """Where a queue's rings are said aloud."""
    return f"recado:bell:{queue}"
