"""A hotel's WhatsApp on the wire: secrets go in and never come out."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.channels.models import Channel, ChannelStatus, Graph, MetaApp, SetUp
from app.core.i18n import DEFAULT, text

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


class CannotSend(msgspec.Struct, frozen=True):
    """Why a number cannot send, in words; `code` is Meta's, if it was a refusal."""

    since: datetime
    because: str
    message: str
    code: int | None

    @classmethod
    def of(cls, row: Channel, locale: str) -> "CannotSend | None":
        if row.status == ChannelStatus.CONNECTED.value:
            return None
        because = row.cannot_send_because or "meta-190"
        message = text(locale, because, code=str(row.cannot_send_code or ""))
        return cls(row.cannot_send_since or row.updated_at, because, message, row.cannot_send_code)


class NumberState(msgspec.Struct, frozen=True):
    """Whether a number can send, for everybody who sees it."""

    id: UUID
    phone_number_id: str
    display_phone_number: str
    can_send: bool
    cannot_send: CannotSend | None

    @classmethod
    def of(cls, row: Channel, locale: str = DEFAULT) -> "NumberState":
        cannot_send = CannotSend.of(row, locale)
        return cls(row.id, row.phone_number_id, row.display_phone_number, cannot_send is None, cannot_send)


class DisplayName(msgspec.Struct, frozen=True):
    """The name guests see, as Meta reviewed it; `requested` is the one that was asked for."""

    status: str
    requested: str | None = None
    rejection: str | None = None


class Username(msgspec.Struct, frozen=True):
    status: str
    username: str | None = None


class RestrictionView(msgspec.Struct, frozen=True):
    """What Meta forbids the account for now, and until when, if it said."""

    type: str
    expires_at: datetime | None = None


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    """What Meta says of the number and its account; null is what Meta has not said yet. Names are Meta's own."""

    quality: str | None = None
    messaging_limit: str | None = None
    throughput: str | None = None
    name: DisplayName | None = None
    username: Username | None = None
    review: str | None = None
    restrictions: list[RestrictionView] = []
    settings: dict[str, Any] | None = None

    @classmethod
    def of(cls, row: Channel) -> "AccountView":
        facts = row.meta_facts
        told: dict[str, Any] = {
            "quality": _member(facts, "quality", "rating"),
            "messaging_limit": _member(facts, "limit", "tier"),
            "throughput": _member(facts, "throughput", "level"),
            "name": facts.get("name"),
            "username": facts.get("username"),
            "review": _member(facts, "review", "decision"),
            "restrictions": _member(facts, "restrictions", "restrictions") or [],
            "settings": _member(facts, "settings", "settings"),
        }
        return msgspec.convert(told, cls)


def _member(facts: dict[str, Any], facet: str, name: str) -> Any:  # noqa: ANN401 - a JSON value
    return (facts.get(facet) or {}).get(name)


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
    previous_app_secret: SecretView
    set_up: SetUp
    former_set_up: SetUp | None
    messages_per_second: int
    can_send: bool
    cannot_send: CannotSend | None
    account: AccountView


class NumberView(_Number, frozen=True, kw_only=True):
    """A number; `app_secret.set` is false when the platform's Meta app signs for it.

    `former_set_up`: whose signature still counts beside the present one, until it is retired.
    """

    verify_token: SecretView

    @classmethod
    def of(cls, row: Channel, meta_app: MetaApp | None, locale: str) -> "NumberView":
        verify_token = SecretView(set=meta_app is not None, last4=meta_app.verify_token_last4 if meta_app else None)
        return cls(**_members(row, meta_app, locale), verify_token=verify_token)


class ClaimedView(_Number, frozen=True, kw_only=True):
    """The number as it is now; `verify_token` is shown when it was made, once, and is null afterwards."""

    verify_token: str | None

    @classmethod
    def of(cls, row: Channel, meta_app: MetaApp | None, verify_token: str | None) -> "ClaimedView":
        return cls(**_members(row, meta_app, DEFAULT), verify_token=verify_token)


class WhatsAppView(NumberView, frozen=True, kw_only=True):
    """The hotel's first number, and all of them in `numbers`."""

    numbers: list[NumberView]

    @classmethod
    def of_all(cls, numbers: list[NumberView]) -> "WhatsAppView":
        return cls(**{name: getattr(numbers[0], name) for name in NumberView.__struct_fields__}, numbers=numbers)


class Scope(StrEnum):
    """Over what our address is set: one number, or its whole business account."""

    NUMBER = "number"
    ACCOUNT = "account"


class SetCallback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With `override` Meta sends this number's webhooks here, whatever its app's own callback is; without, to that one.

    Templates and account news always go to the app's own callback. With `account` the app is subscribed to the account, too.
    """

    phone_number_id: MetaId
    override: bool
    scope: Scope = Scope.NUMBER


class CallbackView(msgspec.Struct, frozen=True, kw_only=True):
    """Where Meta sends a number's webhooks, level by level; the first of the three that is set counts for messages."""

    number: str | None
    account: str | None
    application: str | None
    ours: str
    is_subscribed: bool
    reaches_us: bool


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


def _members(row: Channel, meta_app: MetaApp | None, locale: str) -> dict[str, Any]:
    cannot_send = CannotSend.of(row, locale)
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
        "previous_app_secret": SecretView(set=meta_app is not None and meta_app.previous_app_secret is not None, last4=None),
        "set_up": SetUp.OWN if row.meta_app_id else SetUp.PLATFORM,
        "former_set_up": SetUp.of(row.former_signer),
        "messages_per_second": row.messages_per_second,
        "can_send": cannot_send is None,
        "cannot_send": cannot_send,
        "account": AccountView.of(row),
    }
