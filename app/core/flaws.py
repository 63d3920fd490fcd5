"""Which faults of a database pass by themselves: PostgreSQL away, full, or two transactions in each other's way."""

from typing import Final

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

AWAY: Final = (OSError, OperationalError, InterfaceError, PoolTimeoutError, asyncpg.InternalClientError)
"""What SQLAlchemy and the network raise when PostgreSQL cannot be reached, or has no room for us.

The last one the driver says of itself when a connection is lost while it is spoken to; SQLAlchemy passes it on as it is.
"""

# Classes of SQLSTATE: no connection, no resources, an operator's intervention (start, stop), and a connection
# that lost its transaction; SQLAlchemy raises a plain DBAPIError for some of them.
_AWAY_STATES: Final = ("08", "53", "57", "55000")
_IN_THE_WAY: Final = frozenset({"40P01", "40001"})


def sqlstate(fault: BaseException) -> str:
    """PostgreSQL's five characters for it, or nothing."""
    return str(getattr(fault.orig, "sqlstate", None) or "") if isinstance(fault, DBAPIError) else ""


def is_away(fault: BaseException) -> bool:
    """PostgreSQL could not be asked."""
    if isinstance(fault, DBAPIError) and (fault.connection_invalidated or sqlstate(fault).startswith(_AWAY_STATES)):
        return True
    return isinstance(fault, AWAY)


def passes(fault: BaseException) -> bool:
    """The same work may succeed a moment later: PostgreSQL away, a deadlock, a serialisation failure."""
    return is_away(fault) or sqlstate(fault) in _IN_THE_WAY
