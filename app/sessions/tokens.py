"""The two tokens of a sign-in: a short-lived access token, and refresh tokens that are MACs."""

import base64
import binascii
import hmac
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

import jwt
import msgspec

from app.core.clock import now
from app.core.errors import TokenExpiredError, UnauthorizedError
from app.core.permissions import Role
from app.users.schemas import PersonView

_ALGORITHM: Final = "HS256"
# Of the calendar: a date beyond it cannot even be written.
_END_OF_TIME: Final = 253_402_300_799
_REQUIRED: Final = ["sub", "user_id", "email", "role", "sid", "iat", "exp"]


class Claims(msgspec.Struct, frozen=True):
    """What a genuine access token says. Only `sid` is believed for long: the session knows the rest."""

    sid: UUID
    user_id: UUID
    email: str
    exp: Annotated[int, msgspec.Meta(le=_END_OF_TIME)]
    tenant_id: UUID | None = None


class RefreshClaim(msgspec.Struct, frozen=True):
    """A refresh token taken apart; genuine only if its MAC fits the session's seed."""

    sid: UUID
    generation: int
    mac: bytes


class Tokens:
    """Makes and reads both kinds; `secret` is `JWT_SECRET`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        # A key of its own, so that no access token can ever pass for a refresh token.
        self._refresh_key = hmac.digest(secret.encode(), b"recado refresh token", "sha256")

    def access(self, person: PersonView, sid: UUID, lasts: timedelta) -> tuple[str, datetime]:
        """An access token and the moment it ends."""
        issued = now().replace(microsecond=0)
        ends = issued + lasts
        claims: dict[str, object] = {
            "sub": person.email,
            "user_id": str(person.id),
            "email": person.email,
            "role": person.role.value,
            "tenant_id": str(person.tenant_id) if person.tenant_id else None,
            "sid": str(sid),
            "iat": int(issued.timestamp()),
            "exp": int(ends.timestamp()),
        }
        if person.role is Role.AGENT:
            claims["agent_id"] = str(person.id)
        return jwt.encode(claims, self._secret, algorithm=_ALGORITHM), ends

    def read(self, token: str) -> Claims:
        """Raises `TokenExpiredError` for a genuine one past its time, `UnauthorizedError` for anything else."""
        try:
            claims = jwt.decode(token, self._secret, algorithms=[_ALGORITHM], options={"require": _REQUIRED})
            return msgspec.convert(claims, Claims)
        except jwt.ExpiredSignatureError as error:
            raise TokenExpiredError from error
        except (jwt.InvalidTokenError, msgspec.ValidationError, UnicodeError) as error:
            raise UnauthorizedError from error

    def refresh(self, sid: UUID, seed: bytes, generation: int) -> str:
        """The refresh token of this generation: always the same one, and stored nowhere."""
        body = sid.bytes + generation.to_bytes(4)
        return base64.urlsafe_b64encode(body + self._mac(body, seed)).rstrip(b"=").decode()

    def take_apart(self, token: str) -> RefreshClaim:
        """Raises `UnauthorizedError` when it has not even the form of one."""
        try:
            raw = base64.b64decode(token.encode("ascii") + b"==", altchars=b"-_", validate=True)
        except (binascii.Error, UnicodeError) as error:
            raise UnauthorizedError from error
        if len(raw) != 52:
            raise UnauthorizedError
        return RefreshClaim(UUID(bytes=raw[:16]), int.from_bytes(raw[16:20]), raw[20:])

    def is_genuine(self, claim: RefreshClaim, seed: bytes) -> bool:
        return hmac.compare_digest(claim.mac, self._mac(claim.sid.bytes + claim.generation.to_bytes(4), seed))

    def _mac(self, body: bytes, seed: bytes) -> bytes:
        return hmac.digest(self._refresh_key, body + seed, "sha256")
