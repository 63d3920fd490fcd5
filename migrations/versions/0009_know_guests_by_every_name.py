"""Lets a guest be known by every name WhatsApp gives, and remembers the ones that are no longer in use."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
