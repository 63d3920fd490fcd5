"""Posting notices and taking them down. What Meta tells twice is told once, and old news changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.audit import service as audit
from app.core.clock import now
from app.core.ids import new_id
from app.core.work import Event, TenantWork, Work
from app.notices import queries
from app.notices.models import HouseNotice, Notice, NoticeState, Severity

UPDATED: Final = "notice:updated"
_LONGEST_SUBJECT: Final = 255
_LARGEST_DETAILS: Final = 20_000
_LONGEST_DETAIL: Final = 500

_POST = text("""
INSERT INTO notices AS n (tenant_id, id, kind, subject, severity, details, state, count, opened_at, last_at)
VALUES (:tenant_id, :id, :kind, :subject, :severity, cast(:details AS jsonb), 'open', 1, :at, :at)
    ON CONFLICT (tenant_id, kind, subject) DO UPDATE SET
    severity = excluded.severity, details = excluded.details, state = 'open',
    count = CASE WHEN n.state = 'open' THEN n.count + 1 ELSE 1 END,
    opened_at = CASE WHEN n.state = 'open' THEN n.opened_at ELSE excluded.opened_at END,
    last_at = excluded.last_at, closed_at = NULL, closed_by = NULL
 WHERE n.last_at < excluded.last_at RETURNING n.id
""")
_POST_TO_HOUSE = text("""
INSERT INTO house_notices AS n (id, kind, subject, severity, details, state, count, opened_at, last_at)
VALUES (:id, :kind, :subject, :severity, cast(:details AS jsonb), 'open', 1, :at, :at)
    ON CONFLICT (kind, subject) DO UPDATE SET
    severity = excluded.severity, details = excluded.details, state = 'open',
    count = CASE WHEN n.state = 'open' THEN n.count + 1 ELSE 1 END,
    opened_at = CASE WHEN n.state = 'open' THEN n.opened_at ELSE excluded.opened_at END,
    last_at = excluded.last_at, closed_at = NULL, closed_by = NULL
 WHERE n.last_at < excluded.last_at
""")
_CLEAR = text("""
UPDATE notices SET state = 'resolved', closed_at = :at, last_at = :at
 WHERE tenant_id = :tenant_id AND kind = :kind AND subject = :subject AND state = 'open' AND last_at <= :at RETURNING id
""")
_CLEAR_OF_HOUSE = text("""
UPDATE house_notices SET state = 'resolved', closed_at = :at, last_at = :at
 WHERE kind = :kind AND subject = :subject AND state = 'open' AND last_at <= :at
""")
# So that the trouble, should it be told after its own end, is known to be over.
_MARK = text("""
INSERT INTO notices AS n (tenant_id, id, kind, subject, severity, details, state, count, opened_at, last_at)
VALUES (:tenant_id, :id, :kind, :subject, 'info', '{}', 'resolved', 0, :at, :at)
    ON CONFLICT (tenant_id, kind, subject) DO UPDATE SET last_at = greatest(n.last_at, excluded.last_at)
""")


class News(msgspec.Struct, frozen=True):
    """What a notice says. `at`: when it happened."""

    kind: str
    subject: str
    details: Mapping[str, Any]
    severity: Severity
    at: datetime = msgspec.field(default_factory=now)


async def post(work: TenantWork, kind: str, *, subject: str, details: Mapping[str, Any], severity: Severity) -> None:
    """Opens the hotel's notice of this kind about this subject, or counts it once more.

    `notice-<kind>` is its sentence in `locales/`, with `details` as its arguments: names, ids, codes, and times (ISO, under
    names that end in `_at`); `because` is the key of another sentence. Never what Meta wrote as if it were ours to say.
    """
    await tell(work, News(kind, subject, details, severity))


async def tell(work: TenantWork, news: News) -> None:
    """As `post`, of something that happened at its own time: what is not newer than all that is known of it changes nothing."""
    _announce(work, await work.session.scalar(_POST, _columns(news) | {"tenant_id": work.tenant_id}))


async def clear(work: TenantWork, kind: str, *, subject: str, at: datetime | None = None) -> None:
    """Takes it down, because its opposite happened. With `at`, the same trouble from before then stays down for ever."""
    told = {"tenant_id": work.tenant_id, "kind": kind, "subject": subject[:_LONGEST_SUBJECT], "at": at or now()}
    _announce(work, await work.session.scalar(_CLEAR, told))
    if at is not None:
        await work.session.execute(_MARK, told | {"id": new_id()})


async def dismiss(work: TenantWork, notice_id: UUID) -> Notice:
    """Somebody has seen to it. Raises `NotFoundError`."""
    notice = await queries.get(work, notice_id)
    if notice.state == NoticeState.OPEN.value:
        _close(notice, work.actor.user_id)
        await audit.note(work, work.actor, "notice.dismissed", details={"kind": notice.kind, "subject": notice.subject})
        _announce(work, notice.id)
    return notice


async def post_to_house(work: Work, kind: str, *, subject: str, details: Mapping[str, Any], severity: Severity) -> None:
    """As `post`, for the house's own people; house work."""
    await tell_house(work, News(kind, subject, details, severity))


async def tell_house(work: Work, news: News) -> None:
    """As `tell`, for the house's own people; house work."""
    await work.session.execute(_POST_TO_HOUSE, _columns(news))


async def clear_of_house(work: Work, kind: str, *, subject: str) -> None:
    """As `clear`; house work."""
    await work.session.execute(_CLEAR_OF_HOUSE, {"kind": kind, "subject": subject[:_LONGEST_SUBJECT], "at": now()})


async def dismiss_of_house(work: Work, notice_id: UUID, operator_id: UUID) -> HouseNotice:
    """As `dismiss`; house work."""
    notice = await queries.house_get(work, notice_id)
    if notice.state == NoticeState.OPEN.value:
        _close(notice, operator_id)
    return notice


def _close(notice: Notice | HouseNotice, person_id: UUID) -> None:
    notice.state, notice.closed_at, notice.closed_by = NoticeState.DISMISSED.value, now(), person_id


def _columns(news: News) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": news.kind,
        "subject": news.subject[:_LONGEST_SUBJECT],
        "details": _kept(news.details).decode(),
        "severity": news.severity.value,
        "at": news.at,
    }


def _kept(details: Mapping[str, Any]) -> bytes:
    """Of what is absurdly long the beginnings: a bell shows two hundred notices, and the letter keeps all."""
    whole = msgspec.json.encode(details)
    if len(whole) <= _LARGEST_DETAILS:
        return whole
    return msgspec.json.encode({name: _beginning(value) for name, value in details.items()})


def _beginning(value: object) -> object:
    if isinstance(value, str):
        return value[:_LONGEST_DETAIL]
    return (
        value
        if value is None or isinstance(value, int | float)
        else {"cut": msgspec.json.encode(value)[:_LONGEST_DETAIL].decode("utf-8", "replace")}
    )


def _announce(work: TenantWork, notice_id: UUID | None) -> None:
    """In nobody's room: every screen of the hotel learns by `head` that there is something, and the log shows it, with
    the reader's present rights, to those alone who may manage numbers."""
    if notice_id is not None:
        work.announce(Event(UPDATED, notice_id, notice_id, notice_id, {"id": notice_id}))
