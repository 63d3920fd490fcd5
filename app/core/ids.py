"""Ids that sort by the time they were made."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7, strictly growing within a process.

    Made here and not by the database: PostgreSQL knows `uuidv7()` only from 18 on, and a row's
    id must be known before it is written (it travels to Meta as `biz_opaque_callback_data`).
    """
    return uuid7()
