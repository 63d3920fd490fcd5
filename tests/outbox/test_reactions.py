"""What a hotel feels about a message: shown on it at once, told to WhatsApp, and off again if WhatsApp would not have it."""

from typing import Any

import pytest

from app.core.ids import new_id
from tests.builders import a_conversation, a_message
from tests.media.desk import Desk


async def hears(desk: Desk, said: str = "Obrigada!", **columns: Any) -> str:
    """Something that the guest wrote; its id."""
    message = a_message(desk.conversation, said, **columns)
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        work.session.add(message)
    return str(message.id)


async def reacts(desk: Desk, message_id: str, emoji: str = "👍", *, status: int = 201) -> dict[str, Any]:
    answered = await desk.says("reaction", {"message_id": message_id, "emoji": emoji})
    assert answered.status_code == status, answered.text
    told: dict[str, Any] = answered.json()
    return told


async def thread(desk: Desk) -> list[dict[str, Any]]:
    answered = await desk.client.get(f"/api/conversations/{desk.conversation.id}/messages", headers=desk.headers)
    lines: list[dict[str, Any]] = answered.json()["data"]
    return lines


async def felt(desk: Desk, message_id: str) -> list[tuple[str, str]]:
    (line,) = [one for one in await thread(desk) if one["id"] == message_id]
    return [(one["sender_type"], one["emoji"]) for one in line["reactions"]]


async def happened(desk: Desk) -> list[tuple[str, str]]:
    """The live line's log: what, and to which message."""
    events = (await desk.client.get("/api/events?since=0", headers=desk.headers)).json()["events"]
    return [(one["event"], one["data"].get("message_id") or one["data"]["id"]) for one in events]


async def test_it_stands_on_its_message_at_once_and_is_no_line_of_the_thread(desk: Desk) -> None:
    target = await hears(desk)

    reaction = await reacts(desk, target)
    await desk.delivers()

    assert (reaction["message_type"], reaction["status"], reaction["reply_to"]) == ("reaction", "pending", target)
    assert [line["id"] for line in await thread(desk)] == [target]
    assert await felt(desk, target) == [("agent", "👍")]
    assert await happened(desk) == [("message:updated", target), ("message:status", reaction["id"])]
    (sent,) = desk.sent()
    assert sent["reaction"]["emoji"] == "👍"
    assert sent["reaction"]["message_id"].startswith("wamid.")
    assert "context" not in sent
    (shown,) = (await desk.client.get("/api/conversations", headers=desk.headers)).json()["data"]
    assert shown["last_message"] is None


async def test_a_hotel_has_one_on_each_message_whoever_of_it_gives_it(desk: Desk) -> None:
    guest = {"sender_type": "contact", "sender_id": str(new_id()), "emoji": "❤️", "at": "2026-01-21T10:30:00Z", "letter": 7}
    target = await hears(desk, reactions=[guest])

    for emoji in ("👍", "🙏"):
        await reacts(desk, target, emoji)
    assert await felt(desk, target) == [("contact", "❤️"), ("agent", "🙏")]

    await reacts(desk, target, "")
    await desk.delivers()

    assert await felt(desk, target) == [("contact", "❤️")]
    assert [one["reaction"]["emoji"] for one in desk.sent()] == ["👍", "🙏", ""]


async def test_what_meta_would_not_have_comes_off_again(desk: Desk) -> None:
    target = await hears(desk)
    await reacts(desk, target, "👍")
    await desk.delivers()
    desk.faults(errors={131009: 1})

    await reacts(desk, target, "🙏")
    assert await felt(desk, target) == [("agent", "🙏")]
    await desk.delivers()

    assert await felt(desk, target) == [("agent", "👍")], "the guest's phone still shows the one before"
    assert (await happened(desk))[-1] == ("message:updated", target)


async def test_one_that_is_tried_again_stands_there_again(desk: Desk) -> None:
    target = await hears(desk)
    desk.faults(errors={131000: 1})
    reaction = await reacts(desk, target)
    await desk.does("UPDATE outbox SET attempts = 99")
    await desk.delivers()
    assert await felt(desk, target) == []
    desk.faults()

    again = await desk.client.post(f"/api/messages/{reaction['id']}/retry", headers=desk.headers)
    assert (again.status_code, again.json()["status"]) == (200, "pending"), again.text
    await desk.delivers()

    assert await felt(desk, target) == [("agent", "👍")]
    assert [one["reaction"]["emoji"] for one in desk.sent()] == ["👍"]


async def test_one_that_is_taken_back_before_it_went_comes_off(desk: Desk) -> None:
    target = await hears(desk)
    reaction = await reacts(desk, target)

    cancelled = await desk.client.post(f"/api/messages/{reaction['id']}/cancel", headers=desk.headers)
    await desk.delivers()

    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert (await felt(desk, target), desk.sent()) == ([], [])


async def test_a_later_one_stays_when_an_earlier_one_fails(desk: Desk) -> None:
    target = await hears(desk)
    first = await reacts(desk, target, "👍")
    await reacts(desk, target, "🙏")

    await desk.client.post(f"/api/messages/{first['id']}/cancel", headers=desk.headers)
    assert await felt(desk, target) == [("agent", "🙏")]
    desk.faults(errors={131009: 1})
    await desk.delivers()

    assert await felt(desk, target) == [], "nothing that was never sent comes back"


@pytest.mark.parametrize("columns", [{"message_type": "system"}, {"wamid": None}, {"message_type": "reaction"}], ids=str)
async def test_what_no_phone_lets_one_react_to_is_refused(desk: Desk, columns: dict[str, Any]) -> None:
    target = await hears(desk, **columns)

    refused = await reacts(desk, target, status=422)

    assert [(one["field"], one["type"]) for one in refused["details"]] == [("body.content.message_id", "value")]


async def test_a_message_of_another_thread_is_refused(desk: Desk) -> None:
    elsewhere = await a_conversation(desk.office, desk.channel, "5521977776666")
    message = a_message(elsewhere)
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        work.session.add(message)

    assert (await reacts(desk, str(message.id), status=422))["details"][0]["field"] == "body.content.message_id"


async def test_the_same_key_reacts_once(desk: Desk) -> None:
    target, path = await hears(desk), f"/api/conversations/{desk.conversation.id}/messages"
    body = {"type": "reaction", "content": {"message_id": target, "emoji": "👍"}}

    answers = [await desk.client.post(path, json=body, headers=desk.headers | {"Idempotency-Key": "tap-1"}) for _ in range(2)]
    other = await desk.client.post(
        path, json=body | {"content": {"message_id": target, "emoji": "🙏"}}, headers=desk.headers | {"Idempotency-Key": "tap-1"}
    )

    assert [one.status_code for one in answers] == [201, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert other.json()["code"] == "IDEMPOTENCY_MISMATCH"
