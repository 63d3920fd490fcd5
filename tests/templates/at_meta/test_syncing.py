"""Meta's list comes here page by page; twice changes nothing, newer news stay, and what is gone is noticed."""

from sqlalchemy import text

from app.core.clock import now
from app.settings import Settings
from app.templates import service
from app.templates.service import Facet, Named
from app.templates.syncing import open_listener
from tests.simulator.hotel import a_number
from tests.templates.at_meta.conftest import NUMBER, WABA, Console


async def test_all_pages_come_once_and_a_second_time_changes_nothing(console: Console) -> None:
    for number in range(205):
        console.at_meta(f"modelo_{number:03}")

    first = await console.syncs()
    seen = await console.sees()
    second = await console.syncs()

    assert (first["found"], first["changed"], first["gone"], first["trouble"]) == (205, 205, 0, None)
    assert (second["found"], second["changed"], second["gone"]) == (205, 0, 0)
    assert [one["name"] for one in seen] == [f"modelo_{number:03}" for number in range(205)]
    assert await console.sees() == seen
    whole = await console.get("GET", f"/{seen[0]['id']}")
    assert whole["definition"] == console.meta.templates.find(WABA, "modelo_000", "pt_BR").components  # type: ignore[union-attr]
    assert whole["places"] == [{"path": "body.guest", "type": "text", "required": True, "example": "Ana"}]
    assert whole["preview"]["text"] == "Olá, Ana! Seu quarto está pronto e esperando."


async def test_what_changed_at_meta_changes_here_and_the_admins_are_told(console: Console) -> None:
    template = console.at_meta("chegada")
    await console.syncs()
    template.status, template.quality, template.category = "PAUSED", "RED", "MARKETING"

    synced = await console.syncs()

    (seen,) = await console.sees()
    assert (synced["changed"], seen["status"], seen["usable"], seen["quality"], seen["category"]) == (
        1,
        "PAUSED",
        False,
        "RED",
        "MARKETING",
    )
    notices = (await console.client.get("/api/notices", headers=console.headers)).json()["data"]
    assert sorted(notice["kind"] for notice in notices) == ["template-category", "template-quality", "template-status"]


async def test_a_first_list_is_no_news(console: Console) -> None:
    console.at_meta("antiga", status="REJECTED", quality="RED")

    await console.syncs()

    assert (await console.client.get("/api/notices", headers=console.headers)).json()["data"] == []


async def test_what_a_webhook_told_since_stays(console: Console) -> None:
    template = console.at_meta("chegada")
    await console.syncs()
    which = Named(WABA, template.template_id, "chegada", "pt_BR")
    async with console.office.for_tenant(console.tenant_id) as work:
        later = now().replace(year=now().year + 1)
        await service.note(work, which, Facet.STATUS, {"status": "DISABLED", "reason": None, "explanation": None}, at=later)

    await console.syncs()

    assert (await console.sees())[0]["status"] == "DISABLED"


async def test_one_that_meta_has_no_more_is_marked_and_no_other(console: Console) -> None:
    gone, kept = console.at_meta("velha"), console.at_meta("nova")
    await console.syncs()
    console.meta.templates.remove(gone)
    async with console.office.for_tenant(console.tenant_id) as work:
        # Known for longer than this round.
        await work.session.execute(text("UPDATE templates SET created_at = created_at - interval '1 hour'"))

    first, second = await console.syncs(), await console.syncs()

    assert (first["gone"], second["gone"]) == (1, 0)
    assert {one["name"]: one["status"] for one in await console.sees()} == {"nova": kept.status, "velha": "DELETED"}


async def test_a_dead_token_is_told_in_words_and_nothing_is_lost(console: Console) -> None:
    console.at_meta("chegada")
    await console.syncs()
    console.meta.put_number(a_number(NUMBER, business_account_id=WABA, access_token="EAAG-another"))

    synced = await console.syncs()

    assert synced["trouble"] == "The hotel's connection to WhatsApp has expired. An admin must reconnect it."
    assert [one["status"] for one in await console.sees()] == ["APPROVED"]


async def test_the_worker_lists_what_is_due_and_leaves_it_for_a_day(console: Console, settings: Settings) -> None:
    console.at_meta("chegada")

    async with open_listener(console.office, settings) as listener:
        await listener.sweep()
        after = await console.sees()
        console.at_meta("saida")
        await listener.sweep()
        not_yet = await console.sees()
        async with console.office.for_tenant(console.tenant_id) as work:
            await service.ask_soon(work, WABA)
        await listener.sweep()

    assert [one["name"] for one in after] == [one["name"] for one in not_yet] == ["chegada"]
    assert [one["name"] for one in await console.sees()] == ["chegada", "saida"]
