"""Times as people write them, in the zone that they mean."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

# Of the many ways of ISO 8601 those that nobody can misread; a day without a time of day is not one.
_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")


def zone_of(name: str) -> ZoneInfo:
    """A zone by its IANA name. Raises `ValueError` for what is none.

    Looked up in the list of names first: `ZoneInfo` would open any path that it is given.
    """
    if name not in _names():
        raise ValueError("not a time zone")
    return ZoneInfo(name)


def moment(written: str, zone: ZoneInfo) -> datetime:
    """`2026-11-23T15:00` in the zone, or with an offset of its own (or `Z`); in UTC. Raises `ValueError`.

    As RFC 5545 (3.3.5) has it: a time that the clocks skip is counted by the offset before they do, so 02:30 becomes
    03:30; of a time that comes twice the first one is meant.
    """
    if not _WRITTEN.fullmatch(written):
        raise ValueError("not a date and a time of day")
    said = datetime.fromisoformat(written)
    try:
        return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error


def shown(at: datetime, zone: ZoneInfo) -> str:
    """The time of day in the zone, as `moment` reads it."""
    return at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes" if not (at.second or at.microsecond) else "auto")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """`localtime` is the machine's own, and another on each."""
    return frozenset(available_timezones()) - {"localtime"}
