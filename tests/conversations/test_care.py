"""Marking, handing on and putting away, and what everybody else hears of it."""

from datetime import timedelta

import pytest

from app.core.clock import now
from app.core.ids import new_id
from app.core.work import Office
from tests import builders
from tests.conversations.conftest import Desk, a_desk

LIST = "/api/conversations"


async def heads(desk: Desk) -> int:
    return int((await desk.get("/api/events", since=0)).json()["up_to"])


async def test_reading_resets_the_count_and_is_told_once(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel, unread_count=4)

    first = await desk.post(f"{LIST}/{thread.id}/read")
    second = await desk.post(f"{LIST}/{thread.id}/read")

    assert (first.status_code, first.json()["unread_count"]) == (200, 0)
    assert second.json() == first.json()
    assert await heads(desk) == 1


async def test_unread_is_something_to_come_back_to(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel)

    marked = await desk.post(f"{LIST}/{thread.id}/unread")
    again = await desk.post(f"{LIST}/{thread.id}/unread")

    assert marked.json()["unread_count"] == again.json()["unread_count"] == 1
    assert await heads(desk) == 1


async def test_only_what_is_named_changes(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel, labels=["VIP"])
    path = f"{LIST}/{thread.id}"

    changed = (await desk.patch(path, assigned_to=str(desk.attendant.id), priority="high")).json()
    taken = (await desk.patch(path, assigned_to=None, labels=["VIP", " VIP ", "grupo"])).json()
    nothing = (await desk.patch(path)).json()

    assert (changed["assigned_to"], changed["priority"], changed["labels"]) == (str(desk.attendant.id), "high", ["VIP"])
    assert (taken["assigned_to"], taken["priority"], taken["labels"]) == (None, "high", ["VIP", "grupo"])
    assert nothing == taken
    assert await heads(desk) == 2


async def test_older_clients_may_write_in_camel_case(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel)

    changed = await desk.patch(f"{LIST}/{thread.id}", assignedTo=str(desk.attendant.id))

    assert changed.json()["assigned_to"] == str(desk.attendant.id)


async def test_sleeping_and_waking_go_together(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel)
    path, later = f"{LIST}/{thread.id}", (now() + timedelta(hours=2)).isoformat()

    asleep = (await desk.patch(path, snoozed_until=later)).json()
    awake = (await desk.patch(path, snoozed_until=None)).json()
    closed = (await desk.patch(path, status="closed")).json()

    assert (asleep["status"], asleep["snoozed_until"] is not None) == ("snoozed", True)
    assert (awake["status"], awake["snoozed_until"]) == ("open", None)
    assert (closed["status"], closed["snoozed_until"]) == ("closed", None)


@pytest.mark.parametrize(
    "body",
    [
        {"status": "gone"},
        {"status": "snoozed"},
        {"snoozed_until": "2020-01-01T00:00:00Z"},
        {"snoozed_until": "2999-01-01T00:00:00"},
        {"snoozed_until": "9999-12-31T23:59:59-12:00"},
        {"snoozed_until": "0001-01-01T00:00:00+12:00"},
        {"assigned_to": "7f2c9f0e-0000-7000-8000-000000000000"},
        {"labels": [""]},
        {"labels": ["a\x00b"]},
        {"labels": ["x" * 51]},
        {"labels": [str(n) for n in range(21)]},
        {"priority": "enormous"},
        {"unread_count": 3},
        {"archived": "yes"},
    ],
)
async def test_what_makes_no_sense_changes_nothing(office: Office, desk: Desk, body: dict[str, object]) -> None:
    thread = await builders.a_conversation(office, desk.channel)

    answered = await desk.patch(f"{LIST}/{thread.id}", **body)

    assert (answered.status_code, answered.json()["code"]) == (422, "VALIDATION_ERROR")
    assert await heads(desk) == 0


async def test_a_colleague_of_a_neighbour_is_as_unknown_as_nobody(office: Office, desk: Desk) -> None:
    neighbour = await a_desk(office, desk.client, "pousada-serena", "206540352242922")
    thread = await builders.a_conversation(office, desk.channel)

    theirs = await desk.patch(f"{LIST}/{thread.id}", assigned_to=str(neighbour.attendant.id))
    nobodys = await desk.patch(f"{LIST}/{thread.id}", assigned_to=str(new_id()))

    assert theirs.status_code == nobodys.status_code == 422
    assert theirs.json()["details"] == nobodys.json()["details"]


async def test_a_guest_has_at_most_one_open_conversation(office: Office, desk: Desk) -> None:
    closed = await builders.a_conversation(office, desk.channel, status="closed")
    await builders.another_conversation(office, closed)

    answered = await desk.patch(f"{LIST}/{closed.id}", status="open")

    assert (answered.status_code, answered.json()["code"]) == (409, "CONFLICT")
    assert await heads(desk) == 0
