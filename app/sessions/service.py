"""Beginning a session, carrying it on with refresh tokens, and ending it."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Update, and_, delete, func, select, text, update

from app.core.clock import now
from app.core.errors import RateLimitedError, SessionEndedError, UnauthorizedError
from app.core.ids import new_id
from app.core.work import Work
from app.sessions.models import SignInAttempt, SignInSession
from app.sessions.tokens import RefreshClaim, Tokens
from app.users.schemas import PersonView

MOST_TRIES: Final = 5
TRIES_WITHIN: Final = timedelta(minutes=15)
# A lost answer: the same device may ask once more with the token it still has.
GRACE: Final = timedelta(seconds=10)


class Kind(StrEnum):
    """Which front a session belongs to; it decides how long its access tokens last."""

    WEB = "web"
    MOBILE = "mobile"


class Device(msgspec.Struct, frozen=True):
    """From where somebody signs in."""

    ip_address: str
    user_agent: str | None = None
    device_name: str | None = None
    device_type: str | None = None


async def begin(work: Work, person: PersonView, device: Device, *, kind: Kind, lasts: timedelta) -> SignInSession:
    """A new family of refresh tokens."""
    moment = now()
    is_operator = person.tenant_id is None
    session = SignInSession(
        id=new_id(),
        tenant_id=person.tenant_id,
        user_id=None if is_operator else person.id,
        operator_id=person.id if is_operator else None,
        seed=secrets.token_bytes(32),
        generation=0,
        rotated_at=moment,
        kind=kind.value,
        user_agent=device.user_agent,
        device_name=device.device_name,
        device_type=device.device_type,
        ip_address=device.ip_address,
        created_at=moment,
        last_used_at=moment,
        expires_at=moment + lasts,
        revoked_at=None,
    )
    work.session.add(session)
    await work.session.flush()
    return session


async def rotate(work: Work, tokens: Tokens, claim: RefreshClaim, device: Device, *, lasts: timedelta) -> SignInSession | None:
    """The session with its next generation, or None when a spent token came back.

    None means that somebody else may hold a copy, so the whole family has been ended; the caller
    must let this commit before it refuses. Raises `UnauthorizedError` for what is not genuine
    (which ends nothing, or strangers could sign people out) and `SessionEndedError`.
    """
    session = await work.session.scalar(select(SignInSession).where(SignInSession.id == claim.sid).with_for_update())
    if session is None or not tokens.is_genuine(claim, session.seed):
        raise UnauthorizedError
    moment = now()
    if session.revoked_at is not None or session.expires_at <= moment:
        raise SessionEndedError
    if claim.generation == session.generation:
        session.generation += 1
        session.rotated_at = session.last_used_at = moment
        session.expires_at = moment + lasts
        session.ip_address = device.ip_address
    elif not _is_lost_answer(session, claim, device, moment):
        await end(work, session.id)
        return None
    await work.session.flush()
    return session


async def find_genuine(work: Work, tokens: Tokens, claim: RefreshClaim) -> SignInSession | None:
    """The session that once gave out this refresh token, spent or not."""
    session = await work.session.get(SignInSession, claim.sid)
    return session if session is not None and tokens.is_genuine(claim, session.seed) else None


async def end(work: Work, sid: UUID) -> None:
    """Ended sessions keep their row, so that every process learns of it. Twice is the same as once."""
    await work.session.execute(_ending().where(SignInSession.id == sid))


async def end_others(work: Work, person: PersonView, *, but: UUID | None = None) -> None:
    """Ends every session of this person, or every one `but` the current."""
    whose = SignInSession.operator_id == person.id
    if person.tenant_id is not None:
        whose = and_(SignInSession.tenant_id == person.tenant_id, SignInSession.user_id == person.id)
    statement = _ending().where(whose)
    await work.session.execute(statement if but is None else statement.where(SignInSession.id != but))


async def reserve_try(work: Work, email: str, ip_address: str, tenant_id: UUID | None) -> None:
    """Counts a try *before* the password is looked at, so that tries at the same moment count as well.

    Raises `RateLimitedError` from the sixth within 15 minutes on, at whichever hotels they were.
    """
    await work.session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"try:{ip_address}:{email.lower()}"}
    )
    moment = now()
    ours = and_(SignInAttempt.email == email, SignInAttempt.ip_address == ip_address)
    await work.session.execute(delete(SignInAttempt).where(ours, SignInAttempt.at <= moment - TRIES_WITHIN))
    tries = (await work.session.scalars(select(SignInAttempt.at).where(ours).order_by(SignInAttempt.at.desc()).limit(MOST_TRIES))).all()
    if len(tries) == MOST_TRIES:
        raise RateLimitedError(max(1, round((tries[-1] + TRIES_WITHIN - moment).total_seconds())))
    work.session.add(SignInAttempt(id=new_id(), email=email, ip_address=ip_address, at=moment, tenant_id=tenant_id))
    await work.session.flush()


async def forgive_tries(work: Work, email: str, ip_address: str, tenant_id: UUID | None) -> None:
    """After a sign-in that went well: only failures count.

    Only at the same hotel: another one's admin can make somebody with this e-mail, and would guess here for ever.
    """
    ours = and_(SignInAttempt.email == email, SignInAttempt.ip_address == ip_address)
    await work.session.execute(delete(SignInAttempt).where(ours, SignInAttempt.tenant_id.is_not_distinct_from(tenant_id)))


async def prune(work: Work) -> None:
    """Clears away tries that no longer count, and sessions over for a day: no token of theirs can live."""
    moment = now()
    await work.session.execute(delete(SignInAttempt).where(SignInAttempt.at <= moment - TRIES_WITHIN))
    await work.session.execute(delete(SignInSession).where(SignInSession.expires_at <= moment - timedelta(days=1)))


def _is_lost_answer(session: SignInSession, claim: RefreshClaim, device: Device, moment: datetime) -> bool:
    is_predecessor = claim.generation == session.generation - 1
    return is_predecessor and moment - session.rotated_at <= GRACE and device.user_agent == session.user_agent


def _ending() -> Update:
    # The database's clock: processes compare with it when they ask what ended since.
    return update(SignInSession).where(SignInSession.revoked_at.is_(None)).values(revoked_at=func.clock_timestamp())
