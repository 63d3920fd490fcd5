"""The one clock of the house, so that nobody asks the machine for local time."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)
