"""Lets the lists of unread and of assigned conversations, and the count of unread messages, cost what they show."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_conversations_unread",
        "conversations",
        ["tenant_id", sa.text("last_activity_at DESC"), sa.text("id DESC")],
        postgresql_include=["unread_count"],
        postgresql_where=sa.text("unread_count > 0"),
    )
    op.create_index(
        "ix_conversations_assigned_to",
        "conversations",
        ["tenant_id", "assigned_to", sa.text("last_activity_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("assigned_to IS NOT NULL"),
    )
