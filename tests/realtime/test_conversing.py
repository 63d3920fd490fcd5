"""Rooms, typing and who is looking: what is said on the socket and kept nowhere."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import msgspec
import pytest

from app.core.ids import new_id
from app.core.permissions import Role
from app.core.work import Office
from app.settings import Settings
from app.users.models import User
from tests import builders
from tests.realtime.conftest import Browser, Enter, Hotel, a_hotel, guest_writes, serving


@pytest.fixture
async def colleague(worker: Office, hotel: Hotel) -> User:
    return await builders.a_user(worker, hotel.tenant, Role.MANAGER)


async def test_what_a_worker_says_reaches_browsers_of_every_process_once(
    worker: Office, settings: Settings, hotel: Hotel, enter: Enter, colleague: User, stack: AsyncExitStack
) -> None:
    other = await stack.enter_async_context(serving(settings))
    here, there = await enter(hotel.attendant), await enter(colleague, other)
    await here.ask("join_conversation", {"conversation_id": str(hotel.conversation.id)})

    message = await guest_writes(worker, hotel, "Tem vaga?")

    for browser in (here, there):
        assert await browser.until("head") == {"event_id": 2}
        assert [event for event, _body in browser.logged()] == ["message:new", "conversation:updated"]
        (said,) = browser.of("message:new")
        assert (said["id"], said["event_id"], said["content"]) == (str(message.id), 1, {"text": "Tem vaga?"})
        (summary,) = browser.of("conversation:updated")
        assert (summary["unread_count"], summary["last_message"]["preview"], summary["event_id"]) == (1, "Tem vaga?", 2)
    await there.close()


async def test_a_neighbour_hears_nothing(worker: Office, hotel: Hotel, enter: Enter) -> None:
    neighbour = await a_hotel(worker, "pousada-serena", "206540352242922")
    ours, theirs = await enter(hotel.attendant), await enter(neighbour.attendant)

    await guest_writes(worker, hotel)
    await guest_writes(worker, neighbour)

    await theirs.until("head")
    await ours.until("head")
    assert {body["conversation_id"] for body in theirs.of("message:new")} == {str(neighbour.conversation.id)}
    assert {body["conversation_id"] for body in ours.of("message:new")} == {str(hotel.conversation.id)}


async def test_a_number_that_is_connected_later_is_heard_soon(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, worker: Office, hotel: Hotel, enter: Enter, stack: AsyncExitStack
) -> None:
    from app.conversations import sockets

    monkeypatch.setattr(sockets, "LOOK_FOR_NUMBERS_SECONDS", 0.1)
    browser = await enter(hotel.attendant, await stack.enter_async_context(serving(settings)))
    second = await builders.a_channel(worker, hotel.tenant, "306540352242922")
    thread = await builders.a_conversation(worker, second, "5521977776666")
    await asyncio.sleep(0.5)

    await guest_writes(worker, hotel, conversation=thread)

    assert (await browser.until("message:new"))["channel_id"] == str(second.id)
    await browser.close()


@pytest.mark.parametrize("event", ["join_conversation", "conversation:join"])
@pytest.mark.parametrize("form", ["object", "camel", "bare"])
async def test_joining_is_answered_as_event_and_acknowledgement(hotel: Hotel, enter: Enter, event: str, form: str) -> None:
    wanted = str(hotel.conversation.id)
    payload = {"object": {"conversation_id": wanted}, "camel": {"conversationId": wanted}, "bare": wanted}[form]
    browser = await enter(hotel.attendant)

    answered = await browser.ask(event, payload)

    assert answered == await browser.until("joined_conversation")
    assert answered["conversation_id"] == wanted
    assert answered["viewers"] == [str(hotel.attendant.id)]


async def test_a_neighbour_s_conversation_is_one_that_does_not_exist(worker: Office, hotel: Hotel, enter: Enter) -> None:
    neighbour = await a_hotel(worker, "pousada-serena", "206540352242922")
    browser = await enter(hotel.attendant)

    theirs = await browser.ask("join_conversation", {"conversation_id": str(neighbour.conversation.id)})
    nobodys = await browser.ask("join_conversation", {"conversation_id": str(new_id())})

    blank = {"identifier": "", "timestamp": "", "request_id": ""}
    assert theirs["code"] == "NOT_FOUND"
    assert theirs | blank == nobodys | blank
    assert len(browser.of("error")) == 2


async def test_a_malformed_join_is_told_so(hotel: Hotel, enter: Enter) -> None:
    browser = await enter(hotel.attendant)

    wrong: list[object] = [None, {}, [], 7, "x", {"conversation_id": 5}, {"conversation_id": "no-id"}]
    for payload in wrong:
        assert (await browser.ask("join_conversation", payload))["code"] == "VALIDATION_ERROR"
    assert (await browser.until("error", 7))["details"][0]["field"] == "conversation_id"


async def test_typing_is_heard_by_others_in_the_room_only(hotel: Hotel, enter: Enter, colleague: User) -> None:
    writer, reader, outside = await enter(hotel.attendant), await enter(colleague), await enter(colleague)
    for browser in (writer, reader):
        await browser.ask("join_conversation", str(hotel.conversation.id))

    await writer.socket.emit("typing_start", {"conversation_id": str(hotel.conversation.id)})
    await writer.socket.emit("typing_stop", {"conversation_id": str(hotel.conversation.id)})

    await reader.until("user_typing", 2)
    told = {"conversation_id": str(hotel.conversation.id), "user_id": str(hotel.attendant.id)}
    assert reader.of("user_typing") == [told | {"typing": True}, told | {"typing": False}]
    await reader.until("user:typing", 2)
    assert reader.of("user:typing") == reader.of("user_typing")
    await writer.ask("ping", {})
    assert writer.of("user_typing") == outside.of("user_typing") == []


async def test_typing_needs_the_room_and_some_patience(hotel: Hotel, enter: Enter) -> None:
    browser = await enter(hotel.attendant)
    wanted = {"conversation_id": str(hotel.conversation.id)}

    assert (await browser.ask("typing_start", wanted))["code"] == "NOT_FOUND"
    await browser.ask("join_conversation", wanted)
    answers = [await browser.ask("typing_start", wanted) for _ in range(10)]

    assert answers[:9] == [None] * 9
    assert answers[9]["code"] == "RATE_LIMIT_EXCEEDED"
    assert answers[9]["retry_after"] >= 1


async def test_others_see_who_looks_and_who_left(hotel: Hotel, enter: Enter, colleague: User) -> None:
    first, second = await enter(hotel.attendant), await enter(colleague)
    await first.ask("join_conversation", str(hotel.conversation.id))

    joined = await second.ask("join_conversation", str(hotel.conversation.id))

    both = sorted([str(hotel.attendant.id), str(colleague.id)])
    assert joined["viewers"] == both
    assert (await first.until("presence")) == {"conversation_id": str(hotel.conversation.id), "viewers": both}
    assert second.of("presence") == []
    await second.close()
    assert (await first.until("presence", 2))["viewers"] == [str(hotel.attendant.id)]


async def test_leaving_ends_the_room(hotel: Hotel, enter: Enter, colleague: User) -> None:
    writer, reader = await enter(hotel.attendant), await enter(colleague)
    for browser in (writer, reader):
        await browser.ask("join_conversation", str(hotel.conversation.id))

    left = await reader.ask("leave_conversation", {"conversation_id": str(hotel.conversation.id)})
    await writer.ask("typing_start", {"conversation_id": str(hotel.conversation.id)})

    assert left == {"conversation_id": str(hotel.conversation.id)} == await reader.until("left_conversation")
    assert (await writer.until("presence", 2))["viewers"] == [str(hotel.attendant.id)]
    await reader.ask("ping", {})
    assert reader.of("user_typing") == []


async def test_without_redis_one_still_connects_joins_and_resumes(
    deaf: Settings, worker: Office, hotel: Hotel, browsers: Callable[[str], Browser], enter: Enter, stack: AsyncExitStack
) -> None:
    browser = await enter(hotel.attendant, await stack.enter_async_context(serving(deaf)))

    joined = await browser.ask("join_conversation", str(hotel.conversation.id))
    await guest_writes(worker, hotel)
    resumed = await browser.ask("resume", {"last_event_id": 0})

    assert joined["viewers"] == [str(hotel.attendant.id)]
    assert [event["event"] for event in resumed["events"]] == ["message:new", "conversation:updated"]
    await browser.close()


@pytest.fixture
def deaf(settings: Settings) -> Settings:
    """Settings whose Redis nobody answers for."""
    return msgspec.structs.replace(settings, redis_url="redis://127.0.0.1:9/0")
