"""Guests, and the identities by which WhatsApp may name one."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class IdentityKind(StrEnum):
    """`USER_ID` is Meta's business-scoped user id (BSUID); since 2026 a guest may have only that."""

    WA_ID = "wa_id"
    USER_ID = "user_id"


class Contact(TenantOwned, Base):
    """One guest of one hotel. `phone` is E.164, or absent when WhatsApp hides it."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index(
            "ix_contacts_search",
            "tenant_id",
            "search",
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        ),
    )

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True, sort_order=-2)
    name: Mapped[str | None]
    profile_name: Mapped[str | None]
    username: Mapped[str | None]
    phone: Mapped[str | None]
    search: Mapped[str] = mapped_column(
        Computed(
            "lower(coalesce(name, '') || ' ' || coalesce(profile_name, '') || ' ' || coalesce(username, '') || ' ' || coalesce(phone, ''))",
            persisted=True,
        )
    )
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ContactIdentity(Base):
    """A name by which WhatsApp knows a guest; each belongs to exactly one contact of the hotel."""

    __tablename__ = "contact_identities"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "contact_id"], ["contacts.tenant_id", "contacts.id"], ondelete="CASCADE"),
        CheckConstraint("kind IN ('wa_id', 'user_id')", name="kind"),
        Index("ix_contact_identities_contact_id", "tenant_id", "contact_id"),
    )

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID]
    created_at: Mapped[datetime]
