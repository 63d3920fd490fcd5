"""Reading hotels."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from app.core.errors import NotFoundError, TenantNotFoundError
from app.core.work import TenantWork, Work
from app.tenants.models import Tenant


async def get(work: Work, tenant_id: UUID) -> Tenant:
    tenant = await work.session.get(Tenant, tenant_id)
    if tenant is None:
        raise NotFoundError(tenant_id)
    return tenant


async def own(work: TenantWork) -> Tenant:
    """The hotel behind whose walls the work stands."""
    return await get(work, work.tenant_id)


async def get_named(work: Work, name: str) -> Tenant:
    """The hotel with this slug or id; house work only, since behind walls a neighbour does not exist."""
    # What no slug can be is not even asked for; PostgreSQL refuses a NUL with an error.
    tenant = await work.session.scalar(select(Tenant).where(_is_named(name))) if name.isprintable() else None
    if tenant is None:
        raise TenantNotFoundError(name)
    return tenant


def _is_named(name: str) -> ColumnElement[bool]:
    try:
        return Tenant.id == UUID(name)
    except ValueError:
        return Tenant.slug == name


async def page(work: Work, *, offset: int, limit: int) -> tuple[Sequence[Tenant], int]:
    """One page of all hotels by name, and how many there are; house work only."""
    ordered = select(Tenant).order_by(Tenant.name, Tenant.id)
    rows = (await work.session.scalars(ordered.limit(limit).offset(offset))).all()
    return rows, await work.session.scalar(select(func.count()).select_from(Tenant)) or 0
