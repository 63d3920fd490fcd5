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
