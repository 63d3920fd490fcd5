"""What the demo refuses before it starts anything, and what it keeps to itself."""

import json
import socket
import stat
from pathlib import Path

import asyncpg
import pytest
from cryptography.fernet import Fernet

from app import settings
from app.demo import database, standing
from app.demo.database import Mark
from app.demo.errors import DemoError
from app.demo.home import Home
from tests.conftest import Cluster


def a_home(folder: Path, **env: str) -> Home:
    return Home.of({"RECADO_HOME": str(folder), **env})


def test_production_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="ENVIRONMENT is production"):
        a_home(tmp_path, ENVIRONMENT="production")


@pytest.mark.parametrize("port", ["", "abc", "70000", "-1"])
def test_a_port_is_a_number(tmp_path: Path, port: str) -> None:
    if port == "":
        assert a_home(tmp_path, PORT=port).port == 3001
        return
    with pytest.raises(DemoError, match="PORT must be a port number"):
        a_home(tmp_path, PORT=port)


def test_a_command_beside_a_demo_is_the_demos_unless_it_is_told_of_another(tmp_path: Path) -> None:
    env = {"RECADO_HOME": str(tmp_path), "PORT": "4711"}
    elsewhere = env | {"DATABASE_URL": "postgresql://recado_app@db.example/recado"}
    assert standing.environment(env) == env

    told = {"database_url": "postgresql://recado_app@127.0.0.1/demo", "database_owner_url": "", "redis_url": "redis://127.0.0.1/0"}
    a_home(tmp_path).board.write_text(json.dumps(told | {"tenants": []}))

    assert settings.load(standing.environment(env)).database_url == told["database_url"]
    assert standing.environment(elsewhere) == elsewhere
    assert standing.environment(env | {"ENVIRONMENT": "production"})["ENVIRONMENT"] == "production"


def test_a_taken_port_is_told_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(DemoError, match=rf"port {port} is taken by another program; stop it, or set PORT"):
            a_home(tmp_path, PORT=str(port)).check_ports()


def test_secrets_are_random_for_each_home_kept_private_and_strong_enough_for_the_settings(tmp_path: Path) -> None:
    first, again, other = a_home(tmp_path / "a"), a_home(tmp_path / "a"), a_home(tmp_path / "b")

    told = first.environment(database_url="postgresql://x:y@127.0.0.1/z", redis_url="redis://127.0.0.1")

    assert told == again.environment(database_url="postgresql://x:y@127.0.0.1/z", redis_url="redis://127.0.0.1")
    for name in ("JWT_SECRET", "ENCRYPTION_KEYS", "WHATSAPP_APP_SECRET", "WHATSAPP_WEBHOOK_VERIFY_TOKEN"):
        assert told[name] != other.environment(database_url="", redis_url="")[name]
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "a" / "secrets").iterdir()} == {0o600}
    assert settings.load(told).environment == "demo"
    Fernet(told["ENCRYPTION_KEYS"])


async def test_an_empty_database_is_marked_and_found_again(cluster: Cluster, tmp_path: Path) -> None:
    home = a_home(tmp_path)
    await cluster.say("CREATE DATABASE for_a_demo")
    admin = cluster.url("for_a_demo")
    try:
        assert await database.claim(admin, home) == Mark(home.name, "none", "none")
        await database.note(admin, Mark(home.name, "abc", "ready"))
        assert await database.claim(admin, home) == Mark(home.name, "abc", "ready")

        with pytest.raises(DemoError, match="another demo folder"):
            await database.claim(admin, a_home(tmp_path / "other"))
    finally:
        await cluster.say("DROP DATABASE for_a_demo")


async def test_a_database_with_somebodys_table_in_it_is_left_alone(cluster: Cluster, tmp_path: Path) -> None:
    await cluster.say("CREATE DATABASE of_somebody")
    admin = cluster.url("of_somebody")
    connection = await asyncpg.connect(admin)
    await connection.execute("CREATE TABLE precious (id int)")
    await connection.close()
    try:
        with pytest.raises(DemoError, match="did not make and that is not empty"):
            await database.claim(admin, a_home(tmp_path))
    finally:
        await cluster.say("DROP DATABASE of_somebody")


def test_database_url_alone_is_an_administrators_and_gets_a_walled_login_beside_it(tmp_path: Path) -> None:
    home = a_home(tmp_path, DATABASE_URL="postgresql+asyncpg://admin:p%40ss@db.example:6000/recado?sslmode=require")

    logins = database.logins_given(home)

    assert logins is not None
    assert logins.admin == logins.owner == "postgresql://admin:p%40ss@db.example:6000/recado?sslmode=require"
    assert database.user_of(logins.app) == (f"recado_demo_{home.name}", home.secret("database-app"))
    assert logins.app.endswith("@db.example:6000/recado?sslmode=require")


def test_with_an_owner_named_database_url_is_the_walled_login_itself(tmp_path: Path) -> None:
    home = a_home(tmp_path, DATABASE_URL="postgresql://app:a@db/recado", DATABASE_OWNER_URL="postgresql://owner:o@db/recado")

    assert database.logins_given(home) == (
        "postgresql://owner:o@db/recado",
        "postgresql://owner:o@db/recado",
        "postgresql://app:a@db/recado",
    )
