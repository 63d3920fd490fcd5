"""Keeps what Meta says of numbers, templates and accounts, and tells the admins."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import house, wall

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def upgrade() -> None:
    _notices()
    _templates()
    _numbers()


def _notices() -> None:
    for table, of_tenant in (("notices", True), ("house_notices", False)):
        tenant = [sa.Column("tenant_id", sa.Uuid(), nullable=False)] if of_tenant else []
        keys = [column.name for column in tenant]
        unique = f"uq_{table}_{'tenant_id_' if of_tenant else ''}kind_subject"
        op.create_table(
            table,
            *tenant,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("kind", sa.Text(), nullable=False),
            sa.Column("subject", sa.Text(), nullable=False),
            sa.Column("severity", sa.Text(), nullable=False),
            sa.Column("details", JSONB, nullable=False),
            sa.Column("state", sa.Text(), nullable=False),
            sa.Column("count", sa.Integer(), nullable=False),
            sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("closed_by", sa.Uuid(), nullable=True),
            sa.PrimaryKeyConstraint(*keys, "id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint(*keys, "kind", "subject", name=op.f(unique)),
        )
    op.create_index("ix_notices_last_at", "notices", ["tenant_id", sa.text("last_at DESC"), sa.text("id DESC")])
    wall("notices")
    house("house_notices")


def _templates() -> None:
    op.create_table(
        "templates",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("waba_id", sa.Text(), nullable=False),
        sa.Column("meta_template_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("explanation", JSONB, nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("category_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_category", sa.Text(), nullable=True),
        sa.Column("next_category_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("quality_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("components", JSONB, nullable=True),
        sa.Column("components_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_templates")),
        sa.UniqueConstraint("tenant_id", "waba_id", "meta_template_id", name=op.f("uq_templates_tenant_id_waba_id_meta_template_id")),
    )
    wall("templates")


def _numbers() -> None:
    op.add_column("channels", sa.Column("meta_facts", JSONB, server_default="{}", nullable=False))
    op.add_column("channels", sa.Column("cannot_send_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("channels", sa.Column("cannot_send_because", sa.Text(), nullable=True))
    op.add_column("channels", sa.Column("cannot_send_code", sa.Integer(), nullable=True))
    op.add_column("channels", sa.Column("standing_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("channels", sa.Column("former_signer", sa.Text(), nullable=True))
    # The door must know whose signature counted before a number changed its Meta app. The policy is there already.
    op.execute("GRANT SELECT (former_signer) ON channels TO recado_house")
