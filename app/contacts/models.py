"""Guests, and the identities by which WhatsApp may name one."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class IdentityKind(StrEnum):
    """`USER_ID` is Meta's business-scoped user id (BSUID); since 2026 a guest may have only that.

    `PARENT_USER_ID` spans linked portfolios. A group is a contact with a `GROUP_ID` alone. A `USERNAME` names nobody
    for certain and is kept to be shown: it can be given up and taken by somebody else.
    """

    WA_ID = "wa_id"
    USER_ID = "user_id"
    PARENT_USER_ID = "parent_user_id"
    GROUP_ID = "group_id"
    USERNAME = "username"


class Contact(TenantOwned, Base):
    """One guest of one hotel. `phone` is E.164, or absent when WhatsApp hides it.

    `name` is the hotel's own for the guest, else (`booked_name`) the one in its phone's address book, as of
    `booked_at`; `profile_name` and `username` are the guest's own, as of `profiled_at`.
    """

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
    profiled_at: Mapped[datetime | None]
    booked_at: Mapped[datetime | None]
    booked_name: Mapped[str | None]
    marketing_opted_out_at: Mapped[datetime | None]
    marketing_said_at: Mapped[datetime | None]
    identity_changed_at: Mapped[datetime | None]


class ContactIdentity(Base):
    """A name by which WhatsApp knows a guest, of one contact at a time.

    `created_at` is since when, by Meta's time; `retired_at` until when. What is retired still leads late letters to
    their guest, and nothing is sent to it.
    """

    __tablename__ = "contact_identities"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "contact_id"], ["contacts.tenant_id", "contacts.id"], ondelete="CASCADE"),
        CheckConstraint("kind IN ('wa_id', 'user_id', 'parent_user_id', 'group_id', 'username')", name="kind"),
        Index("ix_contact_identities_contact_id", "tenant_id", "contact_id"),
        Index("uq_contact_identities_current", "tenant_id", "kind", "value", unique=True, postgresql_where=text("retired_at IS NULL")),
    )

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
