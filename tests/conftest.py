"""A real PostgreSQL and a real Valkey for the whole run, and a fresh database for each test."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import httpx
import msgspec
import pytest
from cryptography.fernet import Fernet
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from app import settings as settings_room
from app.assembly import open_office
from app.core import migrate, roles
from app.core.database import async_url
from app.core.ids import new_id
from app.core.roles import Login
from app.core.work import Office
from app.demo.postgres import Postgres, Profile
from app.demo.valkey import Valkey
from app.main import create_app
from app.realtime.speaker import Hint
from app.settings import Settings
from tests import loopback
from tests.scheduling import FoldersTogether

OWNER, APP = Login("recado_owner", "owner-of-tests"), Login("recado_login", "login-of-tests")
TEMPLATE = "recado_template"


class Cluster:
    """The run's PostgreSQL, started by pytest's first process and shared by its workers."""

    def __init__(self, address: str) -> None:
        self.address = address  # user:password@host:port of the administrator

    def url(self, database: str, login: Login | None = None) -> str:
        place = self.address.rpartition("@")[2]
        who = f"{login.name}:{login.password}@{place}" if login else self.address
        return f"postgresql://{who}/{database}"

    async def say(self, statement: str, database: str = "postgres") -> None:
        engine = create_async_engine(async_url(self.url(database)), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    async def prepare(self) -> None:
        await self.say(f"CREATE DATABASE {TEMPLATE}")
        engine = create_async_engine(async_url(self.url(TEMPLATE)), poolclass=NullPool)
        async with engine.begin() as connection:
            await roles.prepare(connection, owner=OWNER, app=APP)
        await engine.dispose()


_started: list[Any] = []


def pytest_configure(config: pytest.Config) -> None:
    loopback.only()
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = tempfile.TemporaryDirectory(prefix="recado-tests-")
    postgres = Postgres.start(Path(folder.name) / "postgres", Profile.TEST)
    _started.extend([postgres, folder])
    cluster = Cluster(postgres.url().removeprefix("postgresql://").partition("/")[0])
    asyncio.run(cluster.prepare())
    migrate.upgrade(cluster.url(TEMPLATE, OWNER))
    config.stash[_ADDRESS] = cluster.address


def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - xdist's own type
    node.workerinput["cluster"] = node.config.stash[_ADDRESS]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FoldersTogether | None:  # noqa: ANN401 - xdist's own type
    return FoldersTogether(config, log) if config.getvalue("dist") == "load" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    for one in _started:
        one.stop() if isinstance(one, Postgres) else one.cleanup()
    _started.clear()


_ADDRESS = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Cluster:
    worker_input = getattr(request.config, "workerinput", None)
    return Cluster(worker_input["cluster"] if worker_input else request.config.stash[_ADDRESS])


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    server = Valkey.start(tmp_path_factory.mktemp("valkey"), Profile.TEST)
    yield server
    server.stop()


@pytest.fixture
async def database(cluster: Cluster) -> AsyncIterator[str]:
    """The name of a database of this test's own, with all tables and no rows."""
    name = f"test_{new_id().hex}"
    await cluster.say(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY OWNER {OWNER.name}")
    yield name
    await cluster.say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(cluster: Cluster, database: str, valkey: Valkey, tmp_path: Path) -> Settings:
    return settings_room.load(environment(cluster.url(database, APP), valkey.url()) | {"RECADO_HOME": str(tmp_path)})


def environment(database_url: str, redis_url: str) -> dict[str, str]:
    """The least a process needs to start."""
    return {
        "ENVIRONMENT": "test",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "JWT_SECRET": "0123456789abcdef0123456789abcdef-tests",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "WHATSAPP_APP_SECRET": "platform-secret-0123456789abcdef",
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN": "platform-verify-token-0123456789",
        "SIMULATOR_URL": "http://127.0.0.1:9",
        "FRONTEND_URL": "http://recado.test",
    }


class Listener:
    """Stands where the live line leaves the process and remembers what was said."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Any], list[str]]] = []

    async def say(self, hints: Sequence[Hint]) -> None:
        self.heard += [(hint.name, msgspec.json.decode(hint.body), hint.rooms) for hint in hints]

    def of(self, name: str) -> list[dict[str, Any]]:
        return [data for event, data, _room in self.heard if event == name]


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def office(settings: Settings, listener: Listener) -> AsyncIterator[Office]:
    async with open_office(settings, name="tests", emitter=listener) as opened:
        yield opened


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    built = create_app(settings)
    opened, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        # Litestar's lifespan is a task group, which only the task that entered it may leave.
        async with built.lifespan():
            opened.set()
            await over.wait()

    life = asyncio.create_task(live())
    await asyncio.wait({life, asyncio.create_task(opened.wait())}, return_when=asyncio.FIRST_COMPLETED)
    if life.done():
        life.result()
    yield built
    over.set()
    await life


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(cast("Any", app), client=("203.0.113.7", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://recado.test") as opened:
        yield opened
