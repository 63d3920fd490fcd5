"""Keeps which files Meta has already."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import open_to, wall

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KINDS = "kind IN ('image', 'video', 'audio', 'document', 'sticker')"


def upgrade() -> None:
    op.add_column("media_files", sa.Column("is_voice", sa.Boolean(), nullable=True))
    _uploads()
    _at_meta()
    for table in ("media_uploads", "media_at_meta"):
        wall(table)
    # What the sweeps ask: whose files are due, since when, and at which number.
    open_to("recado_house", "media_at_meta", rights="SELECT", columns="tenant_id, channel_id, state, due_at, created_at")


def _uploads() -> None:
    op.create_table(
        "media_uploads",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_media_uploads")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"], ["media_files.tenant_id", "media_files.id"], name=op.f("fk_media_uploads_tenant_id_file_id")
        ),
        sa.CheckConstraint(KINDS, name=op.f("ck_media_uploads_kind")),
    )
    op.create_index("ix_media_uploads_kept_until", "media_uploads", ["tenant_id", "kept_until"])
    op.create_index("ix_media_uploads_file", "media_uploads", ["tenant_id", "file_id"])


def _at_meta() -> None:
    op.create_table(
        "media_at_meta",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default="due", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("meta_media_id", sa.Text(), nullable=True),
        sa.Column("known_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_media_at_meta")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"], name=op.f("fk_media_at_meta_tenant_id_channel_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"],
            ["media_files.tenant_id", "media_files.id"],
            name=op.f("fk_media_at_meta_tenant_id_file_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("tenant_id", "channel_id", "file_id", name=op.f("uq_media_at_meta_tenant_id_channel_id_file_id")),
        sa.CheckConstraint("state IN ('due', 'claimed', 'parked', 'known', 'failed')", name=op.f("ck_media_at_meta_state")),
    )
    op.create_index(
        "ix_media_at_meta_open", "media_at_meta", ["tenant_id", "due_at"], postgresql_where=sa.text("state IN ('due', 'claimed')")
    )
    op.create_index("ix_media_at_meta_parked", "media_at_meta", ["tenant_id", "channel_id"], postgresql_where=sa.text("state = 'parked'"))
    op.create_index("ix_media_at_meta_file", "media_at_meta", ["tenant_id", "file_id"])
