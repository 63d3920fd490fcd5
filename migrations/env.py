"""Runs the steps against the owner's login, which `recado db migrate` hands in."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import SchemaItem

from app.core.database import async_url
from app.tables import metadata


def _is_ours(_item: SchemaItem, name: str | None, kind: str, *_compared: object) -> bool:
    """Leaves out the day partitions of `events`, which come and go without a migration."""
    return not (kind == "table" and (name or "").startswith("events_"))


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, include_object=_is_ours, compare_server_default=False)
    with context.begin_transaction():
        # Two API processes started at once must not both migrate.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('recado.migrations'))")
        context.run_migrations()
        # A restored dump brings no days of the event log, and the oldest may be long gone.
        connection.exec_driver_sql("SELECT rotate_events()")


async def _run_on(url: str) -> None:
    engine = create_async_engine(async_url(url), poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


if context.is_offline_mode():
    context.configure(dialect_name="postgresql", target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    asyncio.run(_run_on(context.config.attributes["url"]))
