"""The list as attendants read it: its order, its pages, and what it can be narrowed to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.conversations.models import Conversation
from app.core.clock import now
from app.core.permissions import Role
from app.core.work import Office
from tests import builders
from tests.conversations.conftest import Desk, a_desk

LIST = "/api/conversations"


async def some(office: Office, desk: Desk, many: int) -> list[Conversation]:
    """Newest last; every second pair was last active at the very same moment."""
    moment = now()
    return [
        await builders.a_conversation(office, desk.channel, f"55219888800{n:02}", last_activity_at=moment + timedelta(seconds=n // 2))
        for n in range(many)
    ]


def ids(answered: httpx.Response) -> list[str]:
    assert answered.status_code == 200, answered.text
    return [one["id"] for one in answered.json()["data"]]


async def test_newest_activity_comes_first_by_either_way_of_paging(office: Office, desk: Desk) -> None:
    made = await some(office, desk, 7)
    wanted = [str(one.id) for one in sorted(made, key=lambda one: (one.last_activity_at, one.id), reverse=True)]

    numbered = [await desk.get(LIST, page=page, limit=3) for page in (1, 2, 3)]
    first = await desk.get(LIST, limit=3)
    second = await desk.get(LIST, limit=3, cursor=first.json()["next_cursor"])
    third = await desk.get(LIST, limit=3, cursor=second.json()["next_cursor"])

    assert [one for page in numbered for one in ids(page)] == wanted
    assert ids(first) + ids(second) + ids(third) == wanted
    assert third.json()["next_cursor"] is None
    assert numbered[1].json()["pagination"] == {"page": 2, "limit": 3, "total": 7, "pages": 3, "is_exact": True}
    assert second.json()["pagination"] is None


async def test_a_conversation_shows_all_the_contract_names(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel, labels=["VIP"], unread_count=2)
    message = builders.a_message(thread, "Olá " * 100)
    async with office.for_tenant(desk.tenant.id) as work:
        work.session.add(message)
        await work.session.flush()
        await work.session.execute(builders.LAST_LINE, {"message_id": message.id, "id": thread.id})

    shown = (await desk.get(f"{LIST}/{thread.id}")).json()

    assert shown == (await desk.get(LIST)).json()["data"][0]
    assert shown["contact"] == {
        "id": str(thread.contact_id),
        "name": "Ana Souza",
        "phone": "+5521988887777",
        "wa_id": "5521988887777",
        "username": None,
        "group_id": None,
        "marketing_opted_out_at": None,
    }
    assert shown["number"]["phone_number_id"] == "106540352242922"
    assert shown["last_message"]["preview"] == ("Olá " * 100)[:140]
    assert shown["last_message_at"] == shown["last_message"]["created_at"]
    assert (shown["unread_count"], shown["labels"], shown["status"]) == (3, ["VIP"], "open")
    expected = thread.last_inbound_at + timedelta(hours=24) if thread.last_inbound_at else None
    assert expected is not None
    assert shown["window_expires_at"] == expected.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"ana", "bia", "caio"}),
        ({"status": "closed"}, {"caio"}),
        ({"assigned_to": "me"}, {"ana"}),
        ({"assigned_to": "none"}, {"bia", "caio"}),
        ({"unread": "true"}, {"bia"}),
        ({"unread": "false"}, {"ana", "caio"}),
        ({"label": "VIP"}, {"ana"}),
        ({"q": "BIA"}, {"bia"}),
        ({"q": "98888-0001"}, set()),
        ({"q": "988880001"}, {"bia"}),
        ({"q": "%"}, set()),
        ({"archived": "true"}, {"dora"}),
        ({"status": "open", "unread": "true", "q": "b"}, {"bia"}),
    ],
)
async def test_the_list_can_be_narrowed(office: Office, desk: Desk, query: dict[str, str], found: set[str]) -> None:
    features: dict[str, dict[str, Any]] = {
        "ana": {"assigned_to": desk.attendant.id, "labels": ["VIP"]},
        "bia": {"unread_count": 3},
        "caio": {"status": "closed"},
        "dora": {"archived": True},
    }
    for n, (name, columns) in enumerate(features.items()):
        await builders.a_conversation(office, desk.channel, f"552198888000{n}", name=name, **columns)

    answered = await desk.get(LIST, **query)

    assert {one["contact"]["name"] for one in answered.json()["data"]} == found
    assert answered.json()["pagination"]["total"] == len(found)


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"page": 0},
        {"page": 9999, "limit": 100},
        {"cursor": "nonsense"},
        {"cursor": "ção"},
        {"status": "gone"},
        {"assigned_to": "her"},
        {"unread": "perhaps"},
        {"q": "a\x00b"},
        {"label": "a\x00b"},
        {"q": "x" * 101},
    ],
)
async def test_what_makes_no_sense_is_told_so(desk: Desk, query: dict[str, object]) -> None:
    answered = await desk.get(LIST, **query)

    assert (answered.status_code, answered.json()["code"]) == (422, "VALIDATION_ERROR")
    assert answered.json()["details"]


async def test_somebody_without_the_right_may_not_read(office: Office, client: httpx.AsyncClient) -> None:
    desk = await a_desk(office, client, "pousada-serena", "206540352242922", Role.AGENT)
    thread = await builders.a_conversation(office, desk.channel)

    for path in (LIST, f"{LIST}/{thread.id}", f"{LIST}/{thread.id}/messages"):
        answered = await desk.get(path)
        assert (answered.status_code, answered.json()["code"]) == (403, "PERMISSION_DENIED")


async def test_a_thread_is_read_backwards(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel)
    moment = now().replace(microsecond=0)
    said = [builders.a_message(thread, str(n), said_at=moment + timedelta(seconds=n // 2)) for n in range(5)]
    async with office.for_tenant(desk.tenant.id) as work:
        work.session.add_all(said)
    path = f"{LIST}/{thread.id}/messages"

    first = (await desk.get(path, limit=2)).json()
    second = (await desk.get(path, limit=2, before=first["data"][-1]["id"])).json()
    third = (await desk.get(path, limit=2, before=second["data"][-1]["id"])).json()

    pages = [[one["content"]["text"] for one in page["data"]] for page in (first, second, third)]
    assert (pages, [page["has_more"] for page in (first, second, third)]) == ([["4", "3"], ["2", "1"], ["0"]], [True, True, False])
    assert first["data"][0]["created_at"] == said[4].said_at.isoformat().replace("+00:00", "Z")
    strange = await desk.get(path, before=str(UUID(int=7)))
    assert strange.status_code == 404


async def test_why_a_message_failed_is_said_in_the_readers_language(office: Office, desk: Desk) -> None:
    thread = await builders.a_conversation(office, desk.channel)
    failed = builders.a_message(thread, status="failed", direction="outbound", error={"code": 131047, "title": "Re-engagement message"})
    async with office.for_tenant(desk.tenant.id) as work:
        work.session.add(failed)
    path = f"{LIST}/{thread.id}/messages"

    portuguese = (await desk.get(path)).json()["data"][0]["error"]
    desk.headers["Accept-Language"] = "en"
    english = (await desk.get(path)).json()["data"][0]["error"]

    assert (portuguese["code"], portuguese["title"]) == (131047, "Re-engagement message")
    assert portuguese["message"] != english["message"]
    assert " " in portuguese["message"]
