"""Lets people settle what nobody is sure of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("uncertain_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("past", JSONB(), nullable=True))
    op.add_column("outbox", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("GRANT SELECT (asked_at) ON outbox TO recado_house")
    # An index that named the status would make every receipt that climbs write to all indexes of its message.
    op.create_index(
        "ix_messages_failed",
        "messages",
        ["tenant_id", sa.text("failed_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("failed_at IS NOT NULL"),
    )
