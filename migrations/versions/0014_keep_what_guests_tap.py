"""Keeps which links of marketing messages guests tapped."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_taps",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("component", sa.Text(), nullable=True),
        sa.Column("click_id", sa.Text(), nullable=True),
        sa.Column("tracking_token", sa.Text(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "channel_id"],
            ["channels.tenant_id", "channels.id"],
            name=op.f("fk_message_taps_tenant_id_channel_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "message_id"],
            ["messages.tenant_id", "messages.id"],
            name=op.f("fk_message_taps_tenant_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_message_taps")),
    )
    # Meta gives a tap no id of its own; the same letter may be read twice.
    op.create_index(
        "uq_message_taps_once",
        "message_taps",
        ["tenant_id", "channel_id", "action", "at", "click_id", "tracking_token"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_message_taps_message", "message_taps", ["tenant_id", "message_id"], postgresql_where=sa.text("message_id IS NOT NULL")
    )
    wall("message_taps")
