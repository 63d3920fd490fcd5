"""Sign-ins as rows: each is a family of refresh tokens that can be ended at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import CITEXT, INET
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class SignInSession(Base):
    """One sign-in on one device; `id` is the `sid` of its tokens.

    No token is stored: a refresh token is a MAC over (id, seed, generation), so the row knows
    which one is current, and a copy of the table lets nobody in.
    """

    __tablename__ = "sign_in_sessions"
    __table_args__ = (
        CheckConstraint("(operator_id IS NULL) <> (user_id IS NULL)", name="one_person"),
        CheckConstraint("(tenant_id IS NULL) = (user_id IS NULL)", name="tenant_with_user"),
        Index("ix_sign_in_sessions_person", "tenant_id", "user_id"),
        Index("ix_sign_in_sessions_revoked_at", "revoked_at", postgresql_where=text("revoked_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    operator_id: Mapped[UUID | None]
    seed: Mapped[bytes]
    generation: Mapped[int]
    rotated_at: Mapped[datetime]
    kind: Mapped[str]
    user_agent: Mapped[str | None]
    device_name: Mapped[str | None]
    device_type: Mapped[str | None]
    ip_address: Mapped[str | None] = mapped_column(INET)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """One failed try, counted against (address, e-mail); pruned when it no longer counts.

    `tenant_id` is the hotel it was at, None for the house.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_email_ip_address_at", "email", "ip_address", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(CITEXT)
    ip_address: Mapped[str] = mapped_column(INET)
    at: Mapped[datetime]
    tenant_id: Mapped[UUID | None]
