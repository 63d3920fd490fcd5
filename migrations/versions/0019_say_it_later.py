"""Keeps what is to be said later, what people have sent by hand, and how far guests know that they were read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import open_to, wall

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _scheduled_messages()
    _hand_sends()
    _read_marks()


def _scheduled_messages() -> None:
    """On the message itself: it fires by becoming a pending one, in the commit that posts its letter."""
    op.add_column("messages", sa.Column("fires_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("schedule", postgresql.JSONB(), nullable=True))
    op.create_check_constraint(op.f("ck_messages_fires_at"), "messages", "(status = 'scheduled') = (fires_at IS NOT NULL)")
    # Neither names the status: an index on it would make every receipt that climbs write to all indexes of its message.
    op.create_index("ix_messages_fires_at", "messages", ["fires_at"], postgresql_where=sa.text("fires_at IS NOT NULL"))
    op.create_index(
        "ix_messages_scheduled",
        "messages",
        ["tenant_id", "conversation_id", "fires_at"],
        postgresql_where=sa.text("fires_at IS NOT NULL"),
    )
    op.add_column("conversations", sa.Column("awaits_guest", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    # The sweep of the house sees what is scheduled, and of that when: not what it says.
    op.execute("GRANT SELECT (tenant_id, id, fires_at) ON messages TO recado_house")
    op.execute("CREATE POLICY house_scheduled ON messages FOR SELECT TO recado_house USING (fires_at IS NOT NULL)")


def _hand_sends() -> None:
    op.create_table(
        "hand_sends",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_hand_sends")),
    )
    op.create_index("ix_hand_sends_at", "hand_sends", ["tenant_id", "at"])
    op.create_index("ix_hand_sends_user", "hand_sends", ["tenant_id", "user_id", "at"])
    wall("hand_sends")


def _read_marks() -> None:
    op.create_table(
        "read_marks",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("wamid", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("typing_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_read_marks")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "id"],
            ["conversations.tenant_id", "conversations.id"],
            name=op.f("fk_read_marks_tenant_id_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "channel_id"], ["channels.tenant_id", "channels.id"], name=op.f("fk_read_marks_tenant_id_channel_id")
        ),
    )
    op.create_index("ix_read_marks_due_at", "read_marks", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    wall("read_marks")
    open_to("recado_house", "read_marks", rights="SELECT", columns="tenant_id, id, due_at")
