"""People on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.core.pages import Pagination
from app.core.permissions import Role
from app.tenants.schemas import TenantView
from app.users.models import Operator, User

# `$(?!\n)` ends every pattern: `$` alone lets a line break pass in Python, and `\Z` says nothing to readers of the schema.
# One line of text that shows: no control characters (PostgreSQL holds no NUL), not only blanks.
Line = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$(?!\n)")]
_EMAIL = r"^[^@\s\x00-\x1f]+@[^@\s.\x00-\x1f]+(\.[^@\s.\x00-\x1f]+)+$(?!\n)"
Email = Annotated[str, Meta(max_length=254, pattern=_EMAIL, examples=["ana@hotel-ipanema.example"])]
NewPassword = Annotated[str, Meta(min_length=8, max_length=128, examples=["mare-alta-42"])]
# Longer than any that can be set, so that an old rule never locks anybody out; short enough to hash.
GivenPassword = Annotated[str, Meta(min_length=1, max_length=1024)]


class PersonView(msgspec.Struct, frozen=True):
    """Somebody who can sign in; `tenant_id` is null for a super admin."""

    id: UUID
    email: str
    name: str
    role: Role
    tenant_id: UUID | None
    must_change_password: bool

    @classmethod
    def of(cls, row: User | Operator) -> Self:
        role, tenant_id = (Role(row.role), row.tenant_id) if isinstance(row, User) else (Role.SUPER_ADMIN, None)
        return cls(row.id, row.email, row.name, role, tenant_id, row.must_change_password)


class UserView(msgspec.Struct, frozen=True):
    """A colleague, as the people of the same hotel see them."""

    id: UUID
    name: str
    email: str
    role: Role
    is_active: bool
    created_at: datetime

    @classmethod
    def of(cls, row: User) -> Self:
        return cls(row.id, row.name, row.email, Role(row.role), row.is_active, row.created_at)


# A label of a host name (contract "Tenant resolution"): it stands before the base domain.
Slug = Annotated[str, Meta(min_length=3, max_length=63, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)", examples=["hotel-ipanema"])]


class Register(msgspec.Struct, frozen=True):
    """A new colleague; the e-mail is unique within the hotel."""

    name: Line
    email: Email
    password: NewPassword
    role: Literal["TENANT_ADMIN", "MANAGER", "ATTENDANT", "AGENT"]


class Colleagues(msgspec.Struct, frozen=True):
    """Everybody of the hotel, by name."""

    data: list[UserView]


class OpenTenant(msgspec.Struct, frozen=True):
    """Without `admin_password` a temporary one is made, shown once, and changed at the first sign-in."""

    name: Line
    slug: Slug
    email: Email
    admin_name: Line
    admin_email: Email
    admin_password: NewPassword | None = None


class OpenedTenant(msgspec.Struct, frozen=True, omit_defaults=True):
    """`temporary_password` is shown here and never again."""

    tenant: TenantView
    admin: PersonView
    temporary_password: str | None = None


class ChangeTenant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Only what is sent changes. `slug` is the house's to change; status by suspend and activate."""

    name: Line | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    timezone: Annotated[str, Meta(max_length=64, examples=["America/Sao_Paulo"])] | UnsetType = UNSET
    locale: Literal["pt-BR", "en", "es"] | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET

    def by_column(self) -> dict[str, Any]:
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not UNSET}


class TenantPage(msgspec.Struct, frozen=True):
    """Hotels by name."""

    data: list[TenantView]
    pagination: Pagination
