"""The way of one message as its page shows it: call by call, letter by letter, step by step."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.core.permissions import Role
from app.core.work import Office
from app.outbox import call_log
from app.settings import Settings
from tests.builders import a_user, signed_in
from tests.inbox.meta import a_body, a_change, a_status, post
from tests.inbox.rows import drain_all
from tests.outbox.front_desk import Hotel
from tests.outbox.wire import accepted, refused, wired_to


@pytest.fixture
async def admin(office: Office, client: httpx.AsyncClient, hotel: Hotel) -> dict[str, str]:
    return await signed_in(client, await a_user(office, hotel.tenant, Role.TENANT_ADMIN))


async def test_a_message_shows_its_whole_way(
    office: Office, client: httpx.AsyncClient, hotel: Hotel, settings: Settings, admin: dict[str, str]
) -> None:
    said = (await hotel.says(await hotel.has_guest())).message
    refusals = [refused(131016)]

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return refusals.pop() if refusals else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
    wamid = str((await hotel.message(said.id)).wamid)
    for status in ("delivered", "read"):
        assert (await post(client, a_body(a_change(hotel.channel, statuses=[a_status(wamid, status)])))).status_code == 200
    await drain_all(office)

    trace = (await client.get(f"/api/messages/{said.id}/trace", headers=admin)).json()

    assert [(call["outcome"], call["code"]) for call in trace["calls"]] == [("refused", 131016), ("sent", None)]
    assert all(call["took_ms"] is not None and call["http_status"] for call in trace["calls"])
    assert [(letter["says"], letter["state"]) for letter in trace["letters"]] == [("delivered", "done"), ("read", "done")]
    assert all(letter["waited_ms"] >= 0 for letter in trace["letters"])
    assert {step["status"] for step in trace["steps"]} == {"pending", "sent", "delivered", "read"}
    assert (trace["sending"]["state"], trace["sending"]["attempts"]) == ("done", 1)
    # Both receipts came in one set, and so are one step.
    kinds = [event["kind"] for event in trace["events"]]
    assert (kinds[0], kinds.count("message:status")) == ("message:new", 2)
    assert "text" not in trace
    assert "Bom dia" not in str(trace)


async def test_attendants_and_neighbours_see_no_trace(office: Office, client: httpx.AsyncClient, hotel: Hotel, settings: Settings) -> None:
    said = (await hotel.says(await hotel.has_guest())).message
    attendant = await signed_in(client, await a_user(office, hotel.tenant, Role.ATTENDANT, email="outra@hotel.example"))

    assert (await client.get(f"/api/messages/{said.id}/trace", headers=attendant)).status_code == 403


async def test_calls_are_forgotten_by_age(hotel: Hotel, settings: Settings) -> None:
    await hotel.says(await hotel.has_guest())

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
    await call_log.prune(hotel.office, keep_days=1)
    assert len(await hotel.rows("SELECT * FROM graph_calls")) == 1

    # Its id says when it was made: two days ago, 48 bits of milliseconds.
    ago = int(timedelta(days=2).total_seconds() * 1000)
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        hexed = "lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint - :ago), 12, '0')"
        await work.session.execute(
            text(f"UPDATE graph_calls SET id = ({hexed} || substr(replace(id::text, '-', ''), 13))::uuid"),  # noqa: S608 - ours
            {"ago": ago},
        )
    await call_log.prune(hotel.office, keep_days=1)
    assert await hotel.rows("SELECT * FROM graph_calls") == []
