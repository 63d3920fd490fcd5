"""People on the wire."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from app.core.permissions import Role
from app.users.models import Operator, User

# One line of text that shows: no control characters (PostgreSQL holds no NUL), not only blanks.
Line = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*\Z")]
_EMAIL = r"^[^@\s\x00-\x1f]+@[^@\s.\x00-\x1f]+(\.[^@\s.\x00-\x1f]+)+\Z"
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
