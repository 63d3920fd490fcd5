"""A fresh Meta for each test, in the test's own loop, with a hotel behind a real callback."""

from collections.abc import AsyncIterator

import httpx
import pytest

from simulator.app import Simulator
from simulator.faults import Switches
from simulator.meta import Meta
from tests.simulator.hotel import Callback, a_number

AT_ONCE = Switches(sent_after_ms=1, delivered_after_ms=2, read_after_ms=1, batch_linger_ms=20, retry_first_ms=10, retry_cap_ms=40)


@pytest.fixture
async def callback() -> AsyncIterator[Callback]:
    callback = Callback()
    await callback.open()
    yield callback
    await callback.close()


@pytest.fixture
async def meta(callback: Callback) -> AsyncIterator[Meta]:
    """Knows one hotel, whose callback needs no handshake."""
    meta = Meta(switches=AT_ONCE, seed=7)
    meta.put_number(a_number(callback_url=callback.url))
    await meta.start()
    yield meta
    await meta.stop()


@pytest.fixture
async def client(meta: Meta) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Simulator(meta)), base_url="http://127.0.0.1") as client:
        yield client
