"""A hotel's WhatsApp on the wire: secrets go in and never come out."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.channels.models import Channel, ChannelStatus, Graph, MetaApp

MetaId = Annotated[str, Meta(pattern=r"^[0-9]{1,32}$(?!\n)", examples=["106540352242922"])]
_PRINTED = r"^[!-~]+$(?!\n)"


class ClaimNumber(msgspec.Struct, frozen=True):
    """`app_secret` is that of the hotel's own Meta app: left out, what is set stays (at first: the platform's
    app); null goes back to the platform's app. A new one takes over while the old one still verifies.

    `graph` is `simulator` outside production where one is set up, and Meta's own otherwise.
    """

    phone_number_id: MetaId
    business_account_id: MetaId
    access_token: Annotated[str, Meta(min_length=8, max_length=4096, pattern=_PRINTED, examples=["EAAGm0PX4ZCpsBAKZC2"])]
    app_secret: Annotated[str, Meta(min_length=8, max_length=256, pattern=_PRINTED)] | UnsetType | None = UNSET
    graph: Graph | UnsetType = UNSET
    new_verify_token: bool = False


class SecretView(msgspec.Struct, frozen=True):
    """All that is ever shown of a secret."""

    set: bool
    last4: str | None


class _Number(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    phone_number_id: str
    business_account_id: str
    display_phone_number: str
    verified_name: str
    graph: Graph
    status: ChannelStatus
    access_token: SecretView
    app_secret: SecretView


class NumberView(_Number, frozen=True, kw_only=True):
    """A number; `app_secret.set` is false when the platform's Meta app signs for it."""

    verify_token: SecretView

    @classmethod
    def of(cls, row: Channel, meta_app: MetaApp | None) -> "NumberView":
        verify_token = SecretView(set=meta_app is not None, last4=meta_app.verify_token_last4 if meta_app else None)
        return cls(**_members(row, meta_app), verify_token=verify_token)


class ClaimedView(_Number, frozen=True, kw_only=True):
    """The number as it is now; `verify_token` is shown when it was made, once, and is null afterwards."""

    verify_token: str | None

    @classmethod
    def of(cls, row: Channel, meta_app: MetaApp | None, verify_token: str | None) -> "ClaimedView":
        return cls(**_members(row, meta_app), verify_token=verify_token)


class WhatsAppView(NumberView, frozen=True, kw_only=True):
    """The hotel's first number, and all of them in `numbers`."""

    numbers: list[NumberView]

    @classmethod
    def of_all(cls, numbers: list[NumberView]) -> "WhatsAppView":
        return cls(**{name: getattr(numbers[0], name) for name in NumberView.__struct_fields__}, numbers=numbers)


class NumberTest(msgspec.Struct, frozen=True, kw_only=True):
    """What a live call to the Graph API brought back, in words."""

    phone_number_id: str
    ok: bool
    message: str
    display_phone_number: str | None = None
    verified_name: str | None = None
    quality_rating: str | None = None
    meta_code: int | None = None


class WhatsAppTest(msgspec.Struct, frozen=True):
    """`ok` when every number is; `message` is the first trouble, or that there is none."""

    ok: bool
    message: str
    numbers: list[NumberTest]


def _members(row: Channel, meta_app: MetaApp | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "phone_number_id": row.phone_number_id,
        "business_account_id": row.waba_id,
        "display_phone_number": row.display_phone_number,
        "verified_name": row.verified_name,
        "graph": Graph(row.graph),
        "status": ChannelStatus(row.status),
        "access_token": SecretView(set=True, last4=row.access_token_last4 or None),
        "app_secret": SecretView(set=meta_app is not None, last4=(meta_app.app_secret_last4 or None) if meta_app else None),
    }
