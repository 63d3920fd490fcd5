"""Lets the house see whether somebody may still work, and find quickly whom something changed for."""

from alembic import op

from migrations.walls import open_to

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No name, e-mail or hash: only what decides whether a session still lets its owner in.
    open_to("recado_house", "users", rights="SELECT", columns="tenant_id, id, role, is_active, must_change_password, updated_at")
    # Every process asks twice a second what changed since; without these it reads both tables whole.
    op.create_index("ix_users_updated_at", "users", ["updated_at"])
    op.create_index("ix_tenants_updated_at", "tenants", ["updated_at"])
