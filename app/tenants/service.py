"""Opening a hotel, changing it, closing its doors to its people and opening them again."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from app.core.clock import now
from app.core.errors import ConflictError, Detail, ValidationFailedError
from app.core.ids import new_id
from app.core.work import Work
from app.tenants.models import Tenant, TenantStatus

TRIAL: Final = timedelta(days=14)
# They name hosts of ours, or no hotel at all (contract "Tenant resolution").
RESERVED_SLUGS: Final = frozenset({"api", "www", "localhost", "admin", "app", "mail", "static", "recado"})
_MOST_SETTINGS_BYTES: Final = 16_384


class NewHotel(msgspec.Struct, frozen=True):
    """What is known of a hotel before it exists."""

    name: str
    slug: str
    email: str


async def open_hotel(work: Work, hotel: NewHotel) -> Tenant:
    """A hotel on trial, with the counter that its events are numbered by.

    Raises `ConflictError` when the slug is taken.
    """
    _must_be_sayable(hotel.slug)
    moment = now()
    statement = (
        insert(Tenant)
        .values(
            id=new_id(),
            slug=hotel.slug,
            name=hotel.name,
            email=hotel.email,
            status=TenantStatus.TRIAL.value,
            trial_ends_at=moment + TRIAL,
            timezone="America/Sao_Paulo",
            locale="pt-BR",
            settings={},
            created_at=moment,
            updated_at=moment,
        )
        .on_conflict_do_nothing(index_elements=["slug"])
        .returning(Tenant)
    )
    tenant = await work.session.scalar(statement)
    if tenant is None:
        raise ConflictError
    async with work.as_tenant(tenant.id) as inside:
        # The table is the live line's, which is built on top of the hotels; the row is as old as the hotel.
        await inside.session.execute(text("INSERT INTO event_counters (tenant_id) VALUES (:tenant_id)"), {"tenant_id": tenant.id})
    return tenant


async def change(work: Work, tenant: Tenant, changes: dict[str, Any]) -> Tenant:
    """`changes` by column; `settings` are merged member by member, null takes one away.

    Raises `ConflictError` when a new slug is another hotel's.
    """
    if "slug" in changes:
        _must_be_sayable(changes["slug"])
    if "timezone" in changes:
        _must_be_a_zone(changes["timezone"])
    if "settings" in changes:
        merged = tenant.settings | changes["settings"]
        changes = changes | {"settings": {key: value for key, value in merged.items() if value is not None}}
        _must_be_storable(changes["settings"])
    for column, value in changes.items():
        setattr(tenant, column, value)
    tenant.updated_at = now()
    try:
        await work.session.flush()
    except IntegrityError as error:
        raise ConflictError from error
    return tenant


async def suspend(work: Work, tenant: Tenant) -> None:
    """Its people stay out from now on; what its guests write is stored all the same."""
    await change(work, tenant, {"status": TenantStatus.SUSPENDED.value})


async def activate(work: Work, tenant: Tenant) -> None:
    """Ends a suspension as well as a trial."""
    await change(work, tenant, {"status": TenantStatus.ACTIVE.value, "trial_ends_at": None})


def _must_be_sayable(slug: str) -> None:
    if slug in RESERVED_SLUGS or _is_id(slug):
        raise ValidationFailedError(details=(Detail("body.slug", "detail-reserved", "value"),))


def _is_id(slug: str) -> bool:
    """A slug that reads like an id could name another hotel."""
    try:
        UUID(slug)
    except ValueError:
        return False
    return True


def _must_be_a_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationFailedError(details=(Detail("body.timezone", "detail-timezone", "value"),)) from error


def _must_be_storable(settings: dict[str, Any]) -> None:
    """PostgreSQL keeps no NUL, and settings are read with every `me`."""
    try:
        written = msgspec.json.encode(settings)
    except (OverflowError, RecursionError, ValueError) as error:
        raise ValidationFailedError(details=(Detail("body.settings", "detail-value", "value"),)) from error
    if len(written) > _MOST_SETTINGS_BYTES or b"\\u0000" in written:
        raise ValidationFailedError(details=(Detail("body.settings", "detail-value", "value"),))
