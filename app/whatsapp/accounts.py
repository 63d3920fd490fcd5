"""What Meta says of numbers and accounts: the values of its account fields, as far as we act on them. Enums are open."""

import msgspec

from app.whatsapp.reading import Identifier, Name

UNLIMITED = "TIER_UNLIMITED"
_TIERS = {250: "TIER_250", 1_000: "TIER_1K", 2_000: "TIER_2K", 10_000: "TIER_10K", 100_000: "TIER_100K", -1: UNLIMITED}
_COUNTED = {tier: many for many, tier in _TIERS.items()} | {"TIER_50": 50, UNLIMITED: 10**9}


class QualityUpdate(msgspec.Struct, frozen=True):
    """`phone_number_quality_update`; it names its number as people dial it, and no id."""

    display_phone_number: Identifier
    event: Name
    max_daily_conversations_per_business: Identifier | None = None
    current_limit: Identifier | None = None

    @property
    def limit(self) -> str | None:
        return tier(self.max_daily_conversations_per_business or self.current_limit)


class NameUpdate(msgspec.Struct, frozen=True):
    """`phone_number_name_update`: what became of a display name that somebody asked for."""

    display_phone_number: Identifier
    decision: Name
    requested_verified_name: Name | None = None
    rejection_reason: Name | None = None


class UsernameUpdate(msgspec.Struct, frozen=True):
    """`business_username_updates`: `status` approved, deleted, reserved."""

    display_phone_number: Identifier
    status: Name
    username: Name | None = None


class SecurityEvent(msgspec.Struct, frozen=True):
    """`security`: somebody touched the number's PIN."""

    display_phone_number: Identifier
    event: Name
    requester: Identifier | None = None


class NumberSettings(msgspec.Struct, frozen=True):
    """Whose settings changed, inside `account_settings_update`."""

    phone_number_id: Identifier


class SettingsUpdate(msgspec.Struct, frozen=True):
    """`account_settings_update`."""

    phone_number_settings: NumberSettings


class BanInfo(msgspec.Struct, frozen=True):
    """`waba_ban_state`: DISABLE, SCHEDULE_FOR_DISABLE, REINSTATE."""

    waba_ban_state: Name | None = None
    waba_ban_date: Identifier | None = None


class Restriction(msgspec.Struct, frozen=True):
    """What the account may not do, and until when (seconds)."""

    restriction_type: Name
    expiration: float | str | None = None


class ViolationInfo(msgspec.Struct, frozen=True):
    violation_type: Name | None = None


class DisconnectionInfo(msgspec.Struct, frozen=True):
    reason: Name | None = None
    initiated_by: Name | None = None


class WabaInfo(msgspec.Struct, frozen=True):
    waba_id: Identifier | None = None


class AccountUpdate(msgspec.Struct, frozen=True):
    """`account_update`; `phone_number` is there when it is of one number only."""

    event: Name
    phone_number: Identifier | None = None
    ban_info: BanInfo | None = None
    restriction_info: list[Restriction] = []
    violation_info: ViolationInfo | None = None
    disconnection_info: DisconnectionInfo | None = None
    waba_info: WabaInfo | None = None


class AlertInfo(msgspec.Struct, frozen=True):
    alert_type: Name
    alert_severity: Name = "INFORMATIONAL"
    alert_status: Name = "ACTIVE"


class AccountAlert(msgspec.Struct, frozen=True):
    """`account_alerts`."""

    alert_info: AlertInfo
    entity_type: Name | None = None
    entity_id: Identifier | None = None


class ReviewUpdate(msgspec.Struct, frozen=True):
    """`account_review_update`."""

    decision: Name


class CapabilityUpdate(msgspec.Struct, frozen=True):
    """`business_capability_update`; the limit is a number or a tier's name (cloud-api D7)."""

    max_daily_conversations_per_business: Identifier | None = None
    max_phone_numbers_per_business: int | None = None
    max_phone_numbers_per_waba: int | None = None

    @property
    def limit(self) -> str | None:
        return tier(self.max_daily_conversations_per_business)


class PaymentConfiguration(msgspec.Struct, frozen=True):
    """`payment_configuration_update`."""

    configuration_name: Name
    status: Name
    provider_name: Name | None = None


class PartnerSolution(msgspec.Struct, frozen=True):
    """`partner_solutions`."""

    event: Name
    solution_id: Identifier
    solution_status: Name | None = None


class FlowEvent(msgspec.Struct, frozen=True):
    """`flows`."""

    event: Name
    flow_id: Identifier
    new_status: Name | None = None
    alert_state: Name | None = None


class Stranger(msgspec.Struct, frozen=True):
    """A value whose shape nobody has written down, if it says at least what happened."""

    event: Name | None = None


def tier(told: str | int | None) -> str | None:
    """The name of a messaging limit, whichever way it was said."""
    if told is None or told == "TIER_NOT_SET":
        return None
    if isinstance(told, str) and told.removeprefix("-").isdecimal():
        told = int(told)
    return told if isinstance(told, str) else _TIERS.get(told, f"TIER_{told}")


def is_lower(limit: str, before: str | None) -> bool:
    """Whether a limit was taken down; of tiers that we do not know nothing is said."""
    known = _COUNTED.get(limit), _COUNTED.get(before or "")
    return known[0] is not None and known[1] is not None and known[0] < known[1]


def daily_limit(tier: str | None) -> int | None:
    """How many guests a portfolio of this tier may write to first in a day; None: as many as it likes, as far as we know."""
    return None if tier == UNLIMITED else _COUNTED.get(tier or "")
