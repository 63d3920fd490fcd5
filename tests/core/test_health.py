"""Liveness, readiness by dependency, and who may see the figures."""

import httpx
import msgspec
import pytest
from litestar import Litestar
from prometheus_client import CollectorRegistry, Counter
from sqlalchemy import text

from app.core.counting import Tally
from app.core.work import Office
from app.main import create_app
from app.settings import Settings


async def asked(app: Litestar, path: str, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 40000))  # type: ignore[arg-type]  # litestar's scope is a narrower dict
    async with httpx.AsyncClient(transport=transport, base_url="http://recado.test") as client:
        return await client.get(path, headers=headers)


async def test_alive_and_ready(app: Litestar) -> None:
    assert (await asked(app, "/health")).json() == {"status": "ok"}
    ready = await asked(app, "/health/ready")

    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert {name: one["status"] for name, one in ready.json()["dependencies"].items()} == {"postgres": "up", "redis": "up"}


@pytest.mark.parametrize(
    ("away", "status", "word"),
    [({"redis_url": "redis://127.0.0.1:9/0"}, 200, "degraded"), ({"database_url": "postgresql://a:b@127.0.0.1:9/none"}, 503, "down")],
)
async def test_only_postgres_is_vital(settings: Settings, away: dict[str, str], status: int, word: str) -> None:
    app = create_app(msgspec.structs.replace(settings, **away))
    async with app.lifespan():
        ready = await asked(app, "/health/ready")

    assert (ready.status_code, ready.json()["status"]) == (status, word)
    if status == 503:
        assert ready.json()["code"] == "DATABASE_UNAVAILABLE"
        assert ready.json()["dependencies"]["redis"]["status"] == "up"


async def test_figures_are_for_our_own_network_only(app: Litestar) -> None:
    shown = await asked(app, "/metrics")
    forwarded = await asked(app, "/metrics", **{"X-Forwarded-For": "198.51.100.4"})

    assert "recado_sockets" in shown.text
    assert forwarded.status_code == 404


async def test_figures_of_workers_outlive_them_and_stand_beside_our_own(app: Litestar, office: Office) -> None:
    registry = CollectorRegistry()
    counter = Counter("recado_webhooks", "As the API names one of its own.", ["outcome"], registry=registry)
    counter.labels("tried").inc(3)
    first = Tally("inbound", registry)
    await first.bring(office)
    counter.labels("tried").inc(2)
    await first.bring(office)
    await first.bring(office)
    # Another process of the same worker begins at nothing and adds.
    await Tally("inbound", registry).bring(office)

    shown = (await asked(app, "/metrics")).text

    assert 'recado_webhooks_total{outcome="tried",worker="inbound"} 10.0' in shown
    assert shown.count("# TYPE recado_webhooks_total counter") == 1
    assert "recado_tables_read 1.0" in shown
    assert "recado_inbox_oldest_new_seconds 0.0" in shown


async def test_nobody_makes_as_many_series_as_there_are_names(app: Litestar, office: Office) -> None:
    """Fields are named by whoever signs, and what nothing reads is kept."""
    columns = "SELECT '1', 'field:strange_' || n, n::text, '' FROM generate_series(1, 500) AS n"
    async with office.engine.begin() as line:
        await line.execute(text(f"INSERT INTO inbox (source_id, kind, key, body) {columns}"))
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE inbox SET state = 'kept'"))

    shown = (await asked(app, "/metrics")).text

    assert shown.count("strange_") == 30
    assert 'recado_inbox_letters_set_aside{kind="others",state="kept"} 470.0' in shown


async def test_figures_are_shown_though_postgres_is_away(settings: Settings) -> None:
    app = create_app(msgspec.structs.replace(settings, database_url="postgresql://a:b@127.0.0.1:9/none"))
    async with app.lifespan():
        shown = (await asked(app, "/metrics")).text

    assert "recado_tables_read 0.0" in shown
    assert "recado_sockets" in shown
