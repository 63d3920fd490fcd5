"""A house to measure: PostgreSQL as production runs it (fsync on), Valkey, tables, hotels, and processes."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import msgspec
import psutil
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from app.core import migrate, roles
from app.core.clock import now
from app.core.crypto import Keyring
from app.core.database import async_url
from app.core.ids import new_id
from app.core.roles import Login
from app.demo import children
from app.demo.postgres import Postgres
from app.demo.valkey import Valkey

OWNER, APP = Login("recado_owner", "owner-of-benches"), Login("recado_login", "login-of-benches")


class Number(msgspec.Struct, frozen=True):
    """A claimed WhatsApp number and the secret of its Meta app."""

    tenant_id: str
    channel_id: str
    phone_number_id: str
    waba_id: str
    secret: str


class House(msgspec.Struct):
    """What a benchmark needs to reach the parts; `admin_url` steps over the walls to count and to wipe.

    `restart` stops PostgreSQL with all its connections and starts it again.
    """

    admin_url: str
    env: dict[str, str]
    postgres_pid: int
    valkey_pid: int
    restart: Callable[[], None]

    def sql(self, statement: str) -> str:
        return asyncio.run(_sql(self.admin_url, statement))


@contextmanager
def a_house(*, stamps: bool = False) -> Iterator[House]:
    """Everything but our own processes, in a folder of its own, gone afterwards.

    With `stamps` PostgreSQL keeps the time of each commit, which tells when a row could be seen.
    """
    with tempfile.TemporaryDirectory(prefix="recado-bench-") as folder:
        postgres = Postgres.start(Path(folder) / "postgres")
        valkey = Valkey.start(Path(folder) / "valkey")
        try:
            if stamps:
                asyncio.run(_sql(postgres.url(), "ALTER SYSTEM SET track_commit_timestamp = on"))
                _restart(postgres)
            asyncio.run(_prepare(postgres))
            migrate.upgrade(postgres.url("recado", OWNER.name, OWNER.password))
            yield House(postgres.url("recado"), _environment(postgres, valkey), postgres.pid, valkey.pid, lambda: _restart(postgres))
        finally:
            valkey.stop()
            postgres.stop()


@contextmanager
def running(argv: Sequence[str], env: Mapping[str, str], *, port: int | None = None) -> Iterator[psutil.Process]:
    """A Python process of ours or of a peer, waited for until its port answers."""
    child = subprocess.Popen([sys.executable, *argv], env={**_path(), **env}, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        if port is not None:
            _wait_for(port, child)
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(10)


def uvicorn(app: str, port: int) -> list[str]:
    """The same server for every door that is compared."""
    return [
        "-m",
        "uvicorn",
        app,
        "--port",
        str(port),
        "--loop",
        "uvloop",
        "--http",
        "httptools",
        "--no-access-log",
        "--log-level",
        "warning",
    ]


def claim_numbers(house: House, many: int) -> list[Number]:
    """Hotels with one number each, as if claimed; every hotel has a Meta app of its own."""
    numbers = [
        Number(str(new_id()), str(new_id()), f"55{place:010}", f"77{place:010}", f"secret-of-app-{place:018}") for place in range(many)
    ]
    asyncio.run(_claim(house, numbers))
    return numbers


def cpu(process: psutil.Process) -> float:
    """Seconds of CPU that a process and its children have used."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family)


def conditions(house: House, seed: int | None = None) -> str:
    """The line that every bench prints beside its figures."""
    kept = {name: house.sql(f"SHOW {name}") for name in ("fsync", "synchronous_commit", "server_version")}
    return (
        ("" if seed is None else f"seed {seed} · ")
        + " · ".join(f"{name} {value}" for name, value in kept.items())
        + f" · {psutil.cpu_count()} cores"
    )


def _restart(postgres: Postgres) -> None:
    children.stop(postgres.child, (postgres.polite, 20), (postgres.firm, 10))
    postgres.launch()
    postgres.wait_until_ready()


async def _sql(url: str, statement: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(statement))
    finally:
        await connection.close()


async def _prepare(postgres: Postgres) -> None:
    await _sql(postgres.url(), "CREATE DATABASE recado")
    engine = create_async_engine(async_url(postgres.url("recado")), poolclass=NullPool)
    async with engine.begin() as connection:
        await roles.prepare(connection, owner=OWNER, app=APP)
    await engine.dispose()


async def _claim(house: House, numbers: list[Number]) -> None:
    keyring = Keyring([house.env["ENCRYPTION_KEYS"]])
    engine = create_async_engine(async_url(house.admin_url), poolclass=NullPool)
    async with engine.begin() as connection:
        for statement in _CLAIM:
            await connection.execute(text(statement), [_row(keyring, number) for number in numbers])
    await engine.dispose()


def _row(keyring: Keyring, number: Number) -> dict[str, object]:
    return {
        **{name: value for name, value in msgspec.to_builtins(number).items() if name != "secret"},
        "app_id": new_id(),
        "slug": f"hotel-{number.phone_number_id}",
        "app_secret": keyring.seal(number.secret, purpose=f"meta_app:{number.tenant_id}:app_secret"),
        "verify_token": keyring.seal("bench-verify-token", purpose=f"meta_app:{number.tenant_id}:verify_token"),
        "access_token": keyring.seal("bench-access-token", purpose=f"channel:{number.tenant_id}:access_token"),
        "at": now(),
    }


_CLAIM = (
    """INSERT INTO tenants (id, slug, name, email, status, timezone, locale, settings, created_at, updated_at)
       VALUES (cast(:tenant_id AS uuid), :slug, 'Hotel', 'bench@example.com', 'ACTIVE', 'America/Sao_Paulo', 'pt-BR', '{}', :at, :at)""",
    "INSERT INTO event_counters (tenant_id) VALUES (cast(:tenant_id AS uuid))",
    "INSERT INTO waba_claims (waba_id, tenant_id, claimed_at) VALUES (:waba_id, cast(:tenant_id AS uuid), :at)",
    """INSERT INTO meta_apps (tenant_id, id, app_secret, app_secret_last4, verify_token, verify_token_last4, created_at, updated_at)
       VALUES (cast(:tenant_id AS uuid), :app_id, :app_secret, 'ench', :verify_token, 'ench', :at, :at)""",
    """INSERT INTO channels (tenant_id, id, phone_number_id, waba_id, meta_app_id, graph, display_phone_number, verified_name,
                             access_token, access_token_last4, status, messages_per_second, created_at, updated_at)
       SELECT cast(:tenant_id AS uuid), cast(:channel_id AS uuid), cast(:phone_number_id AS text), :waba_id, id, 'simulator',
              cast(:phone_number_id AS text), 'Hotel', :access_token, 'ench', 'connected', 80, :at, :at
         FROM meta_apps WHERE tenant_id = cast(:tenant_id AS uuid)""",
)


def _environment(postgres: Postgres, valkey: Valkey) -> dict[str, str]:
    return {
        "ENVIRONMENT": "test",
        "DATABASE_URL": postgres.url("recado", APP.name, APP.password),
        "REDIS_URL": valkey.url(),
        "JWT_SECRET": "0123456789abcdef0123456789abcdef-bench",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "WHATSAPP_APP_SECRET": "platform-secret-0123456789abcdef",
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN": "platform-verify-token-0123456789",
        "SIMULATOR_URL": "http://127.0.0.1:9",
        "LOG_LEVEL": "WARNING",
    }


def _path() -> dict[str, str]:
    # Children find the tree as this process does; nothing else of the environment goes along.
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parent.parent)}


def _wait_for(port: int, child: subprocess.Popen[bytes], patience: float = 20) -> None:
    until = time.monotonic() + patience
    while children.port_is_free(port):
        if child.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"nothing answers on port {port}")
        time.sleep(0.05)
