"""The real processes: a bell that is rung wakes a real worker, and SIGTERM ends it in peace."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from app.channels.models import Channel
from app.core.work import Office
from app.settings import Settings
from tests.inbox.meta import a_text, say
from tests.inbox.rows import texts

ROOT = Path(__file__).parents[2]


def env_of(settings: Settings) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "ENVIRONMENT": "test",
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "JWT_SECRET": settings.jwt_secret,
        "ENCRYPTION_KEYS": ",".join(settings.encryption_keys),
        "WHATSAPP_APP_SECRET": ",".join(settings.platform_app_secrets),
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN": settings.platform_verify_token,
    }


@asynccontextmanager
async def a_process(*arguments: str, env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "app.cli", *arguments, env=env, stderr=pipe, stdout=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_ring_wakes_a_worker_and_sigterm_ends_it(
    office: Office, client: httpx.AsyncClient, channel: Channel, settings: Settings
) -> None:
    async with a_process("worker", "inbound", env=env_of(settings)) as worker:
        await say(client, channel, a_text("acorda"))
        async with asyncio.timeout(30):
            while await texts(office, channel.tenant_id) != ["acorda"]:
                await asyncio.sleep(0.05)

        worker.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            assert await worker.wait() == 0


async def test_housekeeping_works_and_leaves(office: Office, settings: Settings, tmp_path: Path) -> None:
    heartbeat = tmp_path / "heartbeat"
    async with a_process("worker", "housekeeping", env=env_of(settings) | {"HEARTBEAT_FILE": str(heartbeat)}) as worker:
        assert worker.stderr is not None
        async with asyncio.timeout(30):
            assert b"worker.came" in await worker.stderr.readline()
            while not heartbeat.exists():
                await asyncio.sleep(0.05)

        worker.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            assert await worker.wait() == 0


@pytest.mark.parametrize("arguments", [("api",), ("worker", "inbound"), ("db", "migrate")])
async def test_settings_that_are_missing_are_said_in_sentences(arguments: tuple[str, ...]) -> None:
    async with a_process(*arguments, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}) as process:
        async with asyncio.timeout(30):
            _out, said = await process.communicate()

        assert process.returncode == 2
        assert b"is missing:" in said
        assert b"Traceback" not in said
