"""Taking a file's row in hand, and writing what became of it."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.channels import standing
from app.channels.standing import Stop
from app.core.clock import now
from app.core.ids import new_id
from app.core.work import TenantWork
from app.media.models import MediaFault
from app.media.outcomes import Barred, Got, Later, Lost, Outcome
from app.media.schemas import Facts, MediaView

LEASE: Final = timedelta(seconds=60)
"""Renewed while somebody fetches; a worker that died loses its files no longer than this."""
WAITS: Final = (5, 20, 60, 300, 900, 3600, 3 * 3600, 6 * 3600)
"""Seconds before the second, third, … attempt; the last one again and again."""


class Claimed(msgspec.Struct, frozen=True):
    """A row in hand. `attempts`, which counts this one, also tells this claim from a later one.

    `access_token` is sealed; `channel_seen` is the state of the number that it belongs to.
    """

    tenant_id: UUID
    id: UUID
    message_id: UUID
    channel_id: UUID
    kind: str
    meta_media_id: str
    mime_type: str | None
    sha256: str | None
    attempts: int
    gives_up_at: datetime
    phone_number_id: str
    graph: str
    access_token: bytes
    channel_seen: datetime


_CLAIM = text("""
WITH next AS (
    SELECT id FROM media
     WHERE tenant_id = :tenant_id AND state IN ('due', 'claimed') AND due_at <= statement_timestamp()
     ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE media m
   SET state = 'claimed', attempts = m.attempts + 1, due_at = statement_timestamp() + cast(:lease AS interval)
  FROM next, channels c
 WHERE m.tenant_id = :tenant_id AND m.id = next.id AND c.tenant_id = m.tenant_id AND c.id = m.channel_id
RETURNING m.tenant_id, m.id, m.message_id, m.channel_id, m.kind, m.meta_media_id, m.mime_type, m.sha256, m.attempts, m.gives_up_at,
          c.phone_number_id, c.graph, c.access_token, c.updated_at AS channel_seen
""")
_RENEW = text("""
UPDATE media SET due_at = statement_timestamp() + cast(:lease AS interval)
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'claimed' AND attempts = :attempts
""")
_SETTLE = text("""
UPDATE media
   SET state = :state, due_at = statement_timestamp() + make_interval(secs => :wait), attempts = :attempts - :unspent,
       error = :error, details = :details, file_id = :file_id, mime_type = coalesce(:mime_type, mime_type),
       settled_at = CASE WHEN :state IN ('ready', 'failed') THEN statement_timestamp() END
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'claimed' AND attempts = :attempts
RETURNING id
""")
# The same bytes again: what is known of them stays. The update is for its lock and its answer.
_KEEP = text("""
INSERT INTO media_files AS f (tenant_id, id, sha256, size, content_type, width, height, duration_ms, preview, thumbnail_size, is_voice,
    created_at)
VALUES (:tenant_id, :id, :sha256, :size, :content_type, :width, :height, :duration_ms, :preview, :thumbnail_size, :is_voice,
    statement_timestamp())
ON CONFLICT (tenant_id, sha256) DO UPDATE SET is_voice = coalesce(f.is_voice, excluded.is_voice)
RETURNING f.id
""")


async def claim(work: TenantWork) -> Claimed | None:
    """The file of this hotel that has waited longest, if one is due; also one whose holder died."""
    row = (await work.session.execute(_CLAIM, {"tenant_id": work.tenant_id, "lease": LEASE})).one_or_none()
    return Claimed(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name for it


async def renew(work: TenantWork, claimed: Claimed) -> None:
    ids = {"tenant_id": work.tenant_id, "id": claimed.id, "attempts": claimed.attempts}
    await work.session.execute(_RENEW, ids | {"lease": LEASE})


async def settle(work: TenantWork, claimed: Claimed, outcome: Outcome) -> MediaView | None:
    """Writes the end of an attempt. What the message shall say now; None when it still says the right thing,
    and when the row is somebody else's by now."""
    match outcome:
        case Got(facts):
            return await _finish(work, claimed, facts)
        case Lost(fault, details):
            return await _fail(work, claimed, fault, details)
        case Later():
            return await _postpone(work, claimed, outcome)
        case Barred():
            return await _park(work, claimed, outcome)


def wait_after(attempts: int) -> float:
    """Seconds until the next attempt, after so many."""
    return WAITS[min(attempts, len(WAITS)) - 1]


async def _finish(work: TenantWork, claimed: Claimed, facts: Facts) -> MediaView | None:
    file_id = await keep(work, facts)
    is_ours = await _write(work, claimed, state="ready", file_id=file_id, mime_type=facts.content_type)
    return MediaView.ready(claimed.id, facts) if is_ours else None


async def _park(work: TenantWork, claimed: Claimed, barred: Barred) -> MediaView | None:
    """Not a try that counts: nothing is wrong with the file."""
    why = Stop.of(barred.code, barred.subcode)
    await standing.stop(work, [claimed.channel_id], why, seen=claimed.channel_seen)
    if now() >= claimed.gives_up_at:
        return await _fail(work, claimed, MediaFault.EXPIRED, f"no token until it was gone ({barred.code})")
    await _write(work, claimed, state="parked", unspent=1, details=f"Meta refuses the token ({barred.code})")
    return None


async def _postpone(work: TenantWork, claimed: Claimed, later: Later) -> MediaView | None:
    wait = max(wait_after(claimed.attempts), later.wait)
    is_over = now() + timedelta(seconds=wait) > claimed.gives_up_at or claimed.attempts >= (later.most or claimed.attempts + 1)
    if is_over:
        return await _fail(work, claimed, later.fault, later.details)
    await _write(work, claimed, state="due", wait=wait, details=later.details)
    return None


async def _fail(work: TenantWork, claimed: Claimed, fault: MediaFault, details: str) -> MediaView | None:
    is_ours = await _write(work, claimed, state="failed", error=fault.value, details=details)
    return MediaView.failed(claimed.id, claimed.mime_type, fault) if is_ours else None


async def keep(work: TenantWork, facts: Facts) -> UUID:
    """The row of this content, which the hotel may have already."""
    told = msgspec.structs.asdict(facts) | {"tenant_id": work.tenant_id, "id": new_id()}
    return UUID(str(await work.session.scalar(_KEEP, told)))


async def _write(work: TenantWork, claimed: Claimed, **told: object) -> bool:
    plain = {"wait": 0.0, "unspent": 0, "error": None, "details": None, "file_id": None, "mime_type": None}
    ids = {"tenant_id": work.tenant_id, "id": claimed.id, "attempts": claimed.attempts}
    return await work.session.scalar(_SETTLE, plain | told | ids) is not None
