"""Which flaws of a commit pass by themselves, so that it may be tried again."""

from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

AWAY: Final = (OSError, OperationalError, InterfaceError, PoolTimeoutError)
"""PostgreSQL cannot be reached, or has no room for us."""

_RETRIED: Final = {"40P01", "40001"}


def passes(error: Exception) -> bool:
    """PostgreSQL away, a deadlock, or a serialisation failure."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return isinstance(error, AWAY) or (isinstance(error, DBAPIError) and state in _RETRIED)
