"""The way to PostgreSQL: the engine, its declarative base, and the check of who we are there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, MetaData, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.ids import new_id
from app.settings import Settings

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table's parent; a table is of the house unless it is `TenantOwned`."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        str: Text(),
        dict[str, Any]: JSONB(none_as_null=True),
    }


class TenantOwned:
    """A row that belongs to one hotel: keyed by it first, and walled by row level security."""

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)


class UnsafeLoginError(Exception):
    """The app's login could step over the walls; nothing is served with it."""


def create_engine(settings: Settings, *, name: str) -> AsyncEngine:
    """The process's pool. `name` shows in `pg_stat_activity`."""
    # Plans are kept for as long as a connection lives. One that was made while a table was nearly empty reads all
    # of it ever after, for each row that a foreign key is checked for, until the next ANALYZE: 1,100 messages/s instead of 3,400.
    ours = {"application_name": f"recado-{name}", "jit": "off", "enable_seqscan": "off"}
    connect_args: dict[str, Any] = {"server_settings": ours, "timeout": 5}
    if settings.database_pooler:
        # PgBouncer's transaction mode: it refuses settings at the start of a connection (the role may have them instead),
        # and statements must not outlive the transaction that made them.
        connect_args["server_settings"] = {"application_name": ours["application_name"]}
        connect_args |= {"statement_cache_size": 0, "prepared_statement_cache_size": 0, "prepared_statement_name_func": _unique_name}
    return create_async_engine(
        async_url(settings.database_url),
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=False,
        # What guests write and the seals of secrets are parameters, and errors are logged.
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=msgspec.json.decode,
        connect_args=connect_args,
    )


def async_url(url: str) -> str:
    """The same address for SQLAlchemy's asyncpg dialect."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+asyncpg://{rest}" if scheme in {"postgres", "postgresql"} else url


async def refuse_unsafe_login(engine: AsyncEngine) -> None:
    """Raises `UnsafeLoginError` when row level security would not hold this login."""
    async with engine.connect() as connection:
        found = await connection.execute(text(_WHO_AM_I))
        super_user, bypasses, owned = found.one()
    if super_user or bypasses or owned:
        sentence = "DATABASE_URL signs in as a superuser, a role that bypasses row level security, or the owner of our tables"
        raise UnsafeLoginError(f"{sentence}: use a plain member of recado_app (`recado db prepare` makes one)")


_WHO_AM_I = """
SELECT rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)
  FROM pg_roles WHERE rolname = current_user
"""

_encode: Callable[[Any], bytes] = msgspec.json.encode


def _to_json(value: object) -> str:
    return _encode(value).decode()


def _unique_name() -> str:
    return f"__recado_{new_id()}__"
