"""What the door for Meta decides: who may come in, and what of a webhook is put into the inbox."""

from typing import Final
from urllib.parse import parse_qs

import structlog
from litestar.types import HTTPScope, Receive
from prometheus_client import Counter

from app.core.errors import InvalidSignatureError, InvalidVerifyTokenError
from app.inbox.addresses import AddressBook
from app.inbox.body import Reader
from app.inbox.verification import Seal, verify
from app.inbox.writer import Writer
from app.whatsapp import signature
from app.whatsapp.envelope import NotALetterError, Origin, read_envelope
from app.whatsapp.letters import Letter, raw_letter, split

log = structlog.get_logger()

WEBHOOKS: Final = Counter("recado_webhooks", "Webhooks by what became of them at the door.", ["outcome"])
FOREIGN: Final = Counter("recado_webhook_foreign_changes", "Changes set aside: not signed by their own number's Meta app.")
UNCLAIMED: Final = Counter("recado_webhook_unclaimed_numbers", "Numbers without a hotel in webhooks that the platform's app signed.")
_ACCEPTED, _UNREADABLE, _REFUSED = (WEBHOOKS.labels(outcome) for outcome in ("accepted", "unreadable", "refused"))

_HEADER: Final = signature.HEADER.lower().encode()


class Door:
    """One for the process; it holds the map of numbers, and the pen."""

    def __init__(self, book: AddressBook, writer: Writer) -> None:
        self._book = book
        self._writer = writer
        self._reader = Reader()

    async def shake_hands(self, query: bytes) -> str:
        """The challenge to give back; raises `InvalidVerifyTokenError`. A token may be as new as the claim that made it."""
        asked = parse_qs(query.decode("latin-1"), keep_blank_values=True)
        mode, token, challenge = ((asked.get(f"hub.{name}") or [""])[0] for name in ("mode", "verify_token", "challenge"))
        is_known = self._book.knows_token(token.encode())
        if mode == "subscribe" and not is_known and await self._book.look_again():
            is_known = self._book.knows_token(token.encode())
        if mode != "subscribe" or not is_known:
            raise InvalidVerifyTokenError
        return challenge

    async def take_in(self, scope: HTTPScope, receive: Receive) -> None:
        """Returns when every genuine letter in the body is committed.

        Raises `InvalidSignatureError` when there is none, `PayloadTooLargeError`, and kinds of
        `ServiceUnavailableError` when it must be sent again later.
        """
        try:
            mac = _claimed(scope)
            raw = await self._reader.read(scope, receive)
            letters = await self._letters(raw, mac)
        except InvalidSignatureError:
            _REFUSED.inc()
            raise
        await self._writer.store(letters)
        _ACCEPTED.inc()

    async def _letters(self, raw: bytes, mac: bytes) -> list[Letter]:
        seal = Seal(raw, mac)
        try:
            envelope = read_envelope(raw)
        except NotALetterError as error:
            # Whose number it names cannot be read, so only the platform's own word counts.
            if not seal.fits(self._book.platform):
                raise InvalidSignatureError from error
            _UNREADABLE.inc()
            return [raw_letter(raw)]
        verdict = await verify(self._book, envelope, seal)
        if not verdict.genuine:
            raise InvalidSignatureError
        kept = split(envelope, verdict.genuine)
        if kept.foreign:
            FOREIGN.inc(len(kept.foreign))
            log.warning("inbox.foreign", changes=len(kept.foreign), numbers=_named(set(kept.foreign)))
        if verdict.unclaimed:
            UNCLAIMED.inc(len(verdict.unclaimed))
            log.warning("inbox.unclaimed", numbers=_named(verdict.unclaimed))
        return kept.letters


def _claimed(scope: HTTPScope) -> bytes:
    mac = signature.form_of(next((value for name, value in scope["headers"] if name == _HEADER), None))
    if mac is None:
        raise InvalidSignatureError
    return mac


def _named(origins: set[Origin]) -> list[str]:
    """A few of them for the log; a stranger chooses how many there are, and how long."""
    return sorted(repr(origin.phone_number_id or origin.waba_id)[:40] for origin in origins)[:5]
