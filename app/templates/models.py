"""Message templates: made at Meta, judged by Meta, known here by what Meta tells."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, TenantOwned


class Template(TenantOwned, Base):
    """One template in one language, which is what Meta gives an id to.

    Each facet has its own time, because Meta's news come in any order. `next_category` is what Meta will make of it at
    `next_category_at`. `explanation` is what Meta said about a refusal or a pause. `components` is the wording as
    Meta's webhooks tell it, `definition` Meta's own list of components with their examples.

    `sources` says what fills a place when nobody names a value, by its path (`body.guest_name`); `header_file_id` is the
    file that a picture header goes out with then. `edits` are those of an approved one, which Meta counts.
    """

    __tablename__ = "templates"
    __table_args__ = (
        UniqueConstraint("tenant_id", "waba_id", "meta_template_id"),
        ForeignKeyConstraint(["tenant_id", "header_file_id"], ["media_files.tenant_id", "media_files.id"]),
        Index("ix_templates_header_file", "tenant_id", "header_file_id", postgresql_where=text("header_file_id IS NOT NULL")),
    )

    waba_id: Mapped[str]
    meta_template_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    status: Mapped[str | None]
    status_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    explanation: Mapped[dict[str, Any] | None]
    category: Mapped[str | None]
    category_at: Mapped[datetime | None]
    next_category: Mapped[str | None]
    next_category_at: Mapped[datetime | None]
    quality: Mapped[str | None]
    quality_at: Mapped[datetime | None]
    components: Mapped[dict[str, Any] | None]
    components_at: Mapped[datetime | None]
    definition: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    parameter_format: Mapped[str | None]
    sub_category: Mapped[str | None]
    ttl_seconds: Mapped[int | None]
    sources: Mapped[dict[str, Any]] = mapped_column(server_default="{}", default=dict)
    header_file_id: Mapped[UUID | None]
    header_filename: Mapped[str | None]
    library_key: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    edits: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)), server_default="{}", default=list)
    name_blocked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TemplateSync(Base):
    """When a business account's templates are to be asked of Meta again. `code` is Meta's, when the last asking was refused."""

    __tablename__ = "template_syncs"
    __table_args__ = (ForeignKeyConstraint(["tenant_id", "waba_id"], ["waba_claims.tenant_id", "waba_claims.waba_id"], ondelete="CASCADE"),)

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    waba_id: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    synced_at: Mapped[datetime | None]
    code: Mapped[int | None]
