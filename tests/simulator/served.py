"""A simulator on a real port, in this process or in one of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from simulator.app import Simulator
from simulator.meta import Meta
from simulator.server import Server


@asynccontextmanager
async def served(meta: Meta, simulator: Simulator | None = None) -> AsyncIterator[str]:
    """The base URL. The server starts and stops `meta` itself."""
    server = Server(simulator or Simulator(meta), host="127.0.0.1", port=0)
    # Not `serve`, which takes over the signals that belong to pytest.
    running = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.005)
    yield f"http://127.0.0.1:{server.ports()[0]}"
    meta.onlookers.send_home()
    server.should_exit = True
    await running


@asynccontextmanager
async def process(config: Path, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", str(port), "--config", str(config)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        await _until_healthy(port)
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def _until_healthy(port: int) -> None:
    async with asyncio.timeout(20), httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/_sim/health")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
