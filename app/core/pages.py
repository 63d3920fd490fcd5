"""Paging: by number for older clients, by cursor for everybody who wants a list that holds still."""

import base64
import binascii
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from app.core.errors import Detail, ValidationFailedError

MOST_PER_PAGE: Final = 100
# Counting further would cost as much as the list is long; whoever needs more turns pages by cursor.
MOST_COUNTED: Final = 10_000


class Pagination(msgspec.Struct, frozen=True):
    """`total` and `pages` stop counting at 10,000 rows; `is_exact` says whether they did."""

    page: int
    limit: int
    total: int
    pages: int
    is_exact: bool

    @classmethod
    def of(cls, page: int, limit: int, counted: int) -> "Pagination":
        total = min(counted, MOST_COUNTED)
        return cls(page, limit, total, -(-total // limit), counted <= MOST_COUNTED)


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended, in a list that is ordered by (time, id), newest first."""

    at: datetime
    id: UUID

    @property
    def cursor(self) -> str:
        """Opaque to clients."""
        return base64.urlsafe_b64encode(msgspec.msgpack.encode(self)).rstrip(b"=").decode()

    @classmethod
    def of(cls, cursor: str) -> "Place":
        """Raises `ValidationFailedError` for what is no cursor of ours."""
        try:
            return msgspec.msgpack.decode(base64.b64decode(cursor.encode("ascii") + b"==", altchars=b"-_", validate=True), type=cls)
        except (binascii.Error, UnicodeError, msgspec.MsgspecError) as flaw:
            raise ValidationFailedError(details=(Detail("query.cursor", "detail-value", "value"),)) from flaw


def offset_of(page: int, limit: int) -> int:
    """Raises `ValidationFailedError` for a page so deep that finding it would cost more than it is worth."""
    offset = (page - 1) * limit
    if offset > MOST_COUNTED:
        raise ValidationFailedError(details=(Detail("query.page", "detail-value", "value"),))
    return offset
