"""Lets a guest be known by every name WhatsApp gives, and remembers the ones that are no longer in use."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = "'wa_id', 'user_id', 'parent_user_id', 'group_id', 'username'"


def upgrade() -> None:
    _names_may_change_hands()
    _what_a_guest_wishes()
    _what_the_phone_sends()


def _names_may_change_hands() -> None:
    """A number is given to somebody else some day, so it may have belonged to several; to one at a time."""
    op.add_column("contact_identities", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("ck_contact_identities_kind"), "contact_identities", type_="check")
    op.create_check_constraint(op.f("ck_contact_identities_kind"), "contact_identities", f"kind IN ({KINDS})", postgresql_not_valid=True)
    op.execute("ALTER TABLE contact_identities VALIDATE CONSTRAINT ck_contact_identities_kind")
    op.create_index(
        "uq_contact_identities_current",
        "contact_identities",
        ["tenant_id", "kind", "value"],
        unique=True,
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.drop_constraint(op.f("pk_contact_identities"), "contact_identities", type_="primary")
    op.create_primary_key(op.f("pk_contact_identities"), "contact_identities", ["tenant_id", "kind", "value", "contact_id"])


def _what_a_guest_wishes() -> None:
    op.add_column("contacts", sa.Column("profiled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("booked_name", sa.Text(), nullable=True))
    op.add_column("contacts", sa.Column("marketing_opted_out_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("marketing_said_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("identity_changed_at", sa.DateTime(timezone=True), nullable=True))


def _what_the_phone_sends() -> None:
    """How far the import of a number's earlier conversations has come."""
    op.create_table(
        "history_imports",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=True),
        sa.Column("progress", sa.Integer(), server_default="0", nullable=False),
        sa.Column("messages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "id"], ["channels.tenant_id", "channels.id"], name=op.f("fk_history_imports_tenant_id_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_history_imports")),
    )
    wall("history_imports")
