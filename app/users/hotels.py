"""A hotel together with its people and its book: opened with its first admin, suspended, changed."""

import secrets
from typing import Any, Final
from uuid import UUID

from app.audit import service as audit
from app.core.crypto import Passwords
from app.core.errors import PermissionDeniedError
from app.core.permissions import Actor, Can, Role
from app.core.work import TenantWork, Work
from app.notices import service as notices
from app.notices.models import Severity
from app.tenants import queries
from app.tenants import service as tenants
from app.tenants.models import Tenant
from app.tenants.schemas import TenantView
from app.tenants.service import NewHotel
from app.users import service as people
from app.users.schemas import OpenedTenant, OpenTenant, PersonView
from app.users.service import Newcomer

_SUSPENDED: Final = "hotel-suspended"


async def open_hotel(work: Work, actor: Actor, wanted: OpenTenant, passwords: Passwords) -> OpenedTenant:
    """The hotel on trial and its first admin, in one commit.

    Raises `ConflictError` when the slug is taken. A temporary password is in the answer and
    nowhere else.
    """
    actor.must(Can.MANAGE_HOUSE)
    temporary = None if wanted.admin_password else secrets.token_urlsafe(15)
    hashed = await passwords.hash(wanted.admin_password or temporary or "")
    tenant = await tenants.open_hotel(work, NewHotel(wanted.name, wanted.slug, wanted.email))
    admin = Newcomer(
        name=wanted.admin_name,
        email=wanted.admin_email,
        role=Role.TENANT_ADMIN,
        password_hash=hashed,
        must_change_password=temporary is not None,
    )
    async with work.as_tenant(tenant.id) as inside:
        user = await people.take_on(inside, admin)
        await audit.note(inside, actor, "tenant.opened", details={"slug": wanted.slug, "admin_id": str(user.id)})
    return OpenedTenant(TenantView.of(tenant), PersonView.of(user), temporary)


async def suspend(work: Work, actor: Actor, tenant_id: UUID, *, reason: str | None = None) -> Tenant:
    actor.must(Can.MANAGE_HOUSE)
    tenant = await queries.get(work, tenant_id)
    await tenants.suspend(work, tenant)
    async with work.as_tenant(tenant_id) as inside:
        await audit.note(inside, actor, "tenant.suspended", reason=reason)
        # Its people are out; they read it when they are back.
        await notices.post(inside, _SUSPENDED, subject=str(tenant_id), details={}, severity=Severity.CRITICAL)
    return tenant


async def activate(work: Work, actor: Actor, tenant_id: UUID, *, reason: str | None = None) -> Tenant:
    actor.must(Can.MANAGE_HOUSE)
    tenant = await queries.get(work, tenant_id)
    await tenants.activate(work, tenant)
    async with work.as_tenant(tenant_id) as inside:
        await audit.note(inside, actor, "tenant.activated", reason=reason)
        await notices.clear(inside, _SUSPENDED, subject=str(tenant_id))
    return tenant


async def change_any(work: Work, actor: Actor, tenant_id: UUID, changes: dict[str, Any]) -> Tenant:
    """The house changes a hotel. Raises `ConflictError` when its new slug is taken."""
    actor.must(Can.MANAGE_HOUSE)
    tenant = await queries.get(work, tenant_id)
    await tenants.change(work, tenant, changes)
    async with work.as_tenant(tenant_id) as inside:
        await audit.note(inside, actor, "tenant.changed", details={"fields": sorted(changes)})
    return tenant


async def change_own(work: TenantWork, changes: dict[str, Any]) -> Tenant:
    """A hotel's admin changes its settings; its address is the house's to give."""
    work.actor.must(Can.MANAGE_TENANT)
    if "slug" in changes:
        raise PermissionDeniedError
    tenant = await tenants.change(work, await queries.own(work), changes)
    await audit.note(work, work.actor, "tenant.changed", details={"fields": sorted(changes)})
    return tenant
