"""How often each account was managed within the hour, as Meta's usage header tells it in percent."""

from collections import deque

import msgspec

from simulator import clock

HOUR_S = 3600.0


class Usage:
    """Messages do not count; numbers, templates, subscriptions and the account itself do."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[float]] = {}

    def reset(self) -> None:
        self._calls.clear()

    def let_pass(self, waba_id: str, most: int) -> bool:
        """Notes the call, unless there were too many."""
        recent = self._recent(waba_id)
        if len(recent) >= most:
            return False
        recent.append(clock.steady())
        return True

    def header(self, waba_id: str, most: int) -> bytes:
        recent = self._recent(waba_id)
        share = min(100, -(-100 * len(recent) // most)) if most else 100
        wait_s = HOUR_S - (clock.steady() - recent[0]) if recent and share >= 100 else 0
        told = {
            "type": "whatsapp_business_management",
            "call_count": share,
            "total_cputime": min(share, 1),
            "total_time": min(share, 1),
            "estimated_time_to_regain_access": -int(-wait_s // 60),
        }
        return msgspec.json.encode({waba_id: [told]})

    def _recent(self, waba_id: str) -> deque[float]:
        calls = self._calls.setdefault(waba_id, deque())
        while calls and clock.steady() - calls[0] > HOUR_S:
            calls.popleft()
        return calls
