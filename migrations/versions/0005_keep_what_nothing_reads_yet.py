"""Gives the inbox a state for letters that nothing reads yet, and waiting ones an hour to be looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATES = "state IN ('new', 'done', 'failed', 'waiting', 'unclaimed', 'kept')"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_inbox_state"), "inbox", type_="check")
    op.create_check_constraint(op.f("ck_inbox_state"), "inbox", STATES, postgresql_not_valid=True)
    op.execute("ALTER TABLE inbox VALIDATE CONSTRAINT ck_inbox_state")
    op.add_column("inbox", sa.Column("look_again_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_inbox_look_again", "inbox", ["look_again_at"], postgresql_where=sa.text("state = 'waiting'"))
    op.drop_index("ix_inbox_aside", "inbox")
    op.create_index(
        "ix_inbox_aside", "inbox", ["state", "source_id", "id"], postgresql_where=sa.text("state IN ('failed', 'unclaimed', 'kept')")
    )
