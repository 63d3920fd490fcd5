"""The house itself: walls on every table, models and migrations agree, settings refuse what is weak."""

import asyncio

import pytest
from sqlalchemy import text

from app import tables
from app.core import migrate
from app.core.ids import new_id
from app.core.work import Office
from app.settings import SettingsError, load
from tests.conftest import OWNER, Cluster, environment


async def test_every_tenant_table_is_walled(office: Office) -> None:
    async with office.for_house() as work:
        found = await work.session.execute(
            text(
                "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
                " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            )
        )
        walled = {name: enabled and forced for name, enabled, forced in found}

    tables_of_ours = {name for name in walled if not name.startswith("events_") and name != "alembic_version"}
    assert tables_of_ours == tables.TENANT_TABLES | tables.HOUSE_TABLES
    assert all(walled[name] for name in tables.TENANT_TABLES)
    assert all(walled[name] for name in walled if name.startswith("events_"))


async def test_models_and_migrations_agree(cluster: Cluster, database: str) -> None:
    await asyncio.to_thread(migrate.check, cluster.url(database, OWNER))


async def test_without_a_tenant_nothing_is_seen(office: Office) -> None:
    async with office.for_tenant(new_id()) as work:
        for table in sorted(tables.TENANT_TABLES):
            assert await work.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608 - our own names


def test_every_flaw_of_the_settings_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        load({"ENVIRONMENT": "production", "JWT_SECRET": "short", "SIMULATOR_URL": "http://sim"})

    said = str(raised.value)
    assert all(
        name in said for name in ("DATABASE_URL", "REDIS_URL", "JWT_SECRET is weak", "ENCRYPTION_KEYS", "FRONTEND_URL", "SIMULATOR_URL")
    )


def test_settings_never_show_their_secrets() -> None:
    loaded = load(environment("postgresql://a:pw@h/d", "redis://:pw@h"))

    assert "pw" not in repr(loaded)
    assert loaded.jwt_secret not in repr(loaded)
