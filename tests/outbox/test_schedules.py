"""Saying it later: at a time and in a zone that people mean, listed, changed, taken back, and looked at again when it is due."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from app.core.clock import now
from app.core.errors import ConflictError, IdempotencyMismatchError
from app.core.ids import new_id
from app.core.permissions import Role
from app.messages.composing.later import Schedule
from app.messages.composing.moments import moment, shown, zone_of
from tests.builders import a_user, signed_in
from tests.conftest import Listener
from tests.outbox.front_desk import ANA, BRUNO, Hotel
from tests.outbox.postponed import IN_AN_HOUR, SAID, fire, in_zulu, is_due, letters, post, schedules

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
YEAR = now().year + 1


@pytest.fixture
async def headers(hotel: Hotel, client: httpx.AsyncClient) -> dict[str, str]:
    return await signed_in(client, await a_user(hotel.office, hotel.tenant, Role.MANAGER))


async def test_what_is_scheduled_is_told_and_listed_and_is_no_line_of_the_thread(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str], listener: Listener
) -> None:
    thread = await hotel.has_guest()
    local = (now().astimezone(SAO_PAULO) + timedelta(days=2)).strftime("%Y-%m-%dT15:00")

    answered = await post(client, headers, thread, {"at": local})
    message = answered.json()
    listed = (await client.get(f"/api/conversations/{thread}/scheduled", headers=headers)).json()
    everywhere = (await client.get("/api/scheduled", headers=headers)).json()
    history = (await client.get(f"/api/conversations/{thread}/messages", headers=headers)).json()

    assert (answered.status_code, message["status"], message["can"]) == (201, "scheduled", ["cancel"])
    at = datetime.fromisoformat(local).replace(tzinfo=SAO_PAULO).astimezone(UTC).isoformat().replace("+00:00", "Z")
    assert message["schedule"] == {
        "timezone": "America/Sao_Paulo", "at": at, "local": local, "when": None, "until": None, "fired_at": None,
    }  # fmt: skip
    assert listed["data"] == everywhere["data"] == [message]
    assert everywhere["guests"][str(thread)]["phone"] == f"+{ANA}"
    assert history["data"] == []
    assert await letters(hotel) == 0
    assert (await hotel.rows("SELECT last_message_id FROM conversations")) == [(None,)]
    missed = (await client.get("/api/events?since=0", headers=headers)).json()["events"]
    assert [(event["event"], event["data"]["status"]) for event in missed] == [("scheduled:updated", "scheduled")]


BAD: list[tuple[Any, str, str]] = [
    ({"at": "2020-01-01T10:00"}, "at", "past"),
    ({"at": f"{YEAR + 9}-11-22T10:00"}, "at", "too_far"),
    ({"at": "9999-12-31T23:59"}, "at", "value"),
    ({"at": "0001-01-01T00:00+14:00"}, "at", "value"),
    ({"at": "amanhã às 15h"}, "at", "value"),
    ({"at": "2026-11-23"}, "at", "value"),
    ({"at": f"{YEAR}-02-30T10:00"}, "at", "value"),
    ({"at": f"{YEAR}-01-30T10:00", "timezone": "America/Rio"}, "timezone", "value"),
    ({"at": f"{YEAR}-01-30T10:00", "timezone": "../../etc/passwd"}, "timezone", "value"),
    ({"at": f"{YEAR}-01-30T10:00", "timezone": "a\u0000b"}, "timezone", "value"),
    ({"at": f"{YEAR}-01-30T10:00", "timezone": ""}, "timezone", "value"),
    ({"at": f"{YEAR}-01-30T10:00", "timezone": "localtime"}, "timezone", "value"),
    ({}, "at", "missing"),
    ({"timezone": "UTC"}, "at", "missing"),
    ({"at": f"{YEAR}-01-30T10:00", "when": "guest_writes"}, "at", "value"),
    ({"at": f"{YEAR}-01-30T10:00", "until": f"{YEAR}-01-31T10:00"}, "until", "value"),
    ({"when": "guest_writes", "until": "2020-01-01T10:00"}, "until", "past"),
]


async def test_what_cannot_be_a_time_is_refused_with_its_field(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    thread = await hotel.has_guest()

    for schedule, field, kind in BAD:
        refused = await post(client, headers, thread, schedule)
        (detail,) = refused.json()["details"]
        assert (refused.status_code, detail["field"], detail["type"]) == (422, f"body.schedule.{field}", kind), (schedule, refused.text)
        assert not detail["message"].startswith("detail-"), schedule
    for shapeless in ("amanhã", {"at": 5}, {"when": "never"}, {"at": f"{YEAR}-01-30T10:00", "zone": "UTC"}, {"at": "2" * 41}):
        assert (await post(client, headers, thread, shapeless)).status_code == 422, shapeless

    assert await hotel.rows("SELECT 1 FROM messages") == []


@pytest.mark.parametrize(
    ("written", "zone", "at"),
    [
        ("2026-07-01T15:00", "Europe/Lisbon", "2026-07-01T14:00"),
        ("2026-07-01T15:00-03:00", "Europe/Lisbon", "2026-07-01T18:00"),
        ("2026-03-08T02:30", "America/New_York", "2026-03-08T07:30"),  # skipped: 03:30 it is
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30"),  # comes twice: the first
        ("2026-11-01T01:30-05:00", "America/New_York", "2026-11-01T06:30"),  # the second, said so
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45"),  # half an hour is skipped there
    ],
)
def test_a_time_of_day_is_the_zones(written: str, zone: str, at: str) -> None:
    assert moment(written, zone_of(zone)) == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_shown_as_what_it_becomes() -> None:
    zone = zone_of("America/New_York")

    assert shown(moment("2026-03-08T02:30", zone), zone) == "2026-03-08T03:30"


async def test_when_its_time_comes_it_is_said_once(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    thread = await hotel.has_guest()
    message = await schedules(hotel, thread)
    await fire(hotel)
    assert (await hotel.message(message.id)).status == "scheduled", "not before its time"

    await is_due(hotel)
    await asyncio.gather(*(fire(hotel) for _ in range(4)))

    row = await hotel.message(message.id)
    assert (row.status, row.fires_at, (await hotel.letter(message.id)).state) == ("pending", None, "due")
    assert await hotel.rows("SELECT last_message_id FROM conversations") == [(message.id,)]
    history = (await client.get(f"/api/conversations/{thread}/messages", headers=headers)).json()
    assert [(one["id"], one["schedule"]["fired_at"] is not None) for one in history["data"]] == [(str(message.id), True)]
    events = (await client.get("/api/events?since=0", headers=headers)).json()["events"]
    assert {event["event"] for event in events} == {"scheduled:updated", "message:new", "conversation:updated"}
    assert {event["data"]["status"] for event in events if event["event"] != "conversation:updated"} == {"pending"}
    assert (await client.get("/api/scheduled", headers=headers)).json()["data"] == []


async def test_what_is_said_late_stands_below_what_was_said_before_it(hotel: Hotel) -> None:
    thread = await hotel.has_guest()
    scheduled = await schedules(hotel, thread)
    before = await hotel.says(thread, "Um momento.")
    await is_due(hotel)
    await fire(hotel)

    lines = await hotel.rows("SELECT id FROM messages ORDER BY said_at, id")
    assert [row.id for row in lines] == [before.message.id, scheduled.id]


async def test_a_country_that_changes_its_clocks_meanwhile_moves_what_is_scheduled(hotel: Hotel) -> None:
    message = await schedules(hotel, await hotel.has_guest(), at=(now().astimezone(SAO_PAULO) + IN_AN_HOUR).strftime("%Y-%m-%dT%H:%M"))
    right = message.fires_at
    await is_due(hotel)  # as under the rules of the day when it was written
    await fire(hotel)

    row = await hotel.message(message.id)
    assert (row.status, row.fires_at) == ("scheduled", right)


async def test_it_can_be_changed_until_it_is_said(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    message = await schedules(hotel, await hotel.has_guest(), at=f"{YEAR}-06-01T15:00")
    path = f"/api/scheduled/{message.id}"

    moved = (await client.patch(path, json={"timezone": "Europe/Lisbon"}, headers=headers)).json()
    later = (await client.patch(path, json={"at": f"{YEAR}-06-02T09:30"}, headers=headers)).json()
    reworded = (await client.patch(path, json={"content": {"text": "Outra coisa"}}, headers=headers)).json()
    waiting = (await client.patch(path, json={"when": "guest_writes"}, headers=headers)).json()
    refused = [await client.patch(path, json=body, headers=headers) for body in ({"at": "2020-01-01T10:00"}, {"content": ""}, {"x": 1})]

    assert (moved["schedule"]["local"], moved["schedule"]["at"]) == (f"{YEAR}-06-01T15:00", f"{YEAR}-06-01T14:00:00Z")
    assert (later["schedule"]["at"], later["schedule"]["timezone"]) == (f"{YEAR}-06-02T08:30:00Z", "Europe/Lisbon")
    assert (reworded["content"], reworded["schedule"]) == ({"text": "Outra coisa"}, later["schedule"])
    assert (waiting["schedule"]["when"], waiting["schedule"]["at"]) == ("guest_writes", None)
    assert await hotel.rows("SELECT awaits_guest FROM conversations") == [(True,)]
    assert [one.status_code for one in refused] == [422] * 3
    assert refused[0].json()["details"][0]["field"] == "body.at"

    taken = [await client.delete(path, headers=headers) for _ in range(2)]
    assert [(one.status_code, one.json()["status"]) for one in taken] == [(200, "cancelled")] * 2
    assert (await client.patch(path, json={"at": f"{YEAR}-06-02T09:30"}, headers=headers)).status_code == 409
    await is_due_never(hotel)


async def is_due_never(hotel: Hotel) -> None:
    await fire(hotel)
    assert await letters(hotel) == 0
    assert await hotel.rows("SELECT fires_at FROM messages WHERE fires_at IS NOT NULL") == []


async def test_what_was_said_can_neither_be_changed_nor_taken_back(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    message = await schedules(hotel, await hotel.has_guest())
    await is_due(hotel)
    await fire(hotel)

    path = f"/api/scheduled/{message.id}"
    answers = [await client.patch(path, json={"content": "Não"}, headers=headers), await client.delete(path, headers=headers)]
    never = await hotel.says(await hotel.has_guest(BRUNO))

    assert [one.status_code for one in answers] == [409, 409]
    assert (await client.delete(f"/api/scheduled/{never.message.id}", headers=headers)).status_code == 404
    assert (await client.delete(f"/api/scheduled/{new_id()}", headers=headers)).status_code == 404


async def test_pages_go_on_where_they_ended(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    thread = await hotel.has_guest()
    for hour in (3, 1, 2):
        await schedules(hotel, thread, f"Em {hour} h", at=in_zulu(timedelta(hours=hour)))

    pages: list[list[str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await client.get(f"/api/scheduled?limit=2{cursor and f'&cursor={cursor}'}", headers=headers)).json()
        pages.append([one["content"]["text"] for one in page["data"]])
        cursor = page["next_cursor"]

    assert pages == [["Em 1 h", "Em 2 h"], ["Em 3 h"]]


async def test_the_same_key_schedules_once_and_another_time_is_another_request(hotel: Hotel) -> None:
    thread = await hotel.has_guest()
    first = await hotel.says(thread, SAID, "tap-1", schedule=Schedule(at=f"{YEAR}-06-01T15:00"))
    again = await hotel.says(thread, SAID, "tap-1", schedule=Schedule(at=f"{YEAR}-06-01T15:00"))

    assert (first.is_new, again.is_new, again.message.id) == (True, False, first.message.id)
    with pytest.raises(IdempotencyMismatchError):
        await hotel.says(thread, SAID, "tap-1", schedule=Schedule(at=f"{YEAR}-06-01T16:00"))
    with pytest.raises(IdempotencyMismatchError):
        await hotel.says(thread, SAID, "tap-1")


async def test_it_is_scheduled_where_the_guest_is(hotel: Hotel) -> None:
    """In a closed window, for a number that cannot send just now; not beside a thread that the guest has open."""
    await hotel.writes("UPDATE channels SET status = 'cannot_send'")
    closed = await hotel.has_guest(ANA, wrote=timedelta(days=3), status="closed")

    assert (await schedules(hotel, closed)).status == "scheduled"

    await hotel.writes(
        "INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, last_activity_at, created_at, updated_at)"
        " SELECT tenant_id, :id, channel_id, contact_id, 'open', now(), now(), now() FROM conversations",
        id=(current := new_id()),
    )
    with pytest.raises(ConflictError):
        await schedules(hotel, closed)

    await hotel.writes("UPDATE channels SET status = 'connected'")
    await hotel.writes("UPDATE conversations SET last_inbound_at = now() WHERE status = 'open'")
    await is_due(hotel)
    await fire(hotel)
    assert await hotel.rows("SELECT conversation_id, status FROM messages") == [(current, "pending")]
