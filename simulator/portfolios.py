"""Meta's messaging limit: how many guests a portfolio may write to first, outside their window, within a day."""

from simulator import clock
from simulator.numbers import Number

TIERS = {"TIER_250": 250, "TIER_1K": 1_000, "TIER_2K": 2_000, "TIER_10K": 10_000, "TIER_100K": 100_000, "TIER_UNLIMITED": -1}
USUAL_TIER = "TIER_10K"


class Portfolios:
    """All numbers of one portfolio share its limit; each guest counts once a day."""

    def __init__(self) -> None:
        self._tiers: dict[str, str] = {}
        self._written_to: dict[str, dict[str, float]] = {}

    def reset(self) -> None:
        """Whom they wrote to is forgotten; their limits stay, like their numbers."""
        self._written_to.clear()

    def tier(self, number: Number) -> str:
        return self._tiers.get(number.portfolio, USUAL_TIER)

    def raise_to(self, portfolio: str, tier: str) -> None:
        self._tiers[portfolio] = tier

    def used(self, portfolio: str) -> int:
        return len(self._recent(portfolio))

    def let_pass(self, number: Number, guest_key: str) -> bool:
        """Notes the guest, unless there were too many others today."""
        known = self._written_to.setdefault(number.portfolio, {})
        most, now = TIERS[self.tier(number)], clock.now()
        since = known.get(guest_key)
        if since is not None and now - since < clock.DAY_S:
            return True
        if most >= 0 and len(known) >= most and len(self._recent(number.portfolio)) >= most:
            return False
        known.pop(guest_key, None)
        known[guest_key] = now
        return True

    def _recent(self, portfolio: str) -> dict[str, float]:
        """The oldest stand first, so those of yesterday are taken off the front."""
        known = self._written_to.setdefault(portfolio, {})
        limit = clock.now() - clock.DAY_S
        while known and next(iter(known.values())) <= limit:
            del known[next(iter(known))]
        return known
