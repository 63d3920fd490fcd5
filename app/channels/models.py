"""WhatsApp numbers of hotels, the WABAs they claim, and the Meta apps that sign for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class Graph(StrEnum):
    """Which Graph API a number talks to; the base URLs come from the settings."""

    META = "meta"
    SIMULATOR = "simulator"


class ChannelStatus(StrEnum):
    """`CANNOT_SEND` is a dead token: what guests write is stored all the same."""

    CONNECTED = "connected"
    CANNOT_SEND = "cannot_send"


class SetUp(StrEnum):
    """Whose Meta app signs a number's webhooks: the platform's, which all hotels share, or the hotel's own."""

    PLATFORM = "platform"
    OWN = "own"

    @classmethod
    def of(cls, signer: str | None) -> "SetUp | None":
        """Of `Channel.former_signer`."""
        if signer is None:
            return None
        return cls.PLATFORM if signer == cls.PLATFORM.value else cls.OWN


class MetaApp(TenantOwned, Base):
    """A hotel's own Meta app. The platform's app lives in the settings.

    Two app secrets may live at once, so that one can be rotated without losing a webhook.
    All secrets are sealed; `*_last4` is what reads may show.
    """

    __tablename__ = "meta_apps"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True, sort_order=-2)
    app_secret: Mapped[bytes]
    app_secret_last4: Mapped[str]
    previous_app_secret: Mapped[bytes | None]
    verify_token: Mapped[bytes]
    verify_token_last4: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class WabaClaim(Base):
    """Whose WhatsApp Business Account it is: one tenant's, proved when it was claimed."""

    __tablename__ = "waba_claims"
    __table_args__ = (UniqueConstraint("tenant_id", "waba_id"),)

    waba_id: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    claimed_at: Mapped[datetime]


class Channel(TenantOwned, Base):
    """One WhatsApp number. `phone_number_id` is unique over the whole house.

    `held_until`: Meta asked to go slower, so nothing is sent before; `campaigns_held_until` holds campaigns alone. Both pass
    by themselves. `failures`: calls in a row that found no Meta. `sender`: the process that speaks for it, until then alone.
    `cannot_send_because` is the key of a sentence; `standing_at` is the newest word on whether it may send, so that an
    older one changes nothing. `former_signer` is whose Meta app signed before the last change: a `meta_apps.id`, or
    `platform`; its signature still counts. `meta_facts`: what Meta says of the number, see `facts`.
    """

    __tablename__ = "channels"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "waba_id"], ["waba_claims.tenant_id", "waba_claims.waba_id"]),
        ForeignKeyConstraint(["tenant_id", "meta_app_id"], ["meta_apps.tenant_id", "meta_apps.id"]),
    )

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"), primary_key=True, sort_order=-2)
    phone_number_id: Mapped[str] = mapped_column(unique=True)
    waba_id: Mapped[str]
    meta_app_id: Mapped[UUID | None]
    graph: Mapped[str]
    display_phone_number: Mapped[str]
    verified_name: Mapped[str]
    access_token: Mapped[bytes]
    access_token_last4: Mapped[str]
    status: Mapped[str]
    messages_per_second: Mapped[int]
    held_until: Mapped[datetime | None]
    campaigns_held_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(server_default="0")
    sender: Mapped[UUID | None]
    sender_until: Mapped[datetime | None]
    cannot_send_since: Mapped[datetime | None]
    cannot_send_because: Mapped[str | None]
    cannot_send_code: Mapped[int | None]
    standing_at: Mapped[datetime | None]
    former_signer: Mapped[str | None]
    meta_facts: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
