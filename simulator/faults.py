"""What goes wrong on request, and by which of Meta's undecided rules this Meta plays."""

from random import Random
from typing import Annotated, Literal, TypeVar

import msgspec

Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
Milliseconds = Annotated[float, msgspec.Meta(ge=0)]
Settings = TypeVar("Settings", bound=msgspec.Struct)


class Faults(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Chances are per update (duplicate, reorder), per POST (bad_signature, forged) or per send (the rest)."""

    duplicate: Probability = 0
    reorder: Probability = 0
    bad_signature: Probability = 0
    forged: Probability = 0
    cut_before_accept: Probability = 0
    cut_after_accept: Probability = 0
    dead_media: Probability = 0
    media_wrong_bytes: Probability = 0
    media_cut: Probability = 0
    media_too_big: Probability = 0
    media_redirect: Probability = 0
    media_foreign_url: Probability = 0
    media_slow_ms: Milliseconds = 0
    status_before_answer: Probability = 0
    html_502: Probability = 0
    delay_ms: Milliseconds = 0
    answer_delay_ms: Milliseconds = 0
    batch: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    dead_links: Probability = 0
    template_rejected: Probability = 0
    template_recategorised: Probability = 0
    held_for_quality: Probability = 0
    upload_cut: Probability = 0
    upload_errors: dict[int, Probability] = {}
    errors: dict[int, Probability] = {}
    failed: dict[int, Probability] = {}
    late_failed: dict[int, Probability] = {}


class Switches(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`status_contacts`: the three shapes seen in `contacts` of a status (as in production, as documented, none).

    `user_ids` off: a Meta of before April 2026, which tells nobody's user id. `pair_burst`: after a burst one more passes
    every 6 s at once, or only when all of the burst is paid for.
    """

    window: Literal["sync", "async", "off"] = "sync"
    number_rate: bool = True
    rate_counts_inbound: bool = False
    pair_rate: bool = True
    pair_burst: Literal["lent", "owed"] = "lent"
    strict: bool = True
    brazil_ninth_digit: Literal["as_given", "as_whatsapp"] = "as_given"
    status_contacts: Literal["production", "documented", "none"] = "production"
    service_pricing: Literal["billed", "free_tier"] = "billed"
    user_ids: bool = True
    auto_read: bool = False
    skip_delivered: bool = False
    sent_after_ms: Milliseconds = 30
    delivered_after_ms: Milliseconds = 80
    read_after_ms: Milliseconds = 400
    batch_linger_ms: Milliseconds = 25
    reorder_within_ms: Milliseconds = 400
    media_life_s: Annotated[float, msgspec.Meta(ge=0)] = 7 * 86_400
    upload_life_s: Annotated[float, msgspec.Meta(ge=0)] = 30 * 86_400
    template_sends: Literal["checked", "any"] = "checked"
    template_value_code: Literal[132008, 132018] = 132008
    review: Literal["approve", "reject", "never"] = "approve"
    review_ms: Milliseconds = 1_500
    held_ms: Milliseconds = 2_000
    pause_first_s: Annotated[float, msgspec.Meta(ge=0)] = 3 * 3_600
    templates_an_hour: Annotated[int, msgspec.Meta(ge=0)] = 100
    templates_an_account: Annotated[int, msgspec.Meta(ge=0)] = 6_000
    template_edits: bool = True
    portfolio_limit: Literal["sync", "async", "off"] = "sync"
    portfolio_code: Literal[131048, 80007] = 131048
    management_calls_an_hour: Annotated[int, msgspec.Meta(ge=0)] = 5_000
    landlines: Literal["off_whatsapp", "on_whatsapp"] = "off_whatsapp"
    media_url_life_s: Annotated[float, msgspec.Meta(ge=0)] = 300
    retry_first_ms: Milliseconds = 200
    retry_factor: Annotated[float, msgspec.Meta(ge=1)] = 2
    retry_cap_ms: Milliseconds = 5_000
    retry_horizon_s: Annotated[float, msgspec.Meta(ge=0)] = 3_600
    answer_timeout_s: Annotated[float, msgspec.Meta(gt=0)] = 20
    connections: Annotated[int, msgspec.Meta(ge=1, le=512)] = 32


class Dice:
    """All chance of the simulator in one place, so that a seed repeats a run."""

    def __init__(self, seed: int | None = None) -> None:
        self.random = Random(seed)

    def says(self, probability: float) -> bool:
        return probability > 0 and self.random.random() < probability

    def pick(self, chances: dict[int, float]) -> int | None:
        """The first key whose chance comes up."""
        return next((key for key, chance in chances.items() if self.says(chance)), None)


def changed(current: Settings, told: dict[str, object]) -> Settings:
    """`current` with what `told` names; raises msgspec.ValidationError with a sentence for what does not fit."""
    return msgspec.convert({**msgspec.to_builtins(current, str_keys=True), **told}, type(current), str_keys=True)
