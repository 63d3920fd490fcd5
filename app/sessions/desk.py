"""The desk where people sign in and out.

Signing in takes several works, with the costly look at the password between them: a hash takes longer
than all statements together, and nobody's connection waits for it.
"""

from datetime import timedelta
from uuid import UUID

import msgspec
import structlog

from app.core.crypto import Passwords
from app.core.errors import Detail, InvalidCredentialsError, SessionEndedError, UnauthorizedError, ValidationFailedError
from app.core.work import Office, Work
from app.sessions import service as sessions
from app.sessions.authority import Authority, SignedIn, must_be_served
from app.sessions.models import SignInSession
from app.sessions.queries import standings
from app.sessions.schemas import ChangePassword, SignIn, TokenPair
from app.sessions.service import Device, Kind
from app.sessions.tokens import Tokens
from app.tenants import queries as tenants
from app.tenants.models import TenantStatus
from app.users import queries as users
from app.users import service as people
from app.users.queries import Candidate
from app.users.schemas import PersonView

log = structlog.get_logger()


class Lasting(msgspec.Struct, frozen=True):
    """How long the tokens of each kind of session last."""

    web: timedelta
    mobile: timedelta
    refresh: timedelta

    def access(self, kind: Kind) -> timedelta:
        return self.mobile if kind is Kind.MOBILE else self.web


class Desk:
    """One per process."""

    def __init__(self, office: Office, tokens: Tokens, authority: Authority, *, passwords: Passwords, lasting: Lasting) -> None:
        self._office = office
        self._tokens = tokens
        self._authority = authority
        self._passwords = passwords
        self.lasting = lasting

    async def sign_in(self, given: SignIn, hotel: str | None, device: Device) -> TokenPair:
        """Without a hotel, a super admin. Raises `InvalidCredentialsError`, the same and after the same
        time for an unknown e-mail and a wrong password; `RateLimitedError`; what keeps a hotel's people out."""
        email = given.email.strip()
        async with self._office.for_house() as work:
            tenant = await tenants.get_named(work, hotel) if hotel else None
            tenant_id = tenant.id if tenant else None
            await sessions.reserve_try(work, email, device.ip_address, tenant_id)
            candidate = await users.find_candidate(work, email, tenant_id)
        fits = await self._passwords.verify(candidate.password_hash if candidate else None, given.password)
        if candidate is None or not fits:
            raise InvalidCredentialsError
        renewed = await self._renewed(candidate, given.password)
        async with self._office.for_house() as work:
            # A work of its own: whoever knows the password has not failed, also where the hotel is closed.
            await sessions.forgive_tries(work, email, device.ip_address, candidate.tenant_id)
            if renewed:
                await people.renew_hash(work, candidate, renewed)
        async with self._office.for_house() as work:
            person = await users.get_person(work, candidate.person_id, candidate.tenant_id)
            session = await sessions.begin(work, person, device, kind=Kind.WEB, lasts=self.lasting.refresh)
            return await self._pair(work, session, person)

    async def refresh(self, refresh_token: str, device: Device) -> TokenPair:
        """The next pair. A spent token ends its whole family, and that stands although it is refused."""
        claim = self._tokens.take_apart(refresh_token)
        async with self._office.for_house() as work:
            session = await sessions.rotate(work, self._tokens, claim, device, lasts=self.lasting.refresh)
            pair = await self._carry_on(work, session) if session else None
        if pair is None:
            log.warning("session.token_used_twice", sid=str(claim.sid), ip_address=device.ip_address)
            await self._authority.look()
            raise SessionEndedError
        return pair

    async def sign_out(self, refresh_token: str | None, sid: UUID | None) -> None:
        """Ends the session of either; raises `UnauthorizedError` when neither is genuine."""
        async with self._office.for_house() as work:
            if refresh_token:
                session = await sessions.find_genuine(work, self._tokens, self._tokens.take_apart(refresh_token))
                sid = session.id if session else sid
            if sid is None:
                raise UnauthorizedError
            await sessions.end(work, sid)
        await self._authority.look()

    async def change_password(self, signed_in: SignedIn, given: ChangePassword, device: Device) -> None:
        """Ends all other sessions of the person. Wrong current passwords count like failed sign-ins."""
        actor, tenant_id = signed_in.actor, signed_in.tenant_id
        async with self._office.for_house() as work:
            person = await users.get_person(work, actor.user_id, tenant_id)
            await sessions.reserve_try(work, person.email, device.ip_address, tenant_id)
            candidate = await users.find_candidate(work, person.email, tenant_id)
        if candidate is None or not await self._passwords.verify(candidate.password_hash, given.current_password):
            raise ValidationFailedError(details=(Detail("body.current_password", "detail-wrong-password", "value"),))
        if given.new_password == given.current_password:
            raise ValidationFailedError(details=(Detail("body.new_password", "detail-same-password", "value"),))
        hashed = await self._passwords.hash(given.new_password)
        async with self._office.for_house() as work:
            await sessions.forgive_tries(work, person.email, device.ip_address, tenant_id)
            await people.change_password(work, candidate, hashed)
            await sessions.end_others(work, person, but=actor.sid)
        await self._authority.look()

    async def _renewed(self, candidate: Candidate, password: str) -> str | None:
        """A stronger hash, now that the password is at hand and the old one was made with weaker settings."""
        return await self._passwords.hash(password) if self._passwords.is_outdated(candidate.password_hash) else None

    async def _carry_on(self, work: Work, session: SignInSession) -> TokenPair:
        person_id = session.operator_id or session.user_id
        standing = (await standings(work, [session.id])).get(session.id)
        if person_id is None or standing is None or not standing.is_open:
            raise SessionEndedError
        return await self._pair(work, session, await users.get_person(work, person_id, session.tenant_id))

    async def _pair(self, work: Work, session: SignInSession, person: PersonView) -> TokenPair:
        if session.tenant_id is not None:
            tenant = await tenants.get(work, session.tenant_id)
            must_be_served(TenantStatus(tenant.status), tenant.trial_ends_at)
        access_token, ends = self._tokens.access(person, session.id, self.lasting.access(Kind(session.kind)))
        return TokenPair(access_token, self._tokens.refresh(session.id, session.seed, session.generation), ends, person)
