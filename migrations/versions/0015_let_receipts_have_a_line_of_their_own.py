"""Parts each number's new letters into two lines, what was said and the receipts, which two hands empty at once."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX ix_inbox_in_line ON inbox (source_id, (kind = 'status'), id) WHERE state = 'new'")
    op.execute("DROP INDEX ix_inbox_new")
