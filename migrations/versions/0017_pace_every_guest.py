"""Paces guests and portfolios beside numbers, and lets what must wait wait where nobody looks for work."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import house, wall

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What waits for a moment is `held` and leaves the index of what may go: 50,000 that wait cost a claim nothing.
    op.drop_constraint(op.f("ck_outbox_state"), "outbox", type_="check")
    op.create_check_constraint(op.f("ck_outbox_state"), "outbox", "state IN ('due', 'held', 'claimed', 'calling', 'uncertain', 'done')")
    op.add_column("outbox", sa.Column("held_for", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("template", sa.Text(), nullable=True))
    op.drop_index("ix_outbox_open", "outbox")
    op.drop_index("ix_outbox_due_at", "outbox")
    op.create_index("ix_outbox_due", "outbox", ["tenant_id", "channel_id", "lane", "id"], postgresql_where=sa.text("state = 'due'"))
    op.create_index("ix_outbox_held", "outbox", ["tenant_id", "channel_id", "due_at"], postgresql_where=sa.text("state = 'held'"))
    op.create_index("ix_outbox_busy", "outbox", ["tenant_id", "channel_id"], postgresql_where=sa.text("state IN ('claimed', 'calling')"))
    op.create_index("ix_outbox_uncertain", "outbox", ["tenant_id", "calling_at"], postgresql_where=sa.text("state = 'uncertain'"))
    # Every letter is written four times and then lies still. At PostgreSQL's own fifth a million done ones would hide 200,000 dead.
    op.execute("ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000)")
    op.add_column("channels", sa.Column("campaigns_held_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("channels", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("channels", sa.Column("sender", sa.Uuid(), nullable=True))
    op.add_column("channels", sa.Column("sender_until", sa.DateTime(timezone=True), nullable=True))
    _guests()
    _portfolios()


def _guests() -> None:
    # Without a foreign key: checking it would lock conversations after letters, which is the wrong way round.
    op.create_table(
        "outbox_guests",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_outbox_guests")),
    )
    # Written anew with every message, on its own page.
    op.execute("ALTER TABLE outbox_guests SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1)")
    wall("outbox_guests")


def _portfolios() -> None:
    op.create_table(
        "portfolios",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolios")),
    )
    house("portfolios")
    op.create_table(
        "portfolio_guests",
        sa.Column("portfolio_id", sa.Text(), nullable=False),
        sa.Column("guest", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["portfolio_id"], ["portfolios.id"], name=op.f("fk_portfolio_guests_portfolio_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("portfolio_id", "guest", name=op.f("pk_portfolio_guests")),
    )
    op.create_index("ix_portfolio_guests_at", "portfolio_guests", ["portfolio_id", "at"])
    house("portfolio_guests")
