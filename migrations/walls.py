"""The walls every tenant table gets, in the words of PostgreSQL."""

from alembic import op

TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid"


def wall(table: str, *, column: str = "tenant_id", rights: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Forces row level security on `table`: the app sees one tenant's rows, backups read all.

    FORCE, because the owner would otherwise step over its own walls.
    """
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} TO recado_app USING ({column} = {TENANT}) WITH CHECK ({column} = {TENANT})")
    op.execute(f"CREATE POLICY backup ON {table} FOR SELECT TO recado_backup USING (true)")
    op.execute(f"GRANT {rights} ON {table} TO recado_app")
    op.execute(f"GRANT SELECT ON {table} TO recado_backup")


def open_to(role: str, table: str, *, rights: str, columns: str | None = None) -> None:
    """Lets a role of the house over the wall of `table`, for the named rights and columns only.

    PostgreSQL grants columns for SELECT, INSERT and UPDATE; the policy covers the same commands.
    """
    for right in rights.split(", "):
        what = f"{right} ({columns})" if columns else right
        op.execute(f"GRANT {what} ON {table} TO {role}")
        condition = "WITH CHECK (true)" if right == "INSERT" else "USING (true)"
        op.execute(f"CREATE POLICY {role.removeprefix('recado_')}_{right.lower()} ON {table} FOR {right} TO {role} {condition}")


def house(table: str, *, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """A table of the house: no tenant's rows in it, so no rights for the walled role."""
    op.execute(f"GRANT {rights} ON {table} TO recado_house")
    op.execute(f"GRANT SELECT ON {table} TO recado_backup")
