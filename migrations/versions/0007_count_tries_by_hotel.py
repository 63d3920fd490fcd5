"""Lets a try to sign in say at which hotel it was, so that going well at one forgives nothing at another."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in_attempts", sa.Column("tenant_id", sa.Uuid(), nullable=True))
