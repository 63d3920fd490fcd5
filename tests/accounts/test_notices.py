"""A notice is for those who may act on it: opened once, counted while it repeats, closed by a person or by its opposite."""

from typing import Any

import httpx
import pytest

from app.core.permissions import Role
from app.core.work import Office
from app.inbox import unclaimed
from app.notices import service as notices
from app.notices.models import Severity
from app.tenants.models import Tenant
from tests.accounts.news import DIGITS, T0, Hotel
from tests.builders import a_user, an_operator, signed_in
from tests.inbox.meta import PLATFORM_SECRET, a_body, a_change, a_text, post
from tests.inbox.rows import drain_all, letters

PIN: dict[str, Any] = {"display_phone_number": DIGITS, "event": "PIN_CHANGED"}


async def tenant_of(hotel: Hotel) -> Tenant:
    async with hotel.office.for_house() as work:
        found = await work.session.get(Tenant, hotel.channel.tenant_id)
    assert found is not None
    return found


async def test_a_repeated_trouble_is_one_notice_that_counts(hotel: Hotel) -> None:
    for at in (0, 60, 60, 30):
        await hotel.is_told("security", PIN | {"seconds": at}, at=T0 + at)

    (notice,) = await hotel.notices()
    assert (notice["count"], notice["last_at"]) == (2, "2026-11-21T22:27:40Z")


async def test_dismissed_it_is_gone_until_it_happens_again(hotel: Hotel) -> None:
    await hotel.is_told("security", PIN)
    (notice,) = await hotel.notices()

    dismissed = await hotel.client.post(f"/api/notices/{notice['id']}/dismiss", headers=hotel.headers)
    again = await hotel.client.post(f"/api/notices/{notice['id']}/dismiss", headers=hotel.headers)
    await hotel.replays()
    gone = await hotel.notices()
    closed = await hotel.notices("closed")
    await hotel.is_told("security", PIN, at=T0 + 60)

    assert (dismissed.json()["state"], again.json()["state"]) == ("dismissed", "dismissed")
    assert dismissed.json()["closed_by"] is not None
    assert (gone, [one["id"] for one in closed]) == ([], [notice["id"]])
    assert [(one["id"], one["count"]) for one in await hotel.notices()] == [(notice["id"], 1)]


async def test_the_log_shows_it_to_those_who_manage_numbers_and_to_nobody_else(hotel: Hotel) -> None:
    ana = await signed_in(hotel.client, await a_user(hotel.office, await tenant_of(hotel), Role.ATTENDANT))

    await hotel.is_told("security", PIN)

    told = (await hotel.ask("/api/events?since=0"))["events"]
    hers = (await hotel.client.get("/api/events?since=0", headers=ana)).json()
    assert [event["data"]["kind"] for event in told if event["event"] == "notice:updated"] == ["security-pin"]
    assert hers["events"] == []
    assert hers["up_to"] == told[-1]["event_id"]
    assert (await hotel.client.get("/api/notices", headers=ana)).status_code == 403


@pytest.mark.parametrize("kind", ["unclaimed-number"])
async def test_the_houses_notices_are_the_super_admins(hotel: Hotel, office: Office, client: httpx.AsyncClient, kind: str) -> None:
    olga = await signed_in(client, await an_operator(office))
    for _ in range(2):
        async with office.for_house() as work:
            await notices.post_to_house(work, kind, subject="1055", details={"source": "1055"}, severity=Severity.INFO)

    (shown,) = (await client.get("/api/house/notices", headers=olga)).json()["data"]
    dismissed = await client.post(f"/api/house/notices/{shown['id']}/dismiss", headers=olga)

    assert (shown["count"], "1055" in shown["message"]) == (2, True)
    assert dismissed.json()["state"] == "dismissed"
    assert (await client.get("/api/house/notices", headers=olga)).json() == {"data": [], "open_count": 0, "worst": None}
    assert await hotel.notices() == []


async def test_the_house_is_told_of_a_number_that_is_no_hotels(hotel: Hotel, office: Office, client: httpx.AsyncClient) -> None:
    olga = await signed_in(client, await an_operator(office))
    await post(client, a_body(a_change("1055777", messages=[a_text(), a_text()])), PLATFORM_SECRET)
    await drain_all(office)

    for _ in range(2):
        await unclaimed.tell(office)
    told = (await client.get("/api/house/notices", headers=olga)).json()
    await letters(office, "DELETE FROM inbox")
    await unclaimed.tell(office)

    assert [(one["subject"], one["count"], one["details"]["letters"]) for one in told["data"]] == [("1055777", 1, 2)]
    assert (told["open_count"], told["worst"]) == (1, "warning")
    assert (await client.get("/api/house/notices", headers=olga)).json()["open_count"] == 0


async def test_what_repeats_after_its_end_opens_anew(hotel: Hotel) -> None:
    tenant_id = hotel.channel.tenant_id
    async with hotel.office.for_tenant(tenant_id) as work:
        await notices.post(work, "security-pin", subject="s", details={}, severity=Severity.WARNING)
    async with hotel.office.for_tenant(tenant_id) as work:
        await notices.clear(work, "security-pin", subject="s")
    resolved = await hotel.notices("all")
    async with hotel.office.for_tenant(tenant_id) as work:
        await notices.post(work, "security-pin", subject="s", details={}, severity=Severity.WARNING)

    assert [one["state"] for one in resolved] == ["resolved"]
    assert [(one["state"], one["count"]) for one in await hotel.notices("all")] == [("open", 1)]
