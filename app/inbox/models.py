"""The letterbox for what Meta sends: one row for each message, status or other item."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class LetterState(StrEnum):
    """How far a letter got.

    `WAITING` is a status whose message is not here yet; `UNCLAIMED` a number without a hotel;
    `KEPT` is genuine and ours, but nothing of ours reads its kind yet: it is never pruned.
    """

    NEW = "new"
    DONE = "done"
    FAILED = "failed"
    WAITING = "waiting"
    UNCLAIMED = "unclaimed"
    KEPT = "kept"


class Lane(StrEnum):
    """Two lines of letters for each number, so that a guest's word does not wait for a flood of receipts.

    Within `SAID` order counts: what guests said and did, and all else. `RECEIPTS` are Meta's statuses, three of four
    letters, which climb the ladder to the same place in any order.
    """

    SAID = "said"
    RECEIPTS = "receipts"

    @classmethod
    def of(cls, kind: str) -> "Lane":
        """The same as the index's own `kind = 'status'`."""
        return cls.RECEIPTS if kind == "status" else cls.SAID


class Letter(Base):
    """What came in, byte for byte.

    `(source_id, kind, key)` is how Meta's repetitions are known. `body` is bytes and not jsonb,
    because a NUL or a lone surrogate in a guest's text is legal JSON that jsonb refuses.
    `look_again_at` is when a waiting letter is tried again by itself, `put_back_at` when somebody had it taken in anew.
    `owner_id` is set when a hotel gives its number up: what came for it until then is nobody else's.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source_id", "kind", "key", postgresql_nulls_not_distinct=True),
        CheckConstraint("state IN ('new', 'done', 'failed', 'waiting', 'unclaimed', 'kept')", name="state"),
        Index("ix_inbox_in_line", "source_id", text("(kind = 'status')"), "id", postgresql_where=text("state = 'new'")),
        Index("ix_inbox_waiting", "waiting_for", postgresql_where=text("state = 'waiting'")),
        Index("ix_inbox_look_again", "look_again_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_inbox_aside", "state", "source_id", "id", postgresql_where=text("state IN ('failed', 'unclaimed', 'kept')")),
        Index("ix_inbox_kept", "kind", "handled_at", postgresql_where=text("state = 'kept'")),
        Index("ix_inbox_received_at", "received_at", postgresql_using="brin"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    source_id: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    body: Mapped[bytes]
    state: Mapped[str] = mapped_column(server_default="new")
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str | None]
    waiting_for: Mapped[str | None]
    look_again_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    owner_id: Mapped[UUID | None]
    put_back_at: Mapped[datetime | None]


class KindReader(Base):
    """A kind of letters that something of ours reads, and since when: what was kept before has a reader now."""

    __tablename__ = "inbox_readers"

    kind: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(server_default=text("now()"))
