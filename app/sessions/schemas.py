"""Signing in, on the wire."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.core.permissions import Can
from app.tenants.schemas import TenantView
from app.users.schemas import GivenPassword, NewPassword, PersonView

RefreshToken = Annotated[str, Meta(max_length=200, description="Left out, the cookie `recado_refresh` is read.")]


class SignIn(msgspec.Struct, frozen=True):
    """The hotel is named by `X-Tenant-Slug`, `?tenant=` or the subdomain; none named: a super admin."""

    email: Annotated[str, Meta(min_length=1, max_length=254, pattern=r"^[^\x00]+$", examples=["admin@hotel-ipanema.example"])]
    password: GivenPassword


class TokenPair(msgspec.Struct, frozen=True):
    """`expires_at` is the access token's end; the refresh token is also set as an HttpOnly cookie."""

    access_token: str
    refresh_token: str
    expires_at: datetime
    user: PersonView
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the scheme, no secret


class Refresh(msgspec.Struct, frozen=True):
    """Browsers send no body: their token travels in the cookie."""

    refresh_token: RefreshToken | None = None


class ChangePassword(msgspec.Struct, frozen=True):
    """All other sessions of the person end."""

    current_password: GivenPassword
    new_password: NewPassword


class Said(msgspec.Struct, frozen=True):
    """A sentence for the person."""

    message: str


class Me(msgspec.Struct, frozen=True):
    """Who is signed in, where (null for a super admin), and what they may do."""

    user: PersonView
    tenant: TenantView | None
    permissions: list[Can]
