"""What guests attached and what hotels send, the files that it is, and which of them Meta has."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class MediaKind(StrEnum):
    """As Meta names the types of messages that carry a file."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"


class MediaState(StrEnum):
    """`PARKED` waits until its number has a token that lives."""

    DUE = "due"
    CLAIMED = "claimed"
    PARKED = "parked"
    READY = "ready"
    FAILED = "failed"


class MediaFault(StrEnum):
    """Why a file cannot be shown; the wire's words."""

    EXPIRED = "expired"
    TOO_BIG = "too_big"
    FORBIDDEN_TYPE = "forbidden_type"
    CORRUPT = "corrupt"
    UNREACHABLE = "unreachable"


class MediaFile(TenantOwned, Base):
    """One content, kept once for each hotel however often it is sent. `preview` is a data URI.

    `content_type` is what its bytes are. `thumbnail_size` bytes lie beside it; None: there is none. `is_voice`: WhatsApp
    plays it as a voice message; None where nobody has looked.
    """

    __tablename__ = "media_files"
    __table_args__ = (UniqueConstraint("tenant_id", "sha256"), CheckConstraint("octet_length(sha256) = 32", name="sha256"))

    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int] = mapped_column(BigInteger)
    content_type: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration_ms: Mapped[int | None]
    preview: Mapped[str | None]
    thumbnail_size: Mapped[int | None]
    is_voice: Mapped[bool | None]
    created_at: Mapped[datetime]


class Media(TenantOwned, Base):
    """What one message carries. `mime_type`, `sha256` and `filename` are as the sender's side told them.

    `due_at`: when somebody may take it; of a claimed one, when its lease runs out. `error` is a `MediaFault`;
    `details` are words for engineers and are shown to nobody else. Of what the hotel sends, `READY` from the start,
    `meta_media_id` is empty: Meta's ids of our files die, and stand in `media_at_meta`.
    """

    __tablename__ = "media"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "message_id"], ["messages.tenant_id", "messages.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        ForeignKeyConstraint(["tenant_id", "file_id"], ["media_files.tenant_id", "media_files.id"]),
        CheckConstraint("state IN ('due', 'claimed', 'parked', 'ready', 'failed')", name="state"),
        CheckConstraint("kind IN ('image', 'video', 'audio', 'document', 'sticker')", name="kind"),
        Index("ix_media_open", "tenant_id", "due_at", postgresql_where=text("state IN ('due', 'claimed')")),
        Index("ix_media_parked", "tenant_id", "channel_id", postgresql_where=text("state = 'parked'")),
        Index("ix_media_message", "tenant_id", "message_id"),
        Index("ix_media_file", "tenant_id", "file_id", postgresql_where=text("file_id IS NOT NULL")),
    )

    message_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    kind: Mapped[str]
    meta_media_id: Mapped[str]
    mime_type: Mapped[str | None]
    sha256: Mapped[str | None]
    filename: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default="due")
    due_at: Mapped[datetime]
    gives_up_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str | None]
    details: Mapped[str | None]
    file_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class MediaUpload(TenantOwned, Base):
    """A file that somebody of the hotel handed in, to be sent in one message or several until `kept_until`."""

    __tablename__ = "media_uploads"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "file_id"], ["media_files.tenant_id", "media_files.id"]),
        CheckConstraint("kind IN ('image', 'video', 'audio', 'document', 'sticker')", name="kind"),
        Index("ix_media_uploads_kept_until", "tenant_id", "kept_until"),
        Index("ix_media_uploads_file", "tenant_id", "file_id"),
    )

    file_id: Mapped[UUID]
    user_id: Mapped[UUID]
    kind: Mapped[str]
    filename: Mapped[str | None]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    kept_until: Mapped[datetime]


class AtMetaState(StrEnum):
    """`PARKED` waits until its number has a token that lives."""

    DUE = "due"
    CLAIMED = "claimed"
    PARKED = "parked"
    KNOWN = "known"
    FAILED = "failed"


class FileAtMeta(TenantOwned, Base):
    """One file as one number of the hotel may name it to Meta: `meta_media_id` until `known_until`.

    `created_at`: when it was last asked for, `due_at` as in `media`. `code` is Meta's, of what it refused; `details` are for engineers.
    """

    __tablename__ = "media_at_meta"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"]),
        ForeignKeyConstraint(["tenant_id", "file_id"], ["media_files.tenant_id", "media_files.id"], ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "channel_id", "file_id"),
        CheckConstraint("state IN ('due', 'claimed', 'parked', 'known', 'failed')", name="state"),
        Index("ix_media_at_meta_open", "tenant_id", "due_at", postgresql_where=text("state IN ('due', 'claimed')")),
        Index("ix_media_at_meta_parked", "tenant_id", "channel_id", postgresql_where=text("state = 'parked'")),
        Index("ix_media_at_meta_file", "tenant_id", "file_id"),
    )

    channel_id: Mapped[UUID]
    file_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(server_default="due")
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    meta_media_id: Mapped[str | None]
    known_until: Mapped[datetime | None]
    code: Mapped[int | None]
    details: Mapped[str | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
