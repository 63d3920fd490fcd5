"""What of a webhook is genuine: each number against the secrets of its own Meta app."""

from typing import Final, NamedTuple

from app.inbox.addresses import AddressBook, Signer
from app.whatsapp.envelope import Envelope, Origin
from app.whatsapp.signature import is_genuine

# Meta signs with one app, so a second try is rare; a body that names a thousand apps buys no thousand hashes.
LEAST_TRIES: Final = 8
HASHED_BYTES: Final = 32_000_000


class Verdict(NamedTuple):
    """The origins that their own app has signed; `unclaimed` are those of them that no hotel has claimed."""

    genuine: set[Origin]
    unclaimed: set[Origin]


class Seal:
    """One body and its signature; every app is tried once, whatever number of origins it has in the body."""

    def __init__(self, raw: bytes, mac: bytes) -> None:
        self._raw = raw
        self._mac = mac
        self._tries = max(LEAST_TRIES, HASHED_BYTES // (len(raw) + 1))
        self._tried: dict[Signer, bool] = {}

    def fits(self, signer: Signer) -> bool:
        known = self._tried.get(signer)
        if known is None:
            known = len(self._tried) < self._tries and is_genuine(self._raw, self._mac, signer)
            self._tried[signer] = known
        return known


async def verify(book: AddressBook, envelope: Envelope, seal: Seal) -> Verdict:
    """Looks once more into the book when something does not fit: the number or its secret may be seconds old."""
    verdict = _judge(book, envelope, seal)
    if len(verdict.genuine - verdict.unclaimed) < len(envelope.origins) and await book.look_again():
        return _judge(book, envelope, seal)
    return verdict


def _judge(book: AddressBook, envelope: Envelope, seal: Seal) -> Verdict:
    verdict = Verdict(set(), set())
    # In the order of the body, and not of a set, so that what is tried first does not change by chance.
    for origin in dict.fromkeys(change.origin for change in envelope.changes):
        address = book.address_of(origin)
        if any(seal.fits(signer) for signer in address.signers):
            verdict.genuine.add(origin)
            if not address.is_claimed:
                verdict.unclaimed.add(origin)
    return verdict
