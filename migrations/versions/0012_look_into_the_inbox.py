"""Lets people look into the inbox, put letters back, and follow one message all the way."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import TENANT, house, open_to, wall

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# The only way behind a hotel's walls to the inbox, which is the house's: whoever forgets a condition sees no neighbour's letter.
# `security_barrier`: no condition of the reader's is tried on a row before this one.
OWN_LETTERS = f"""
CREATE VIEW own_letters WITH (security_barrier) AS
SELECT id, source_id, kind, key, received_at, body, state, attempts, error, waiting_for, look_again_at, handled_at, put_back_at
  FROM inbox
 WHERE source_id IN (
           SELECT phone_number_id FROM channels WHERE tenant_id = {TENANT}
            UNION ALL
           SELECT waba_id FROM waba_claims
            WHERE tenant_id = {TENANT} AND NOT EXISTS (SELECT FROM channels WHERE channels.phone_number_id = waba_claims.waba_id))
   AND (owner_id IS NULL OR owner_id = {TENANT})
"""

# Who gives a number up takes what came for it along: the next hotel sees none of it, whoever forgets to think of it.
LEAVE_LETTERS = """
CREATE FUNCTION leave_letters() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    former text := to_jsonb(OLD) ->> TG_ARGV[0];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.tenant_id <> NEW.tenant_id OR former <> to_jsonb(NEW) ->> TG_ARGV[0] THEN
        UPDATE inbox SET owner_id = OLD.tenant_id, state = CASE WHEN state IN ('new', 'waiting') THEN 'unclaimed' ELSE state END
         WHERE source_id = former AND owner_id IS NULL;
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    _inbox()
    _calls()
    _counts()


def _inbox() -> None:
    op.add_column("inbox", sa.Column("owner_id", sa.Uuid(), nullable=True))
    op.add_column("inbox", sa.Column("put_back_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_inbox_kept", "inbox", ["kind", "handled_at"], postgresql_where=sa.text("state = 'kept'"))
    op.create_table(
        "inbox_readers",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_inbox_readers")),
    )
    house("inbox_readers")
    op.execute(OWN_LETTERS)
    op.execute(LEAVE_LETTERS)
    open_to("recado_search", "channels", rights="SELECT", columns="tenant_id, phone_number_id")
    open_to("recado_search", "waba_claims", rights="SELECT", columns="tenant_id, waba_id")
    op.execute("GRANT SELECT ON inbox TO recado_search")
    op.execute("GRANT UPDATE (state, owner_id, put_back_at) ON inbox TO recado_search")
    op.execute("GRANT SELECT, UPDATE (state, put_back_at) ON own_letters TO recado_app")
    # How far the ids are: a hotel's list begins there.
    op.execute("GRANT SELECT ON SEQUENCE inbox_id_seq TO recado_app")
    for table, column in (("channels", "phone_number_id"), ("waba_claims", "waba_id")):
        op.execute(
            f"CREATE TRIGGER leave_letters AFTER DELETE OR UPDATE OF tenant_id, {column} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION leave_letters('{column}')"
        )
    op.execute("REVOKE ALL ON FUNCTION leave_letters() FROM PUBLIC")
    # A new owner must be allowed to create in the schema, if only for the moment of the handing over.
    op.execute("GRANT CREATE ON SCHEMA public TO recado_search")
    op.execute("ALTER VIEW own_letters OWNER TO recado_search")
    op.execute("ALTER FUNCTION leave_letters() OWNER TO recado_search")
    op.execute("REVOKE CREATE ON SCHEMA public FROM recado_search")


def _calls() -> None:
    op.create_table(
        "graph_calls",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("subcode", sa.Integer(), nullable=True),
        sa.Column("trace", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome IN ('sent', 'refused', 'unknown')", name=op.f("ck_graph_calls_outcome")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "message_id"],
            ["messages.tenant_id", "messages.id"],
            name=op.f("fk_graph_calls_tenant_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_graph_calls")),
    )
    op.create_index("ix_graph_calls_message", "graph_calls", ["tenant_id", "message_id"])
    wall("graph_calls")


def _counts() -> None:
    op.create_table(
        "worker_counts",
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("worker", "sample", "labels", name=op.f("pk_worker_counts")),
    )
    house("worker_counts")
