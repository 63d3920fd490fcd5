"""Keeps what Meta says of numbers, templates and accounts, and tells the admins."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
