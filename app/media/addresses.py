"""Addresses that open one file for a few minutes to whoever holds them, and that nobody else can make."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from app.core.clock import now
from app.core.errors import NotFoundError
from app.media.models import MediaFile
from app.media.schemas import SignedAddress
from app.media.storage import key_of, thumbnail_of

PATH: Final = "/media"
QUERY: Final = "ticket"
"""In the query and not in the path: paths stand in access logs, and whoever reads those is no guest of the hotel."""
LIVES: Final = timedelta(minutes=5)
SAME_FOR: Final = 60
"""Seconds for which the same file has the same address, so that a browser's cache knows it again."""
_PURPOSE: Final = b"recado: addresses of media, 1"


class Ticket(msgspec.Struct, frozen=True, array_like=True):
    """All that the door needs to know: it asks no database. `until` is Unix seconds; 0 before it is signed."""

    key: str
    size: int
    content_type: str
    filename: str | None = None
    until: int = 0

    @classmethod
    def of(cls, file: MediaFile, content_type: str, filename: str | None) -> "Ticket":
        return cls(key_of(file.tenant_id, file.sha256), file.size, content_type, filename)

    @classmethod
    def of_thumbnail(cls, file: MediaFile, size: int) -> "Ticket":
        return cls(thumbnail_of(file.tenant_id, file.sha256), size, "image/webp")

    @property
    def etag(self) -> str:
        """The content's own name. Two hotels with the same picture have the same, and the bytes are the same too."""
        return f'"{self.key.rpartition("/")[2]}"'


class Signer:
    """Its key is made of the house's secret and good for nothing else."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).digest()

    def sign(self, ticket: Ticket) -> SignedAddress:
        until = int(now().timestamp()) // SAME_FOR * SAME_FOR + int(LIVES.total_seconds())
        told = msgspec.json.encode(msgspec.structs.replace(ticket, until=until))
        token = f"{_text(told)}.{_text(self._mac(told))}"
        return SignedAddress(f"{PATH}?{QUERY}={token}", datetime.fromtimestamp(until, UTC))

    def open(self, token: str) -> Ticket:
        """Raises `NotFoundError` for what we did not sign, and for what is over; nobody learns which."""
        told, _, mac = token.partition(".")
        try:
            content = _bytes(told)
            is_ours = hmac.compare_digest(_bytes(mac), self._mac(content))
            ticket = msgspec.json.decode(content, type=Ticket) if is_ours else None
        except (NotBase64, ValueError):
            ticket = None
        if ticket is None or ticket.until < now().timestamp():
            raise NotFoundError(PATH)
        return ticket

    def _mac(self, content: bytes) -> bytes:
        return hmac.new(self._key, content, hashlib.sha256).digest()


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
