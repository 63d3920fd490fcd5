"""Keeps templates as Meta defines them, what they are filled from, and when each account was last asked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import open_to, wall

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def upgrade() -> None:
    op.add_column("templates", sa.Column("definition", JSONB, nullable=True))
    op.add_column("templates", sa.Column("parameter_format", sa.Text(), nullable=True))
    op.add_column("templates", sa.Column("sub_category", sa.Text(), nullable=True))
    op.add_column("templates", sa.Column("ttl_seconds", sa.Integer(), nullable=True))
    op.add_column("templates", sa.Column("sources", JSONB, server_default="{}", nullable=False))
    op.add_column("templates", sa.Column("header_file_id", sa.Uuid(), nullable=True))
    op.add_column("templates", sa.Column("header_filename", sa.Text(), nullable=True))
    op.add_column("templates", sa.Column("library_key", sa.Text(), nullable=True))
    op.add_column("templates", sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("templates", sa.Column("edits", postgresql.ARRAY(sa.DateTime(timezone=True)), server_default="{}", nullable=False))
    op.add_column("templates", sa.Column("name_blocked_until", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_templates_tenant_id_header_file_id"),
        "templates",
        "media_files",
        ["tenant_id", "header_file_id"],
        ["tenant_id", "id"],
    )
    op.create_index(
        "ix_templates_header_file", "templates", ["tenant_id", "header_file_id"], postgresql_where=sa.text("header_file_id IS NOT NULL")
    )
    op.create_table(
        "template_syncs",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("waba_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "waba_id"],
            ["waba_claims.tenant_id", "waba_claims.waba_id"],
            name=op.f("fk_template_syncs_tenant_id_waba_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "waba_id", name=op.f("pk_template_syncs")),
    )
    wall("template_syncs")
    open_to("recado_house", "template_syncs", rights="SELECT", columns="tenant_id, waba_id, due_at")
