"""Taking letters in anew: failed ones once what they failed of is mended, handled ones of a span with no effect but what was missing."""

from typing import Final, NamedTuple

from sqlalchemy import Boolean, ColumnElement, func, literal_column, select, update

from app.core.clock import now
from app.core.errors import Detail, ValidationFailedError
from app.core.queue import Queue
from app.core.work import TenantWork, Work
from app.inbox import queries
from app.inbox.bell import DRAIN_ALL, DRAIN_NUMBER, MOST_BY_NAME
from app.inbox.models import LetterState
from app.inbox.schemas import PutBack, Wanted

PUT_BACK_AT_ONCE: Final = 1_000
"""Old letters go before new ones of their number, so what is said live waits for these: about a third of a second."""

REPLAYABLE: Final = frozenset({LetterState.DONE, LetterState.FAILED, LetterState.KEPT})

# The hotel that has the number now, if the letter is not another's that had it before.
_MAY_HAVE: Final[ColumnElement[bool]] = literal_column(
    """(owner_id IS NULL OR owner_id = coalesce(
    (SELECT tenant_id FROM channels WHERE phone_number_id = source_id), (SELECT tenant_id FROM waba_claims WHERE waba_id = source_id)))""",
    Boolean,
)


class Batch(NamedTuple):
    """What was put back: ids, and their sources. `next`: the last id, when there may be more behind it."""

    ids: list[int]
    sources: dict[str, int]
    next: int | None


def wanted_of(asked: PutBack) -> Wanted:
    """Raises `ValidationFailedError` for what cannot be put back, or for all that there ever was."""
    if not REPLAYABLE.issuperset(asked.states):
        raise ValidationFailedError(details=(Detail("body.states", "detail-value", "value"),))
    if not asked.ids and asked.since is None and asked.states != [LetterState.FAILED]:
        raise ValidationFailedError(details=(Detail("body.since", "detail-missing", "missing"),))
    if any(at is not None and at.tzinfo is None for at in (asked.since, asked.until)):
        raise ValidationFailedError(details=(Detail("body.since", "detail-value", "value"),))
    return Wanted(
        number=asked.number,
        states=tuple(asked.states),
        kind=asked.kind,
        since=asked.since,
        until=asked.until or now(),
        ids=tuple(asked.ids),
    )


async def put_back(work: Work, wanted: Wanted, *, after: int = 0, most: int = PUT_BACK_AT_ONCE) -> Batch:
    """One batch of them, oldest first, is new again; the worker is rung for. What is stored already stays as it is."""
    letters, wanted = queries.box(work), await queries.nearer(work, wanted)
    chosen = select(letters.c.id).where(*queries.conditions(letters, wanted), letters.c.id > after, *_beyond(work))
    chosen = chosen.order_by(letters.c.id).limit(most).with_for_update(skip_locked=True)
    changed = update(letters).values(state=LetterState.NEW.value, put_back_at=func.now()).where(letters.c.id.in_(chosen))
    rows = (await work.session.execute(changed.returning(letters.c.id, letters.c.source_id))).all()
    ids = sorted(row.id for row in rows)
    sources: dict[str, int] = {}
    for row in rows:
        sources[row.source_id] = sources.get(row.source_id, 0) + 1
    _ring(work, list(sources))
    return Batch(ids, sources, ids[-1] if len(ids) == most else None)


async def would_put_back(work: Work, wanted: Wanted, *, after: int = 0, most: int = queries.MOST_COUNTED) -> int:
    """How many it would be; counting stops after `most`."""
    return await queries.count(work, wanted, most=most, also=[queries.box(work).c.id > after, *_beyond(work)])


async def still_new(work: Work, batch: Batch) -> int:
    """How many of a batch no worker has taken in yet."""
    return await queries.count(work, Wanted(states=(LetterState.NEW,), ids=tuple(batch.ids)))


def _beyond(work: Work) -> list[ColumnElement[bool]]:
    """Behind a hotel's walls it is part of what can be seen at all."""
    return [] if isinstance(work, TenantWork) else [_MAY_HAVE]


def _ring(work: Work, sources: list[str]) -> None:
    if len(sources) > MOST_BY_NAME:
        work.enqueue(Queue.INBOUND, DRAIN_ALL)
        return
    for source_id in sources:
        work.enqueue(Queue.INBOUND, DRAIN_NUMBER, source_id=source_id)
