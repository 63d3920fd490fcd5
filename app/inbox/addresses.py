"""Whose Meta app must have signed for a number: the door's own small map, never the judge of a tenant."""

import asyncio
import hmac
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
import structlog
from cryptography.fernet import InvalidToken
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.channels.models import SetUp
from app.core.crypto import WrongPurposeError
from app.core.errors import DatabaseUnavailableError
from app.core.work import Office, Work
from app.whatsapp.envelope import Origin

log = structlog.get_logger()

FRESH_SECONDS: Final = 5.0
LOOKS_AT_ONCE: Final = 5.0
LOOKS_PER_SECOND: Final = 1.0
PATIENCE_SECONDS: Final = 4.0
PLATFORM: Final = SetUp.PLATFORM.value

Signer = tuple[bytes, ...]
"""A Meta app, as its one or two live app secrets."""

# Every value the map is made of, added up: a change of any row shows, whoever forgot to touch `updated_at`.
_VERSION = text("""
SELECT (SELECT coalesce(sum(hashtextextended(concat_ws(' ', tenant_id, phone_number_id, waba_id, meta_app_id, former_signer), 0)), 0)
          FROM channels),
       (SELECT coalesce(sum(hashtextextended(concat_ws(' ', tenant_id, waba_id), 0)), 0) FROM waba_claims),
       (SELECT coalesce(sum(hashtextextended(concat_ws(' ', id, app_secret, previous_app_secret, verify_token), 0)), 0) FROM meta_apps),
       (SELECT coalesce(sum(hashtextextended(id::text, 0)), 0) FROM tenants WHERE status = 'SUSPENDED')
""")
_APPS = text("""
SELECT meta_apps.tenant_id, meta_apps.id, app_secret, previous_app_secret, verify_token, tenants.status <> 'SUSPENDED' AS is_live
  FROM meta_apps JOIN tenants ON tenants.id = meta_apps.tenant_id
""")
_NUMBERS = text("SELECT phone_number_id, waba_id, meta_app_id, former_signer FROM channels")
_CLAIMS = text("SELECT waba_id, tenant_id FROM waba_claims")


class Address(NamedTuple):
    """Who may sign for an origin, and whether a hotel has claimed it."""

    signers: tuple[Signer, ...]
    is_claimed: bool


class _Map(msgspec.Struct):
    version: tuple[Any, ...]
    numbers: dict[str, Address]
    wabas: dict[str, Address]
    verify_tokens: list[bytes]


class AddressBook:
    """Numbers and WABAs with their apps' secrets, at most five seconds old."""

    def __init__(self, office: Office, platform_secrets: Sequence[str], platform_verify_token: str) -> None:
        self._office = office
        self._platform: Signer = tuple(secret.encode() for secret in platform_secrets)
        self._platform_token = platform_verify_token.encode()
        self._map: _Map | None = None
        self._opened: dict[bytes, bytes] = {}
        self._lock = asyncio.Lock()
        self._looks = LOOKS_AT_ONCE
        self._counted_at = time.monotonic()
        self._is_away = False

    @property
    def platform(self) -> Signer:
        return self._platform

    def address_of(self, origin: Origin) -> Address:
        """Nobody's number is the platform's to sign for, if its WABA is not a hotel's with an app of its own.

        Raises `DatabaseUnavailableError` as long as nothing could ever be looked up.
        """
        if self._map is None:
            raise DatabaseUnavailableError
        if not origin.phone_number_id:
            return self._map.wabas.get(origin.waba_id) or Address((self._platform,), is_claimed=False)
        known = self._map.numbers.get(origin.phone_number_id)
        if known is not None:
            return known
        waba = self._map.wabas.get(origin.waba_id)
        fits = origin.waba_id != "" and (waba is None or self._platform in waba.signers)
        return Address((self._platform,) if fits else (), is_claimed=False)

    def knows_token(self, token: bytes) -> bool:
        """Whether it is any live tenant's verify token or the platform's; all are compared, in constant time."""
        tokens = [self._platform_token, *(self._map.verify_tokens if self._map else ())]
        return sum(hmac.compare_digest(token, one) for one in tokens) > 0

    async def keep_fresh(self) -> None:
        """Looks every five seconds, for as long as the process lives."""
        while True:
            await asyncio.sleep(FRESH_SECONDS)
            await self.refresh()

    async def look_again(self) -> bool:
        """Looks at once what has changed; whether anything has. A few times in a row, then once a second:
        strangers cannot buy look-ups.

        Raises `DatabaseUnavailableError` when that cannot be known now.
        """
        before = self._map
        async with self._lock:
            if self._map is before and self._may_look():
                await self.refresh()
        if self._is_away:
            raise DatabaseUnavailableError
        return self._map is not before

    async def refresh(self) -> None:
        """Draws the map anew if anything in it has changed; a PostgreSQL that is away leaves it as it is."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._office.for_house() as work:
                version = tuple((await work.session.execute(_VERSION)).one())
                if self._map is None or version != self._map.version:
                    self._map = await self._draw(work, version)
            self._is_away = False
        except (OSError, SQLAlchemyError) as error:
            log.warning("addresses.stale", error=type(error).__name__)
            self._is_away = True

    def _may_look(self) -> bool:
        moment = time.monotonic()
        self._looks = min(LOOKS_AT_ONCE, self._looks + (moment - self._counted_at) * LOOKS_PER_SECOND)
        self._counted_at = moment
        if self._looks < 1:
            return False
        self._looks -= 1
        return True

    async def _draw(self, work: Work, version: tuple[Any, ...]) -> _Map:
        seen = self._opened
        self._opened = {}
        apps: dict[UUID | None, Signer] = {None: self._platform}
        by_tenant: dict[UUID, list[Signer]] = {}
        tokens = []
        for app in await work.session.execute(_APPS):
            purpose = f"meta_app:{app.tenant_id}"
            sealed = [secret for secret in (app.app_secret, app.previous_app_secret) if secret]
            signer = tuple(self._open(seen, secret, f"{purpose}:app_secret") for secret in sealed)
            apps[app.id] = tuple(filter(None, signer))
            by_tenant.setdefault(app.tenant_id, []).append(apps[app.id])
            token = self._open(seen, app.verify_token, f"{purpose}:verify_token")
            tokens += [token] if app.is_live and token else []
        numbers: dict[str, Address] = {}
        wabas: dict[str, dict[Signer, None]] = {}
        for number in await work.session.execute(_NUMBERS):
            # An app that is not there signs for nothing, rather than the platform in its stead.
            signers = (apps.get(number.meta_app_id, ()), *_former(apps, number.former_signer))
            numbers[number.phone_number_id] = Address(signers, is_claimed=True)
            wabas.setdefault(number.waba_id, {}).update(dict.fromkeys(signers))
        for claim in await work.session.execute(_CLAIMS):
            if claim.waba_id not in wabas:
                wabas[claim.waba_id] = dict.fromkeys(by_tenant.get(claim.tenant_id, [self._platform]))
        return _Map(version, numbers, {waba: Address(tuple(signers), is_claimed=True) for waba, signers in wabas.items()}, tokens)

    def _open(self, seen: dict[bytes, bytes], sealed: bytes, purpose: str) -> bytes:
        """The secret, or nothing: one that does not open must not shut the door for the other hotels."""
        known = seen.get(sealed)
        if known is None:
            try:
                known = self._office.keyring.open(sealed, purpose=purpose).encode()
            except (InvalidToken, WrongPurposeError) as error:
                log.error("addresses.secret_unopened", purpose=purpose, error=type(error).__name__)  # noqa: TRY400 - its text is no help
                return b""
        self._opened[sealed] = known
        return known


def _former(apps: Mapping[UUID | None, Signer], signer: str | None) -> tuple[Signer, ...]:
    """The Meta app that signed before the number changed its set-up: what it signed then may still be on its way."""
    if signer is None:
        return ()
    return (apps.get(None if signer == PLATFORM else UUID(signer), ()),)
