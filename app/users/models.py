"""People: those of a hotel behind its walls, and the house's own operators apart from them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class User(TenantOwned, Base):
    """Somebody who works for a hotel; the e-mail is unique within it, not beyond."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("tenant_id", "email"), Index("ix_users_updated_at", "updated_at"))

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True, sort_order=-2)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(CITEXT)
    role: Mapped[str]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Operator(Base):
    """A super admin: belongs to the house, to no hotel."""

    __tablename__ = "operators"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(CITEXT, unique=True)
    password_hash: Mapped[str]
    must_change_password: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
