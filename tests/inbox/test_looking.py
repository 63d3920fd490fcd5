"""Looking into the inbox by the doors: one's own letters, the house's view of all, and never a neighbour's."""

import json
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.channels.models import Channel
from app.core.clock import now
from app.core.permissions import Role
from app.core.work import Office
from app.inbox import sweeping, unclaimed
from tests.builders import a_channel, a_tenant, a_user, an_operator, signed_in
from tests.inbox.meta import NEIGHBOURS_SECRET, PLATFORM_SECRET, SAID_AT, a_body, a_change, a_text, post, say
from tests.inbox.rows import drain_all, letters, rows, texts

Headers = dict[str, str]


async def an_admin(office: Office, client: httpx.AsyncClient, channel: Channel, role: Role = Role.TENANT_ADMIN) -> Headers:
    async with office.for_house() as work:
        slug = await work.session.scalar(text("SELECT slug FROM tenants WHERE id = :id"), {"id": channel.tenant_id})
    tenant = type("Hotel", (), {"id": channel.tenant_id, "slug": slug})
    return await signed_in(client, await a_user(office, tenant, role))  # type: ignore[arg-type]


@pytest.fixture
async def admin(office: Office, client: httpx.AsyncClient, channel: Channel) -> Headers:
    return await an_admin(office, client, channel)


@pytest.fixture
async def operator(office: Office, client: httpx.AsyncClient) -> Headers:
    return await signed_in(client, await an_operator(office))


async def listed(client: httpx.AsyncClient, headers: Headers, **query: Any) -> list[dict[str, Any]]:
    answered = await client.get("/api/inbox", params=query, headers=headers)
    assert answered.status_code == 200, answered.text
    found: list[dict[str, Any]] = answered.json()["data"]
    return found


async def of_both(client: httpx.AsyncClient, channel: Channel, neighbour: Channel) -> None:
    """A letter for each of two hotels."""
    await say(client, channel, a_text("nossa"))
    body = a_body(a_change(neighbour, messages=[a_text("deles")]))
    assert (await post(client, body, NEIGHBOURS_SECRET)).status_code == 200


async def test_a_hotel_sees_its_own_letters_and_no_others_by_any_filter(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, admin: Headers
) -> None:
    await of_both(client, channel, neighbour)
    ids = dict(await letters(office, "SELECT source_id, id FROM inbox"))
    theirs = ids[neighbour.phone_number_id]

    assert [one["source_id"] for one in await listed(client, admin)] == [channel.phone_number_id]
    assert await listed(client, admin, number=neighbour.phone_number_id) == []
    assert await listed(client, admin, number=neighbour.waba_id) == []
    assert [one["id"] for one in await listed(client, admin, state="new", kind="message", before=theirs + 5)] == [
        ids[channel.phone_number_id]
    ]
    for path in (f"/api/inbox/{theirs}", f"/api/inbox/{theirs}/raw"):
        assert (await client.get(path, headers=admin)).status_code == 404
        assert (await client.get(path.replace(str(theirs), str(ids[channel.phone_number_id])), headers=admin)).status_code == 200
    assert (await client.get("/api/inbox/unclaimed", headers=admin)).status_code == 403
    assert (await client.get("/api/inbox/counts", headers=admin)).json()["new"] == 1


async def test_a_hotel_puts_no_neighbours_letter_back(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, admin: Headers
) -> None:
    await of_both(client, channel, neighbour)
    await drain_all(office)
    everything = {"states": ["done", "failed", "kept"], "since": "2020-01-01T00:00:00Z"}
    theirs = await letters(office, f"SELECT id FROM inbox WHERE source_id = '{neighbour.phone_number_id}'")  # noqa: S608 - ours

    by_id = await client.post("/api/inbox/replay", json={"states": ["done"], "ids": theirs}, headers=admin)
    by_number = await client.post("/api/inbox/replay", json=everything | {"number": neighbour.phone_number_id}, headers=admin)
    counted = await client.post("/api/inbox/replay", json=everything | {"dry_run": True}, headers=admin)
    of_all = await client.post("/api/inbox/replay", json=everything, headers=admin)

    assert [one.json()["letters"] for one in (by_id, by_number, counted, of_all)] == [0, 0, 1, 1]
    states = await letters(office, "SELECT source_id, state FROM inbox")
    assert dict(states) == {channel.phone_number_id: "new", neighbour.phone_number_id: "done"}


async def test_the_table_itself_is_shut_behind_a_hotels_walls(office: Office, channel: Channel) -> None:
    for statement in (
        "SELECT 1 FROM inbox",
        "UPDATE inbox SET state = 'new'",
        "DELETE FROM own_letters",
        "UPDATE own_letters SET body = ''",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with office.for_tenant(channel.tenant_id) as work:
                await work.session.execute(text(statement))


async def test_attendants_look_into_no_letters(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    attendant = await an_admin(office, client, channel, Role.ATTENDANT)

    answers = [
        await client.get(path, headers=attendant) for path in ("/api/inbox", "/api/inbox/counts", "/api/inbox/1", "/api/inbox/1/raw")
    ]
    answers.append(await client.post("/api/inbox/replay", json={}, headers=attendant))

    assert {answered.status_code for answered in answers} == {403}


async def test_what_came_for_the_hotel_before_stays_with_it_when_a_number_changes_hands(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, admin: Headers
) -> None:
    await say(client, channel, a_text("segredo do hóspede"))
    await say(client, channel, a_text("ainda na caixa"))
    (first, second) = await letters(office, "SELECT id FROM inbox ORDER BY id")
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE inbox SET state = 'failed' WHERE id = :id"), {"id": first})
    async with office.for_tenant(channel.tenant_id) as work:
        await work.session.execute(text("DELETE FROM channels"))
        await work.session.execute(text("DELETE FROM waba_claims"))
    taker = await a_channel(office, await a_tenant(office, "hotel-novo"), channel.phone_number_id, waba_id=channel.waba_id, app_secret=None)
    theirs = await an_admin(office, client, taker)
    await sweeping.hand_over_claimed(office)
    await drain_all(office)

    assert await texts(office, taker.tenant_id) == []
    assert await listed(client, theirs) == []
    assert (await client.get(f"/api/inbox/{first}", headers=theirs)).status_code == 404
    tried = await client.post("/api/inbox/replay", json={"ids": [first, second]}, headers=theirs)
    by_house = await client.post("/api/inbox/replay", json={"ids": [first, second]}, headers=await house_headers(office, client, "mending"))
    assert (tried.json()["letters"], by_house.json()["letters"]) == (0, 0)
    assert await listed(client, admin) == []


async def house_headers(office: Office, client: httpx.AsyncClient, reason: str) -> Headers:
    return await signed_in(client, await an_operator(office)) | {"X-Act-Reason": reason}


async def test_a_super_admin_sees_all_and_opening_one_is_written_down(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, operator: Headers
) -> None:
    await of_both(client, channel, neighbour)
    all_of = await listed(client, operator)
    theirs = next(one for one in all_of if one["tenant_id"] == str(neighbour.tenant_id))

    unexplained = await client.get(f"/api/inbox/{theirs['id']}", headers=operator)
    explained = await client.get(f"/api/inbox/{theirs['id']}", headers=operator | {"X-Act-Reason": "chamado 7"})

    assert len(all_of) == 2
    assert (unexplained.status_code, unexplained.json()["code"]) == (403, "REASON_REQUIRED")
    assert explained.json()["json"]["message"]["text"]["body"] == "deles"
    book = await rows(office, neighbour.tenant_id, "SELECT action, reason, details ->> 'letter_id' FROM audit_entries")
    assert book == [("inbox.read", "chamado 7", str(theirs["id"]))]
    assert await rows(office, channel.tenant_id, "SELECT action FROM audit_entries") == []


async def test_inside_a_hotel_a_super_admin_sees_what_the_hotel_sees(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel, operator: Headers
) -> None:
    await of_both(client, channel, neighbour)
    inside = operator | {"X-Tenant-Slug": str(channel.tenant_id), "X-Act-Reason": "chamado 8"}

    assert [one["source_id"] for one in await listed(client, inside)] == [channel.phone_number_id]


async def test_pages_go_on_where_they_ended(client: httpx.AsyncClient, channel: Channel, admin: Headers) -> None:
    await say(client, channel, *(a_text(str(number), at=SAID_AT + number) for number in range(5)))

    first = (await client.get("/api/inbox", params={"limit": 3}, headers=admin)).json()
    rest = (await client.get("/api/inbox", params={"limit": 3, "before": first["next"]}, headers=admin)).json()

    ids = [one["id"] for one in first["data"] + rest["data"]]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest["next"]) == (5, None)


async def test_a_span_has_its_beginning_and_not_its_end(
    office: Office, client: httpx.AsyncClient, channel: Channel, admin: Headers
) -> None:
    await say(client, channel, a_text("na hora"))
    noon = now().replace(microsecond=0) - timedelta(hours=2)
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE inbox SET received_at = :noon"), {"noon": noon})
    hour = timedelta(hours=1)

    spans = {"from noon": (noon, noon + hour), "until noon": (noon - hour, noon), "empty": (noon, noon)}
    found = {
        name: len(await listed(client, admin, since=since.isoformat(), until=until.isoformat())) for name, (since, until) in spans.items()
    }

    assert found == {"from noon": 1, "until noon": 0, "empty": 0}
    assert (await client.get("/api/inbox", params={"since": "2026-01-01T00:00:00"}, headers=admin)).status_code == 422


async def test_three_megabytes_of_rubbish_are_shown_safely(office: Office, client: httpx.AsyncClient, operator: Headers) -> None:
    rubbish = b"\x1b[2J\xff\x00<script>\xe2\x80\xae" * 150_000
    assert (await post(client, rubbish, PLATFORM_SECRET)).status_code == 200
    (letter_id,) = await letters(office, "SELECT id FROM inbox")
    headers = operator | {"X-Act-Reason": "chamado 9"}

    shown = (await client.get(f"/api/inbox/{letter_id}", headers=headers)).json()
    kept = await client.get(f"/api/inbox/{letter_id}/raw", headers=headers)

    assert (shown["kind"], shown["size"], shown["is_cut"], shown["json"]) == ("raw", len(rubbish), True, None)
    assert len(shown["text"]) < 2_000_000
    assert shown["text"].startswith("\\x1b[2J\\xff\\x00<script>\\u202e")
    assert kept.content == rubbish
    assert kept.headers["content-disposition"].startswith("attachment")
    assert (kept.headers["content-type"], kept.headers["x-content-type-options"]) == ("application/octet-stream", "nosniff")


async def test_unclaimed_numbers_are_listed_until_they_are_claimed_and_then_arrive(
    office: Office, client: httpx.AsyncClient, operator: Headers
) -> None:
    for said in ("antes", "de vocês"):
        body = a_body(a_change("999000111", messages=[a_text(said)]))
        assert (await post(client, body, PLATFORM_SECRET)).status_code == 200
    await drain_all(office)
    for _again in range(2):
        await unclaimed.tell(office)
    told = "SELECT subject, state, count FROM house_notices WHERE kind = 'unclaimed-number'"
    assert await letters(office, told) == [("999000111", "open", 1)]

    before = (await client.get("/api/inbox/unclaimed", headers=operator)).json()["data"]
    channel = await a_channel(office, await a_tenant(office), "999000111", app_secret=None)
    await sweeping.hand_over_claimed(office)
    await drain_all(office)
    after = (await client.get("/api/inbox/unclaimed", headers=operator)).json()["data"]

    (number,) = before
    assert (number["source_id"], number["letters"], number["waba_id"]) == ("999000111", 2, "9999000111")
    assert number["first_at"] <= number["last_at"]
    assert number["display_phone_number"] == "552133330001"
    assert await texts(office, channel.tenant_id) == ["antes", "de vocês"]
    assert after == []
    await unclaimed.tell(office)
    assert await letters(office, told) == [("999000111", "resolved", 1)]


async def test_ids_beyond_the_columns_are_not_there(client: httpx.AsyncClient, channel: Channel, admin: Headers) -> None:
    for path in (f"/api/inbox/{2**70}", "/api/inbox/0", f"/api/inbox/{2**70}/raw"):
        assert (await client.get(path, headers=admin)).status_code == 404
    asked = await client.post("/api/inbox/replay", content=json.dumps({"ids": [2**62]}), headers=admin)
    assert msgspec.json.decode(asked.content)["letters"] == 0


async def test_a_page_is_whole_however_many_letters_of_others_lie_between(
    office: Office, client: httpx.AsyncClient, channel: Channel, admin: Headers
) -> None:
    for said in ("primeira", "segunda"):
        await say(client, channel, a_text(said))
        others = "SELECT 'x', 'message', uuidv7(), '{}' FROM generate_series(1, 5000)"
        await rows(office, channel.tenant_id, f"INSERT INTO inbox (source_id, kind, key, body) {others}")

    (second,) = await listed(client, admin, limit=1)
    (first,) = await listed(client, admin, limit=1, before=second["id"])

    assert [one["id"] for one in await listed(client, admin)] == [second["id"], first["id"]]
    assert await listed(client, admin, before=first["id"]) == []
