"""Whose token it is and what it still gives: the one judge for doors and sockets of a process.

Role, rights and the hotel's state come from the session's row, never from the token. Each process
keeps what it has read and asks twice a second, in one query, what changed since; so whoever is
signed out, deactivated or suspended is out within a second everywhere, with no help of Redis.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.core.clock import now
from app.core.errors import PermissionDeniedError, SessionEndedError, TenantSuspendedError, TrialEndedError
from app.core.permissions import Actor, Role
from app.core.work import Office
from app.sessions import queries
from app.sessions.queries import Changes, Standing
from app.sessions.tokens import Tokens
from app.tenants.models import TenantStatus

log = structlog.get_logger()

LOOK_EVERY: Final = 0.5
# Older than this, what is kept is not believed: the database is asked for each token.
_FRESH_FOR: Final = 2.0

OnEnded = Callable[[frozenset[UUID]], Awaitable[None]]


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with a live session; `tenant_id` is None for a super admin.

    `expires_at` is the end of the access token; a socket opened with it ends then too.
    """

    actor: Actor
    email: str
    tenant_id: UUID | None
    tenant_slug: str | None
    expires_at: datetime
    must_change_password: bool


class _Kept(msgspec.Struct):
    """`rights` are those that sockets were last told of; `until` is the end of the last token seen."""

    standing: Standing
    until: datetime
    rights: tuple[object, ...]


class Authority:
    """One per process; `watching()` keeps it fresh."""

    def __init__(self, office: Office, tokens: Tokens) -> None:
        self._office = office
        self._tokens = tokens
        self._kept: dict[UUID, _Kept] = {}
        self._since = now()
        self._looked_at = float("-inf")
        self._looking = asyncio.Lock()
        self._ended: frozenset[UUID] = frozenset()
        self._callbacks: list[OnEnded] = []
        self._told: set[asyncio.Task[None]] = set()

    async def whose(self, token: str) -> SignedIn:
        """Raises `TokenExpiredError`, `SessionEndedError`, `TenantSuspendedError`, `TrialEndedError`,
        or `UnauthorizedError` for what is no token of ours; the database's own errors when it is away."""
        claims = self._tokens.read(token)
        ends = datetime.fromtimestamp(claims.exp, UTC)
        standing = await self._standing(claims.sid, ends)
        if standing is None or not standing.is_open or standing.expires_at <= now():
            raise SessionEndedError
        must_be_served(standing.tenant_status, standing.trial_ends_at)
        return SignedIn(
            actor=Actor(standing.person_id, Role(standing.role), standing.sid),
            email=claims.email,
            tenant_id=standing.tenant_id,
            tenant_slug=standing.tenant_slug,
            expires_at=ends,
            must_change_password=standing.must_change_password,
        )

    def on_ended(self, callback: OnEnded) -> None:
        """`callback` gets the sids of sessions that ended, or whose rights are no longer the same:
        their sockets must go, and may come back with what they have now."""
        self._callbacks.append(callback)

    async def look(self) -> None:
        """Asks what changed since the last look; after this, what was committed before it holds here."""
        async with self._looking:
            async with self._office.for_house() as work:
                changes = await queries.changes(work, self._since)
                touched = self._touched(changes)
                standings = await queries.standings(work, touched) if touched else {}
            self._since, self._looked_at = changes.asked_at, time.monotonic()
            self._take_over(touched, standings, changes.ended)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Looks twice a second until the context ends."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, *self._told, return_exceptions=True)

    async def _watch(self) -> None:
        away = False
        while True:
            try:
                await self.look()
                away = False
            except (OSError, DBAPIError, PoolTimeoutError) as error:
                if not away:
                    log.warning("authority.cannot_look", error=type(error).__name__)
                away = True
            await asyncio.sleep(LOOK_EVERY)

    async def _standing(self, sid: UUID, until: datetime) -> Standing | None:
        kept = self._kept.get(sid)
        # Nobody is refused on old news: a session may have been prolonged, a hotel opened again.
        if kept is not None and _serves(kept.standing) and time.monotonic() - self._looked_at < _FRESH_FOR:
            kept.until = max(kept.until, until)
            return kept.standing
        async with self._office.for_house() as work:
            standing = (await queries.standings(work, [sid])).get(sid)
        if standing is not None:
            # The next look compares with the rights that were kept, whoever read anew meanwhile.
            self._kept[sid] = _Kept(standing, until, kept.rights if kept else _rights(standing))
        return standing

    def _touched(self, changes: Changes) -> set[UUID]:
        moment = now()
        self._kept = {sid: kept for sid, kept in self._kept.items() if kept.until > moment}
        return {sid for sid, kept in self._kept.items() if _is_touched(kept, changes)}

    def _take_over(self, touched: set[UUID], standings: dict[UUID, Standing], ended: frozenset[UUID]) -> None:
        out = set(ended - self._ended)
        self._ended = ended
        for sid in touched:
            kept, fresh = self._kept.get(sid), standings.get(sid)
            if kept is None:
                continue
            if fresh is None:
                out.add(sid)
                del self._kept[sid]
                continue
            kept.standing, before = fresh, kept.rights
            kept.rights = _rights(fresh)
            if kept.rights != before:
                out.add(sid)
        if out:
            self._tell(frozenset(out))

    def _tell(self, sids: frozenset[UUID]) -> None:
        for callback in self._callbacks:
            task = asyncio.ensure_future(callback(sids))
            self._told.add(task)
            task.add_done_callback(self._told.discard)


def must_be_served(status: TenantStatus | None, trial_ends_at: datetime | None) -> None:
    """Raises when the hotel's people are to stay out; the house itself (`None`) never is."""
    if closed := _closed_by(status, trial_ends_at):
        raise closed


def _closed_by(status: TenantStatus | None, trial_ends_at: datetime | None) -> PermissionDeniedError | None:
    if status is TenantStatus.SUSPENDED:
        return TenantSuspendedError()
    if status is TenantStatus.TRIAL and trial_ends_at is not None and trial_ends_at <= now():
        return TrialEndedError()
    return None


def _is_touched(kept: _Kept, changes: Changes) -> bool:
    standing = kept.standing
    is_changed = standing.sid in changes.ended or standing.person_id in changes.people or standing.tenant_id in changes.tenants
    # Time alone ends sessions and trials; no row changes then.
    return is_changed or _rights(standing) != kept.rights


def _serves(standing: Standing) -> bool:
    return standing.is_open and standing.expires_at > now() and _closed_by(standing.tenant_status, standing.trial_ends_at) is None


def _rights(standing: Standing) -> tuple[object, ...]:
    return standing.role, standing.must_change_password, _serves(standing)
