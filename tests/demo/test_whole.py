"""The demo as a person has it: from an empty folder to the second start, with everything killed on the way."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from app import settings as house
from app.demo import lodging
from app.demo.children import free_port
from tests.demo.servers import ROOT, is_alive, wait_until_gone

STORIES = {"hotel-ipanema": 4, "pousada-serena": 3}


class Demo:
    """One home, started and stopped as often as a test likes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._env = {**house.environment(), "RECADO_HOME": str(home), "PORT": str(free_port()), "SIMULATOR_PORT": str(free_port())}
        self._env |= {"ENVIRONMENT": "", "DATABASE_URL": "", "DATABASE_OWNER_URL": "", "REDIS_URL": ""}
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        with (self.home.parent / "demo.log").open("ab") as log:
            self.running = subprocess.Popen([sys.executable, "-m", "app.cli", "demo"], cwd=ROOT, env=self._env, stdout=log, stderr=log)
        until(lambda: self.board_of(self.running), patience=150)
        return self.running

    def board_of(self, running: subprocess.Popen[bytes] | None) -> bool:
        if running is None or running.poll() is not None:
            raise AssertionError((self.home.parent / "demo.log").read_text()[-3000:])
        return (self.home / "demo.json").exists() and self.board()["processes"]["supervisor"] == running.pid

    def board(self) -> dict[str, Any]:
        board: dict[str, Any] = json.loads((self.home / "demo.json").read_text())
        return board

    def pids(self) -> dict[str, int]:
        processes = self.board()["processes"]
        single = {name: processes[name] for name in ("supervisor", "postgres", "redis", "simulator")}
        return single | {"api": processes["api"][0]} | {name: ids[0] for name, ids in processes["workers"].items()}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path / "home")
    yield demo
    if demo.running:
        demo.running.kill()
        demo.running.wait()
    lodging.leave(demo.home / "postgres")


def until(done: Callable[[], bool], patience: float) -> float:
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < patience
        time.sleep(0.05)
    return time.monotonic() - began


def conversations(board: dict[str, Any], tenant: dict[str, Any]) -> list[dict[str, Any]]:
    with httpx.Client(base_url=board["api_url"], headers={"X-Tenant-Slug": tenant["slug"]}, timeout=30) as client:
        token = client.post("/auth/login", json=tenant["attendants"][0]).json()["access_token"]
        listed: list[dict[str, Any]] = client.get("/api/conversations", headers={"Authorization": f"Bearer {token}"}).json()["data"]
    return listed


def is_ready(board: dict[str, Any]) -> bool:
    try:
        return httpx.get(f"{board['api_url']}/health/ready").status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.timeout(300)
async def test_from_an_empty_folder_to_the_second_start(demo: Demo) -> None:
    first = demo.start()
    board = demo.board()

    assert stat.S_IMODE((demo.home / "demo.json").stat().st_mode) == 0o600
    assert {tenant["slug"]: len(conversations(board, tenant)) for tenant in board["tenants"]} == STORIES
    assert all(is_alive(pid) for pid in demo.pids().values())
    await the_login_is_walled(board)

    # Whatever dies is back within two seconds, and the board names it.
    for name in ("inbound", "outbound", "media", "housekeeping", "simulator", "api", "redis", "postgres"):
        old = demo.pids()[name]
        os.kill(old, signal.SIGKILL)
        until(lambda name=name, old=old: demo.pids()[name] != old and is_alive(demo.pids()[name]), patience=4)  # type: ignore[misc]
    until(lambda: is_ready(board), patience=30)

    # A supervisor that is killed takes everybody along.
    everybody = demo.pids()
    first.kill()
    first.wait()
    wait_until_gone(*everybody.values(), patience=15)

    # The second start finds everything as it was.
    second = demo.start()
    again = demo.board()
    assert again["tenants"] == board["tenants"]
    assert again["database_url"] == board["database_url"]
    assert {tenant["slug"]: len(conversations(again, tenant)) for tenant in again["tenants"]} == STORIES

    everybody = demo.pids()
    second.terminate()
    assert second.wait(30) == 0
    wait_until_gone(*everybody.values(), patience=0)
    assert not (demo.home / "demo.json").exists()


async def the_login_is_walled(board: dict[str, Any]) -> None:
    connection = await asyncpg.connect(board["database_url"])
    try:
        owns = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
        powers = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert await connection.fetchval(owns) == 0
        assert await connection.fetchval(powers) is False
        assert await connection.fetchval("SELECT count(*) FROM conversations") == 0
    finally:
        await connection.close()
