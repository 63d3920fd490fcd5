"""The doorbell and the workers that answer it; the only place that knows arq.

A job carries ids and says "look in the letterbox". It may be lost, doubled or late without harm:
the rows are the truth, and every worker sweeps the letterboxes by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC
from enum import StrEnum
from functools import partial
from typing import Any, Final

import msgspec
import structlog
from arq import Retry as ComeBack
from arq import Worker, func
from arq.connections import ArqRedis, RedisSettings, create_pool
from arq.typing import WorkerCoroutine
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, RedisError, TimeoutError  # noqa: A004 - redis's own names
from sqlalchemy.exc import DBAPIError

from app.core.ear import Ear, channel_of
from app.core.flaws import AWAY, passes

log = structlog.get_logger()

Job = Callable[..., Awaitable[None]]
Sweep = Callable[[], Awaitable[None]]

_WEEK_MS: Final = 7 * 24 * 3600 * 1000


class Queue(StrEnum):
    """One queue for each worker, named like it."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    MEDIA = "media"
    HOUSEKEEPING = "housekeeping"


class Every(msgspec.Struct, frozen=True):
    """A sweep and its period in seconds."""

    seconds: float
    sweep: Sweep


class Doorbell:
    """Rings for workers without ever making the caller wait or fail.

    While one ring for the same letterbox is on its way, further ones melt into a single ring
    after it: a flood of webhooks for one number costs a handful of jobs.
    """

    def __init__(self, redis_url: str) -> None:
        self._settings = _redis(redis_url, retries=1)
        self._pool: ArqRedis | None = None
        self._opening = asyncio.Lock()
        self._ringing: dict[tuple[Queue, str, tuple[tuple[str, str], ...]], bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def ring(self, queue: Queue, job: str, **ids: str) -> None:
        key = (queue, job, tuple(sorted(ids.items())))
        if key in self._ringing:
            self._ringing[key] = True
            return
        self._ringing[key] = False
        task = asyncio.create_task(self._ring(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        await asyncio.gather(*self._tasks)
        if self._pool is not None:
            await self._pool.aclose()

    async def _ring(self, key: tuple[Queue, str, tuple[tuple[str, str], ...]]) -> None:
        queue, job, ids = key
        again = True
        while again:
            self._ringing[key] = False
            try:
                pool = await self._connected()
                arguments: dict[str, Any] = dict(ids)
                await pool.enqueue_job(job, _queue_name=queue.value, _expires=_WEEK_MS / 1000, **arguments)
                await pool.publish(channel_of(queue.value), "")
            except (OSError, RedisError) as error:
                # The sweep is the second chance: at most its period late, nothing lost.
                log.warning("doorbell.unheard", queue=queue.value, job=job, error=type(error).__name__)
                self._ringing[key] = False
            again = self._ringing[key]
        del self._ringing[key]

    async def _connected(self) -> ArqRedis:
        async with self._opening:
            if self._pool is None:
                self._pool = await create_pool(self._settings, job_serializer=_to_bytes, job_deserializer=msgspec.json.decode)
            return self._pool


class Post(msgspec.Struct, frozen=True):
    """What one worker process answers: its queue, its jobs, its sweeps, and how eagerly.

    `poll_delay` is in seconds: how long a ring may lie unheard by a worker that Redis does not tell of it.
    """

    queue: Queue
    jobs: Mapping[str, Job]
    sweeps: Sequence[Every]
    poll_delay: float
    max_jobs: int


async def serve(redis_url: str, post: Post) -> None:
    """Answers one queue's bell and sweeps its letterboxes, until cancelled.

    The sweeps are plain tasks and not arq's cron, so that they go on while Redis is away;
    the listener is started again for as long as Redis refuses it.
    """
    async with asyncio.TaskGroup() as tasks:
        for every in post.sweeps:
            tasks.create_task(_sweep(every))
        while post.jobs:
            await _listen(redis_url, post)


class _Listener(Worker):
    """arq's worker, but it looks when the bell rings instead of all the time."""

    ear: Ear
    patience: float

    async def _poll_iteration(self) -> None:
        await self.ear.wait(self.patience)
        await super()._poll_iteration()


async def _listen(redis_url: str, post: Post) -> None:
    listener = _Listener(
        functions=[func(_guarded(name, job), name=name, keep_result=0, max_tries=50) for name, job in post.jobs.items()],
        queue_name=post.queue.value,
        redis_settings=_redis(redis_url, retries=3),
        poll_delay=0,
        max_jobs=post.max_jobs,
        queue_read_limit=1000,
        job_timeout=120,
        keep_result=0,
        expires_extra_ms=_WEEK_MS,
        handle_signals=False,
        health_check_interval=15,
        log_results=False,
        timezone=UTC,
        job_serializer=_to_bytes,
        job_deserializer=msgspec.json.decode,
    )
    listener.ear, listener.patience = Ear(redis_url, post.queue.value), post.poll_delay
    hearing = asyncio.create_task(listener.ear.listen())
    try:
        await listener.async_run()
    except (OSError, RedisError) as error:
        log.warning("worker.redis_away", queue=post.queue.value, error=type(error).__name__)
        await asyncio.sleep(1)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
        await _leave(listener)


async def _leave(listener: Worker) -> None:
    """Ends what the listener began. What it leaves undone is still in the letterbox, so nothing waits for it."""
    for task in listener.tasks.values():
        task.cancel()
    await asyncio.gather(*listener.tasks.values(), return_exceptions=True)
    if listener._pool is not None:  # noqa: SLF001 - its `pool` raises when it was never opened
        await listener._pool.aclose(close_connection_pool=True)  # noqa: SLF001


def _guarded(name: str, job: Job) -> WorkerCoroutine:
    """The one wrapper: ids into the log, what may pass into a later try, the rest a logged failure."""

    async def run(ctx: dict[Any, Any], **ids: str) -> None:
        with structlog.contextvars.bound_contextvars(job=name, job_id=ctx["job_id"], **ids):
            try:
                await job(**ids)
            except (*AWAY, RedisError, DBAPIError) as error:
                if not _passes(error):
                    log.exception("job.failed", error=type(error).__name__)
                    raise
                log.warning("job.postponed", error=type(error).__name__)
                raise ComeBack(defer=min(30.0, 0.2 * 2 ** min(ctx["job_try"], 8))) from error

    return run


async def _sweep(every: Every) -> None:
    while True:
        # A sweep that fails must not end the worker: the next one is the second chance again.
        (flaw,) = await asyncio.gather(every.sweep(), return_exceptions=True)
        if flaw is not None and _passes(flaw):
            log.warning("sweep.postponed", error=type(flaw).__name__)
        elif isinstance(flaw, Exception):
            log.error("sweep.failed", exc_info=flaw)
        elif isinstance(flaw, BaseException):
            raise flaw
        await asyncio.sleep(every.seconds)


def _passes(flaw: BaseException) -> bool:
    return passes(flaw) or isinstance(flaw, RedisError)


def _redis(url: str, *, retries: int) -> RedisSettings:
    settings = RedisSettings.from_dsn(url)
    settings.conn_timeout = 3
    settings.conn_retries = 1
    settings.retry_on_timeout = True
    settings.retry = Retry(ExponentialBackoff(cap=2, base=0.05), retries)
    # redis-py raises a bare OSError from connect, which its own defaults do not name.
    settings.retry_on_error = [ConnectionError, TimeoutError, BusyLoadingError, OSError, asyncio.TimeoutError]
    return settings


_to_bytes = partial(msgspec.json.encode, enc_hook=repr)
