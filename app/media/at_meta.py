"""Files that Meta must have before a message can name them: taking one in hand, and writing what became of it."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.channels import standing
from app.channels.standing import Stop
from app.core.work import TenantWork, Work
from app.media.outgoing import LIVES

LEASE: Final = timedelta(seconds=30)
"""Renewed while somebody uploads; guests wait no longer than this for what a worker that died had in hand."""
WAITS: Final = (1, 2, 5, 10, 30, 60, 120, 300)
"""Seconds before the second, third, … attempt. After the last there is none: a person must know that it does not go."""


class Given(msgspec.Struct, frozen=True):
    """Meta has it, by this name."""

    meta_media_id: str


class Postponed(msgspec.Struct, frozen=True):
    """Not now; `code` is what is said if no later attempt goes better. `wait` seconds at least."""

    code: int
    details: str
    wait: float = 0


class Declined(msgspec.Struct, frozen=True):
    """Meta does not take it, or it is not there to be given."""

    code: int
    details: str


class Barred(msgspec.Struct, frozen=True):
    """The number cannot upload: the file waits until it can."""

    code: int
    subcode: int | None = None


Outcome = Given | Postponed | Declined | Barred


class Claimed(msgspec.Struct, frozen=True):
    """A row in hand; `attempts`, which counts this one, tells this claim from a later one. `access_token` is sealed."""

    tenant_id: UUID
    id: UUID
    channel_id: UUID
    file_id: UUID
    attempts: int
    sha256: bytes
    size: int
    content_type: str
    phone_number_id: str
    graph: str
    access_token: bytes
    channel_status: str
    channel_seen: datetime


_CLAIMING = """
WITH next AS (
    SELECT id FROM media_at_meta
     WHERE tenant_id = :tenant_id AND state IN ('due', 'claimed') AND due_at <= statement_timestamp()
     ORDER BY due_at LIMIT 1 FOR UPDATE {others}
)
UPDATE media_at_meta a
   SET state = 'claimed', attempts = a.attempts + 1, due_at = statement_timestamp() + cast(:lease AS interval)
  FROM next, channels c, media_files f
 WHERE a.tenant_id = :tenant_id AND a.id = next.id AND c.tenant_id = a.tenant_id AND c.id = a.channel_id
   AND f.tenant_id = a.tenant_id AND f.id = a.file_id
RETURNING a.tenant_id, a.id, a.channel_id, a.file_id, a.attempts, f.sha256, f.size, f.content_type,
          c.phone_number_id, c.graph, c.access_token, c.status AS channel_status, c.updated_at AS channel_seen
"""
# Whoever writes a message with a file holds its row for a moment: one that only such people hold is waited for.
_CLAIMS = (text(_CLAIMING.format(others="SKIP LOCKED")), text(_CLAIMING.format(others="")))
_RENEW = text("""
UPDATE media_at_meta SET due_at = statement_timestamp() + cast(:lease AS interval)
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'claimed' AND attempts = :attempts
""")
_SETTLE = text("""
UPDATE media_at_meta
   SET state = :state, due_at = statement_timestamp() + make_interval(secs => :wait), attempts = :attempts - :unspent,
       meta_media_id = :meta_media_id, known_until = CASE WHEN :state = 'known' THEN statement_timestamp() + cast(:lives AS interval) END,
       code = :code, details = :details, settled_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'claimed' AND attempts = :attempts
RETURNING id
""")
_UNPARK = text("""
UPDATE media_at_meta a SET state = 'due', due_at = statement_timestamp()
  FROM channels c
 WHERE a.tenant_id = :tenant_id AND a.state = 'parked' AND c.tenant_id = a.tenant_id AND c.id = a.channel_id AND c.status = 'connected'
""")
# One probe of each hotel's open rows, as for guests' files.
_DUE = text("""
SELECT t.id FROM tenants t
 WHERE EXISTS (SELECT FROM media_at_meta a WHERE a.tenant_id = t.id AND a.state IN ('due', 'claimed') AND a.due_at <= statement_timestamp())
""")
_BARRED = text("""
SELECT DISTINCT a.tenant_id FROM media_at_meta a JOIN channels c ON c.tenant_id = a.tenant_id AND c.id = a.channel_id
 WHERE a.state = 'parked' AND c.status = 'connected'
""")


async def claim(work: TenantWork) -> Claimed | None:
    """The file of this hotel that has waited longest, if one is due; also one whose holder died."""
    for statement in _CLAIMS:
        row = (await work.session.execute(statement, {"tenant_id": work.tenant_id, "lease": LEASE})).one_or_none()
        if row:
            return Claimed(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return None


async def renew(work: TenantWork, claimed: Claimed) -> None:
    ids = {"tenant_id": work.tenant_id, "id": claimed.id, "attempts": claimed.attempts}
    await work.session.execute(_RENEW, ids | {"lease": LEASE})


async def settle(work: TenantWork, claimed: Claimed, outcome: Outcome) -> Given | Declined | None:
    """Writes the end of an attempt: what it means for messages that wait, or None while it is not over, or somebody else's by now."""
    match outcome:
        case Given(meta_media_id):
            return outcome if await _write(work, claimed, state="known", meta_media_id=meta_media_id) else None
        case Declined(code, details):
            return outcome if await _write(work, claimed, state="failed", code=code, details=details) else None
        case Postponed(code, details, wait) if claimed.attempts <= len(WAITS):
            wait = max(wait, WAITS[claimed.attempts - 1])
            await _write(work, claimed, state="due", wait=wait, code=code, details=details)
        case Postponed(code, details):
            return await settle(work, claimed, Declined(code, details))
        case Barred(code, subcode):
            # Not a try that counts: nothing is wrong with the file.
            await standing.stop(work, [claimed.channel_id], Stop.of(code, subcode), seen=claimed.channel_seen)
            await _write(work, claimed, state="parked", unspent=1, code=code)
    return None


async def park(work: TenantWork, claimed: Claimed) -> None:
    """The number has been stopped already."""
    await _write(work, claimed, state="parked", unspent=1)


async def unpark(work: TenantWork) -> None:
    await work.session.execute(_UNPARK, {"tenant_id": work.tenant_id})


async def hotels_with_due(work: Work) -> list[UUID]:
    return list(await work.session.scalars(_DUE))


async def hotels_to_unpark(work: Work) -> list[UUID]:
    return list(await work.session.scalars(_BARRED))


async def _write(work: TenantWork, claimed: Claimed, **told: object) -> bool:
    plain = {"wait": 0.0, "unspent": 0, "meta_media_id": None, "code": None, "details": None, "lives": LIVES}
    ids = {"tenant_id": work.tenant_id, "id": claimed.id, "attempts": claimed.attempts}
    return await work.session.scalar(_SETTLE, plain | told | ids) is not None
