"""Looking into the inbox, from where one stands: a hotel sees the letters of its own numbers, the house all.

Behind a hotel's walls the table itself cannot be read; `own_letters` is all there is, and PostgreSQL puts the
hotel's present claims into every statement. So the conditions here choose, and never protect.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, Select, TableClause, any_, bindparam, column, func, literal, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from app.core.errors import NotFoundError
from app.core.work import TenantWork, Work
from app.inbox.models import Letter, LetterState
from app.inbox.schemas import Counts, LetterLine, LetterView, UnclaimedNumber, Wanted

MOST_COUNTED: Final = 100_000
_LAST_ID: Final = 2**63 - 1
_LISTED: Final = tuple(name for name in LetterLine.__struct_fields__ if name not in {"size", "tenant_id"})
_OWN: Final = table("own_letters", *(column(name, getattr(Letter, name).type) for name in (*_LISTED, "body")))
_ALL: Final = cast("TableClause", Letter.__table__)
_ANY_FIELD: Final = "field"

# A walk from number to number on the index: strangers' letters are capped for each, and so few are counted.
_UNCLAIMED = text("""
WITH RECURSIVE numbers AS (
    (SELECT source_id FROM inbox WHERE state = 'unclaimed' ORDER BY source_id LIMIT 1)
    UNION ALL
    SELECT (SELECT source_id FROM inbox WHERE state = 'unclaimed' AND source_id > numbers.source_id ORDER BY source_id LIMIT 1)
      FROM numbers WHERE numbers.source_id IS NOT NULL
)
SELECT numbers.source_id, all_of.letters, first.received_at AS first_at, last.received_at AS last_at, last.body
  FROM numbers
 CROSS JOIN LATERAL (SELECT count(*) AS letters FROM inbox WHERE state = 'unclaimed' AND source_id = numbers.source_id) AS all_of
 CROSS JOIN LATERAL (
       SELECT received_at FROM inbox WHERE state = 'unclaimed' AND source_id = numbers.source_id ORDER BY id LIMIT 1) AS first
 CROSS JOIN LATERAL (
       SELECT received_at, body FROM inbox WHERE state = 'unclaimed' AND source_id = numbers.source_id ORDER BY id DESC LIMIT 1) AS last
 WHERE numbers.source_id IS NOT NULL ORDER BY last.received_at DESC LIMIT :most
""")
_OWNERS = text("""
SELECT wanted.source_id, coalesce(channels.tenant_id, waba_claims.tenant_id) AS tenant_id
  FROM unnest(cast(:sources AS text[])) AS wanted (source_id)
  LEFT JOIN channels ON channels.phone_number_id = wanted.source_id
  LEFT JOIN waba_claims ON waba_claims.waba_id = wanted.source_id
""")


_TOP: Final = text("SELECT last_value FROM inbox_id_seq")
_REACHES: Final = (4_000, 64_000, 1_000_000)
_OWN_SOURCES: Final = text("SELECT phone_number_id FROM channels UNION SELECT waba_id FROM waba_claims")


class Found(NamedTuple):
    """A page, newest first; `next` is the `before` of the page after it, if there may be one."""

    letters: list[LetterLine]
    next: int | None


def box(work: Work) -> TableClause:
    """What can be read from here."""
    return _OWN if isinstance(work, TenantWork) else _ALL


async def nearer(work: Work, wanted: Wanted) -> Wanted:
    """The same letters, named by the hotel's numbers, so that an index finds them; the view alone would try every letter there is."""
    if not isinstance(work, TenantWork) or wanted.ids or wanted.number is not None:
        return wanted
    return msgspec.structs.replace(wanted, sources=tuple(await work.session.scalars(_OWN_SOURCES)))


async def page(work: Work, wanted: Wanted, *, before: int | None = None, limit: int = 50) -> Found:
    letters = box(work)
    wanted = await nearer(work, wanted)
    asked = _lines(letters).where(*conditions(letters, wanted)).order_by(letters.c.id.desc()).limit(limit + 1)
    rows = await _newest(work, asked, before, limit + 1)
    owners = await owners_of(work, {row.source_id for row in rows})
    lines = [LetterLine(tenant_id=owners.get(row.source_id), **row._mapping) for row in rows[:limit]]  # noqa: SLF001 - a row's public mapping
    return Found(lines, lines[-1].id if len(rows) > limit else None)


async def get(work: Work, letter_id: int) -> LetterView:
    """The letter with all that is in it; raises `NotFoundError`."""
    letters = box(work)
    row = None
    if 0 < letter_id <= _LAST_ID:
        row = (await work.session.execute(_lines(letters).add_columns(letters.c.body).where(letters.c.id == letter_id))).one_or_none()
    if row is None:
        raise NotFoundError(letter_id)
    owners = await owners_of(work, {row.source_id})
    return LetterView.of(row._mapping, owners.get(row.source_id))  # noqa: SLF001 - as above


async def body(work: Work, letter_id: int) -> bytes:
    """As it came; raises `NotFoundError`."""
    letters = box(work)
    found: bytes | None = await work.session.scalar(select(letters.c.body).where(letters.c.id == letter_id))
    if found is None:
        raise NotFoundError(letter_id)
    return found


async def named(work: Work, names: Collection[tuple[str, str, str]]) -> Sequence[LetterLine]:
    """The letters with these (source, kind, key), oldest first."""
    letters = box(work)
    # Each part by itself: a condition goes through the wall to the index, a join would read all letters first.
    parts = [sorted({one[place] for one in names}) for place in range(3)]
    held = [letters.c[name] == any_(literal(part, ARRAY(TEXT))) for name, part in zip(("source_id", "kind", "key"), parts, strict=True)]
    rows = await work.session.execute(_lines(letters).where(*held).order_by(letters.c.id))
    lines = [LetterLine(tenant_id=None, **row._mapping) for row in rows]  # noqa: SLF001 - as above
    return [line for line in lines if (line.source_id, line.kind, line.key) in names]


async def waiting_for(work: Work, source_id: str, wamid: str, *, most: int = 100) -> Sequence[LetterLine]:
    """Letters of this number that wait for this message, oldest first."""
    letters = box(work)
    held = (letters.c.state == literal_column("'waiting'"), letters.c.waiting_for == wamid, letters.c.source_id == source_id)
    rows = await work.session.execute(_lines(letters).where(*held).order_by(letters.c.id).limit(most))
    return [LetterLine(tenant_id=None, **row._mapping) for row in rows]  # noqa: SLF001 - as above


async def count(work: Work, wanted: Wanted, *, most: int = MOST_COUNTED, also: Sequence[ColumnElement[bool]] = ()) -> int:
    """How many there are; counting stops after `most`."""
    letters = box(work)
    wanted = await nearer(work, wanted)
    some = select(literal_column("1")).select_from(letters).where(*conditions(letters, wanted), *also).limit(most).subquery()
    return await work.session.scalar(select(func.count()).select_from(some)) or 0


async def counts(work: Work, *, most: int = 10_000) -> Counts:
    """By state, without what is done; counting stops after `most` of each."""
    return Counts(**{state.value: await count(work, Wanted(states=(state,)), most=most) for state in LetterState if state != "done"})


async def unclaimed(work: Work, *, most: int = 500) -> list[UnclaimedNumber]:
    """The numbers without a hotel that letters came for, the latest first. House work."""
    rows = await work.session.execute(_UNCLAIMED, {"most": most})
    return [UnclaimedNumber.of(row.source_id, row.letters, (row.first_at, row.last_at), row.body) for row in rows]


async def owners_of(work: Work, sources: Collection[str]) -> dict[str, UUID]:
    """Whose each source is now. Behind a hotel's walls everything is its own, and nothing is said."""
    if not sources or isinstance(work, TenantWork):
        return {}
    rows = await work.session.execute(_OWNERS, {"sources": list(sources)})
    return {row.source_id: row.tenant_id for row in rows if row.tenant_id}


def conditions(letters: TableClause, wanted: Wanted) -> list[ColumnElement[bool]]:
    """`since` is in the span, `until` is not."""
    columns, held = letters.c, []
    if wanted.number is not None:
        held.append(columns.source_id == wanted.number)
    if wanted.sources is not None:
        held.append(columns.source_id.in_(bindparam("sources", list(wanted.sources), expanding=True, literal_execute=True)))
    if wanted.states:
        # As words of the statement: a parameter would not be known to fit the indexes that hold some states only.
        held.append(columns.state.in_(bindparam("states", [state.value for state in wanted.states], expanding=True, literal_execute=True)))
    if wanted.kind is not None:
        held.append(_is_of(columns.kind, wanted.kind))
    held += _within(columns.received_at, wanted.since, wanted.until)
    if wanted.ids:
        held.append(columns.id.in_([one for one in wanted.ids if 0 < one <= _LAST_ID]))
    return held


async def _newest(work: Work, asked: Select[Any], before: int | None, many: int) -> list[Row[Any]]:
    """So many of them from the newest down, looking further each time.

    Nothing that orders goes through the wall to an index: at once, all that the hotel ever had would be sorted for one page.
    """
    letter_id = box(work).c.id
    if before is not None:
        asked = asked.where(letter_id < before)
    if isinstance(work, TenantWork):
        top = before or await work.session.scalar(_TOP) or 0
        for reach in _REACHES:
            near = list(await work.session.execute(asked.where(letter_id >= max(0, top - reach))))
            if len(near) == many:
                return near
    return list(await work.session.execute(asked))


def _is_of(kind: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """`field` stands for all fields."""
    return kind.startswith(f"{_ANY_FIELD}:", autoescape=True) if wanted == _ANY_FIELD else kind == wanted


def _within(at: ColumnElement[datetime], since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    return ([at >= since] if since else []) + ([at < until] if until else [])


def _lines(letters: TableClause) -> Select[Any]:
    return select(*(letters.c[name] for name in _LISTED), func.octet_length(letters.c.body).label("size"))
