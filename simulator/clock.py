"""What time it is at Meta's: wall time for messages, steady time for rates."""

import time
from datetime import UTC, datetime

DAY_S = 86_400


def now() -> float:
    """Unix seconds, as Meta stamps its messages."""
    return time.time()


def steady() -> float:
    """Seconds that never jump; for rates, waits and latencies."""
    return time.monotonic()


def iso(at: float) -> str:
    """ISO 8601 in UTC with milliseconds and `Z`."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
