"""Let what was posted first go first: what was scheduled long ago and is said now is older than its letter."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    turn = ["tenant_id", "channel_id", "lane", "created_at", "id"]
    op.create_index("ix_outbox_turn", "outbox", turn, postgresql_where=sa.text("state = 'due'"))
    op.drop_index("ix_outbox_due", "outbox")
