"""Lets a number be held for a while, and the house mark for many hotels at once what is being called."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import open_to

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channels", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    # One statement opens the calls of all hotels of a process; what they say stays behind their walls.
    open_to("recado_house", "outbox", rights="UPDATE", columns="state, lease_until")
