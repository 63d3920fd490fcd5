"""Lets people look into the inbox, put letters back, and follow one message all the way."""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
