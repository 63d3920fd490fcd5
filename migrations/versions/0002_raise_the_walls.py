"""Raises the walls between tenants, and opens the few gates the house needs."""

from alembic import op

from migrations.walls import house, open_to, wall

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROTATE_EVENTS = """
CREATE FUNCTION rotate_events(keep_days integer DEFAULT 7, ahead_days integer DEFAULT 14) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
    partition record;
    wanted date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('recado.rotate_events'));
    -- The net below the days: an event must never be refused for want of a partition.
    IF to_regclass('public.events_rest') IS NULL THEN
        CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
        ALTER TABLE public.events_rest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    END IF;
    FOR wanted IN SELECT today + n FROM generate_series(-1, ahead_days) AS n LOOP
        IF to_regclass('public.events_' || to_char(wanted, 'YYYYMMDD')) IS NULL THEN
            EXECUTE format('CREATE TABLE public.events_%s PARTITION OF public.events FOR VALUES FROM (%L) TO (%L)',
                to_char(wanted, 'YYYYMMDD'), wanted::timestamp AT TIME ZONE 'UTC', (wanted + 1)::timestamp AT TIME ZONE 'UTC');
            -- Rows are reached through the parent, whose walls hold; nobody is granted a partition.
            EXECUTE format('ALTER TABLE public.events_%s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
                to_char(wanted, 'YYYYMMDD'));
        END IF;
    END LOOP;
    FOR partition IN
        SELECT inhrelid::regclass AS name, substring(inhrelid::regclass::text FROM '\\d{8}$')::date AS of
          FROM pg_inherits WHERE inhparent = 'public.events'::regclass AND inhrelid::regclass::text ~ '\\d{8}$'
    LOOP
        IF partition.of < today - keep_days THEN
            EXECUTE format('DROP TABLE %s', partition.name);
        END IF;
    END LOOP;
END $$
"""

SIGN_IN_CANDIDATES = """
CREATE FUNCTION sign_in_candidates(wanted_email citext, wanted_tenant uuid)
RETURNS TABLE (tenant_id uuid, user_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT users.tenant_id, users.id, users.password_hash FROM users
     WHERE users.email = wanted_email AND users.is_active AND (wanted_tenant IS NULL OR users.tenant_id = wanted_tenant)
     LIMIT 2
$$
"""

# `ILIKE` is not leakproof, so behind the walls the trigram index would not be used.
SEARCH_CONTACTS = """
CREATE FUNCTION search_contacts(words text, most integer)
RETURNS TABLE (contact_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT contacts.id FROM contacts
     WHERE contacts.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND contacts.search LIKE '%' || replace(replace(replace(lower(words), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
     LIMIT most
$$
"""


def upgrade() -> None:
    _walls()
    _house_tables()
    _gates()
    _functions()


def _walls() -> None:
    for table in (
        "channels",
        "contacts",
        "contact_identities",
        "conversations",
        "messages",
        "idempotency_keys",
        "meta_apps",
        "outbox",
        "users",
    ):
        wall(table)
    wall("waba_claims", rights="SELECT, INSERT, DELETE")
    wall("event_counters", rights="SELECT, INSERT, UPDATE")
    wall("events", rights="SELECT, INSERT")
    wall("audit_entries", rights="SELECT, INSERT")
    wall("tenants", column="id", rights="SELECT")
    op.execute("GRANT UPDATE (name, email, timezone, locale, settings, updated_at) ON tenants TO recado_app")


def _house_tables() -> None:
    for table in ("operators", "sign_in_sessions", "sign_in_attempts"):
        house(table)
    # The door may only push letters through the slot; the inbound worker alone opens the box.
    house("inbox", rights="SELECT, UPDATE, DELETE")
    op.execute("GRANT INSERT (source_id, kind, key, body) ON inbox TO recado_app")
    op.execute("GRANT SELECT ON alembic_version TO recado_backup")
    op.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO recado_backup")


def _gates() -> None:
    open_to("recado_house", "tenants", rights="SELECT, INSERT, UPDATE")
    open_to("recado_house", "channels", rights="SELECT", columns="tenant_id, id, phone_number_id, waba_id, meta_app_id, status")
    open_to("recado_house", "meta_apps", rights="SELECT")
    open_to("recado_house", "waba_claims", rights="SELECT")
    open_to("recado_house", "outbox", rights="SELECT", columns="tenant_id, id, channel_id, state, due_at, lease_until, calling_at")
    open_to("recado_search", "users", rights="SELECT", columns="tenant_id, id, email, password_hash, is_active")
    open_to("recado_search", "contacts", rights="SELECT", columns="tenant_id, id, search")


def _functions() -> None:
    for function in (ROTATE_EVENTS, SIGN_IN_CANDIDATES, SEARCH_CONTACTS):
        op.execute(function)
    signatures = {
        "rotate_events(integer, integer)": "recado_house",
        "sign_in_candidates(citext, uuid)": "recado_house",
        "search_contacts(text, integer)": "recado_app",
    }
    for signature, caller in signatures.items():
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {caller}")
    # A new owner must be allowed to create in the schema, if only for the moment of the handing over.
    op.execute("GRANT CREATE ON SCHEMA public TO recado_search")
    for signature in ("sign_in_candidates(citext, uuid)", "search_contacts(text, integer)"):
        op.execute(f"ALTER FUNCTION {signature} OWNER TO recado_search")
    op.execute("REVOKE CREATE ON SCHEMA public FROM recado_search")
    op.execute("SELECT rotate_events()")
