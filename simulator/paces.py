"""Meta's throughput limit of a number: so many messages in any sliding second."""

from collections import deque

from simulator import clock


class Paces:
    """When each number's last messages passed. Kept apart from the numbers, which do not change."""

    def __init__(self) -> None:
        self._passed: dict[str, deque[float]] = {}

    def reset(self) -> None:
        self._passed.clear()

    def note(self, phone_number_id: str, rate: int) -> None:
        """Counts one that may not be refused (a guest's)."""
        self._recent(phone_number_id, rate).append(clock.steady())

    def let_pass(self, phone_number_id: str, rate: int) -> bool:
        passed = self._recent(phone_number_id, rate)
        now = clock.steady()
        if len(passed) == rate and now - passed[0] < 1.0:
            return False
        passed.append(now)
        return True

    def _recent(self, phone_number_id: str, rate: int) -> deque[float]:
        passed = self._passed.get(phone_number_id)
        if passed is None or passed.maxlen != rate:
            passed = self._passed[phone_number_id] = deque(passed or (), maxlen=rate)
        return passed
