"""Whose fault it is when a set of letters cannot be written: a letter's, or nobody's."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from app.core.flaws import AWAY, sqlstate

PAUSES: Final = (0.05, 0.2)

# Classes of SQLSTATE that a letter's content can cause: data, keys, limits. A missing right or a full disk it cannot.
_BLAMED: Final = frozenset({"22", "23", "54"})
# Deadlocks, serialisation, locks; and keys, which may only mean that somebody else was faster.
_PASSING: Final = frozenset({"40001", "40P01", "55P03", "23503", "23505"})


async def tried(attempt: Callable[[], Coroutine[Any, Any, None]]) -> Exception | None:
    """The flaw that a letter must answer for, if any. What passes is tried again; what is nobody's fault raises."""
    flaw = await _flaw_of(attempt())
    for pause in PAUSES:
        if flaw is None or sqlstate(flaw) not in _PASSING:
            break
        await asyncio.sleep(pause)
        flaw = await _flaw_of(attempt())
    if flaw is None or _is_a_letters(flaw):
        return flaw
    raise flaw


def in_words(flaw: Exception) -> str:
    """Its kind. Never its own words, which may quote what the guest wrote."""
    if isinstance(flaw, DBAPIError):
        return f"database: {sqlstate(flaw)} {type(flaw.orig).__name__}"
    return f"fault: {type(flaw).__name__}"


async def _flaw_of(attempt: Coroutine[Any, Any, None]) -> Exception | None:
    flaw: BaseException | None = (await asyncio.gather(attempt, return_exceptions=True))[0]
    if flaw is None or isinstance(flaw, Exception):
        return flaw
    raise flaw


def _is_a_letters(flaw: Exception) -> bool:
    if state := sqlstate(flaw):
        return state[:2] in _BLAMED
    return not isinstance(flaw, (SQLAlchemyError, *AWAY))
