"""The doorbell never holds anybody up, and workers go on while Redis is away."""

import asyncio
import signal
from pathlib import Path

import pytest

from app.core.queue import Doorbell, Every, Post, Queue, serve
from app.demo.postgres import Profile
from app.demo.valkey import Valkey


async def until(truth: list[object], many: int, seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while len(truth) < many:
            await asyncio.sleep(0.01)


async def test_a_ring_wakes_the_worker_with_its_ids_alone(valkey: Valkey) -> None:
    woken: list[object] = []

    async def drain(**ids: str) -> None:
        woken.append(ids)

    worker = asyncio.create_task(serve(valkey.url(), Post(Queue.INBOUND, {"drain": drain}, [], 0.02, 10)))
    bell = Doorbell(valkey.url())
    bell.ring(Queue.INBOUND, "drain", source_id="a")
    await until(woken, 1)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    await bell.close()

    assert woken == [{"source_id": "a"}]


async def test_a_ring_is_heard_by_a_worker_that_hardly_ever_looks(valkey: Valkey) -> None:
    woken: list[object] = []

    async def drain(**ids: str) -> None:
        woken.append(ids["source_id"])

    worker = asyncio.create_task(serve(valkey.url(), Post(Queue.INBOUND, {"drain": drain}, [], 60, 10)))
    bell = Doorbell(valkey.url())
    async with asyncio.timeout(20):
        # Until it listens a ring is only found by looking, which it does once a minute.
        for number in range(100):
            bell.ring(Queue.INBOUND, "drain", source_id=str(number))
            await asyncio.sleep(0.1)
            if len(woken) >= 5:
                break
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    await bell.close()

    assert len(woken) >= 5


async def test_rings_for_one_letterbox_melt_together(valkey: Valkey) -> None:
    woken: list[object] = []

    async def drain(**ids: str) -> None:
        woken.append(ids["source_id"])

    bell = Doorbell(valkey.url())
    for _ in range(500):
        bell.ring(Queue.INBOUND, "drain", source_id="a")
    bell.ring(Queue.INBOUND, "drain", source_id="b")
    await bell.close()
    worker = asyncio.create_task(serve(valkey.url(), Post(Queue.INBOUND, {"drain": drain}, [], 0.02, 10)))
    await until(woken, 2)
    await asyncio.sleep(0.2)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)

    assert woken.count("a") <= 2
    assert woken.count("b") == 1


async def test_without_redis_a_ring_is_quick_and_the_sweep_goes_on() -> None:
    swept: list[object] = []

    async def sweep() -> None:
        swept.append(1)

    nowhere = "redis://127.0.0.1:9/0"
    worker = asyncio.create_task(serve(nowhere, Post(Queue.OUTBOUND, {"drain": sweep}, [Every(0.05, sweep)], 0.02, 10)))
    bell = Doorbell(nowhere)
    started = asyncio.get_running_loop().time()
    bell.ring(Queue.OUTBOUND, "drain")
    took = asyncio.get_running_loop().time() - started
    await until(swept, 3)
    await bell.close()
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)

    assert took < 0.05


async def test_a_sweep_that_fails_is_tried_again() -> None:
    tries: list[object] = []

    async def sweep() -> None:
        tries.append(1)
        raise ValueError("a fault of ours")

    worker = asyncio.create_task(serve("redis://127.0.0.1:9/0", Post(Queue.OUTBOUND, {"drain": sweep}, [Every(0.02, sweep)], 0.02, 1)))
    await until(tries, 3)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)

    assert not worker.exception() if not worker.cancelled() else True


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_a_redis_restart_does_not_end_the_worker(tmp_path: Path, how: signal.Signals) -> None:
    woken: list[object] = []

    async def drain(**ids: str) -> None:
        woken.append(ids["source_id"])

    server = Valkey.start(tmp_path, Profile.TEST)
    worker = asyncio.create_task(serve(server.url(), Post(Queue.INBOUND, {"drain": drain}, [], 0.02, 10)))
    bell = Doorbell(server.url())
    bell.ring(Queue.INBOUND, "drain", source_id="before")
    await until(woken, 1)

    server.child.send_signal(how)
    await asyncio.to_thread(server.child.wait)
    await asyncio.sleep(1)
    await asyncio.to_thread(server.launch)
    await asyncio.to_thread(server.wait_until_ready)
    async with asyncio.timeout(15):
        while "after" not in woken:
            bell.ring(Queue.INBOUND, "drain", source_id="after")
            await asyncio.sleep(0.2)

    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    await bell.close()
    await asyncio.to_thread(server.stop)
