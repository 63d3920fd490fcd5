"""Keeps track of guests' files: asked for, fetched, looked at."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import open_to, wall

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _files()
    _attachments()
    for table in ("media_files", "media"):
        wall(table)
    # What the sweep and the metrics ask: whose files are due, and since when. Not what they are.
    open_to("recado_house", "media", rights="SELECT", columns="tenant_id, id, channel_id, state, due_at, created_at")


def _files() -> None:
    op.create_table(
        "media_files",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("preview", sa.Text(), nullable=True),
        sa.Column("thumbnail_size", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_media_files")),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_media_files_tenant_id_sha256")),
        sa.CheckConstraint("octet_length(sha256) = 32", name=op.f("ck_media_files_sha256")),
    )


def _attachments() -> None:
    op.create_table(
        "media",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("meta_media_id", sa.Text(), nullable=False),
        sa.Column("mime_type", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default="due", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gives_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_media")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "message_id"],
            ["messages.tenant_id", "messages.id"],
            name=op.f("fk_media_tenant_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"], name=op.f("fk_media_tenant_id_channel_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"], ["media_files.tenant_id", "media_files.id"], name=op.f("fk_media_tenant_id_file_id")
        ),
        sa.CheckConstraint("state IN ('due', 'claimed', 'parked', 'ready', 'failed')", name=op.f("ck_media_state")),
        sa.CheckConstraint("kind IN ('image', 'video', 'audio', 'document', 'sticker')", name=op.f("ck_media_kind")),
    )
    # Only what is open: a worker that looks for work reads nothing that is settled.
    op.create_index("ix_media_open", "media", ["tenant_id", "due_at"], postgresql_where=sa.text("state IN ('due', 'claimed')"))
    op.create_index("ix_media_parked", "media", ["tenant_id", "channel_id"], postgresql_where=sa.text("state = 'parked'"))
    op.create_index("ix_media_message", "media", ["tenant_id", "message_id"])
    op.create_index("ix_media_file", "media", ["tenant_id", "file_id"], postgresql_where=sa.text("file_id IS NOT NULL"))
