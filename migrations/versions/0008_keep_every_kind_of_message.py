"""Gives every kind of message what it needs: reactions, edits, revocations, where it came from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _what_becomes_of_messages()
    _what_they_said_before()
    op.add_column("conversations", sa.Column("free_entry_until", sa.DateTime(timezone=True), nullable=True))


def _what_becomes_of_messages() -> None:
    json = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
    op.add_column("messages", sa.Column("reactions", json, nullable=True))
    op.add_column("messages", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("origin", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("raw", json, nullable=True))
    op.create_check_constraint(op.f("ck_messages_origin"), "messages", "origin IN ('phone', 'history')", postgresql_not_valid=True)
    op.execute("ALTER TABLE messages VALIDATE CONSTRAINT ck_messages_origin")


def _what_they_said_before() -> None:
    op.create_table(
        "message_edits",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("wamid", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "message_id"],
            ["messages.tenant_id", "messages.id"],
            name=op.f("fk_message_edits_tenant_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_message_edits")),
        sa.UniqueConstraint("tenant_id", "message_id", "wamid", name=op.f("uq_message_edits_tenant_id_message_id_wamid")),
    )
    wall("message_edits")
