"""Secrets at rest, and passwords."""

import asyncio
from collections.abc import Sequence

import msgspec
from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, MultiFernet


class _Envelope(msgspec.Struct):
    purpose: str
    secret: str


class WrongPurposeError(Exception):
    """A sealed secret was moved to a place that it was not sealed for."""


class Keyring:
    """Seals secrets with the newest key and opens what any live key has sealed.

    Fernet has no associated data, so the purpose (and with it the tenant) travels inside the
    envelope: a sealed token copied into a neighbour's row does not open there.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, secret: str, *, purpose: str) -> bytes:
        return self._fernet.encrypt(msgspec.json.encode(_Envelope(purpose, secret)))

    def open(self, sealed: bytes, *, purpose: str) -> str:
        """Raises `WrongPurposeError`, or Fernet's `InvalidToken` when no live key fits."""
        envelope = msgspec.json.decode(self._fernet.decrypt(sealed), type=_Envelope)
        if envelope.purpose != purpose:
            raise WrongPurposeError(purpose)
        return envelope.secret


class Passwords:
    """Argon2id hashing off the event loop.

    One hash costs about 125 ms of a core, so two at a time: more would only stand in each
    other's way and in the way of the chat.
    """

    def __init__(self, *, cheap: bool = False) -> None:
        parameters = profiles.CHEAPEST if cheap else profiles.RFC_9106_LOW_MEMORY
        self._hasher = PasswordHasher.from_parameters(parameters)
        self._slots = asyncio.Semaphore(2)
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, hashed: str | None, password: str) -> bool:
        """Whether it fits; an unknown person (`None`) costs the same time as a known one."""
        async with self._slots:
            fits = await asyncio.to_thread(self._fits, hashed or self._nobody, password)
        return fits and hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether the hash was made with weaker settings than today's."""
        return self._hasher.check_needs_rehash(hashed)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
