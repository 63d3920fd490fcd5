"""What Meta shows of a number when it is asked for it."""

import msgspec

RATES = {"STANDARD": 80, "HIGH": 1_000}
RATE_BESIDE_A_PHONE = 20


class Throughput(msgspec.Struct, frozen=True):
    """How fast a number is, in Meta's words; other levels than those in `RATES` are not known."""

    level: str | None = None


class Owner(msgspec.Struct, frozen=True):
    """A Meta business portfolio."""

    id: str | None = None


class Account(msgspec.Struct, frozen=True):
    """What Meta says of a business account: whose it is."""

    owner_business_info: Owner = Owner()


class PhoneNumber(msgspec.Struct, frozen=True):
    """What Meta says about a number; enums are open."""

    id: str
    display_phone_number: str = ""
    verified_name: str = ""
    quality_rating: str = "UNKNOWN"
    name_status: str | None = None
    whatsapp_business_manager_messaging_limit: str | None = None
    throughput: Throughput | None = None
    is_on_biz_app: bool = False

    @property
    def rate(self) -> int | None:
        """Messages a second; a number that is also on somebody's phone has a rate of its own (cloud-api 7.1)."""
        if self.is_on_biz_app:
            return RATE_BESIDE_A_PHONE
        return RATES.get(self.throughput.level or "") if self.throughput else None
