"""What guests see before they are answered: blue ticks once for each turn of theirs, and that somebody is typing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.core.clock import now
from app.core.permissions import Role
from app.core.queue import serve
from app.core.work import Office
from app.messages.sending.marks import MOST_WAITING, Marks
from app.settings import Settings
from app.whatsapp.client import GraphClient
from simulator import letters
from simulator.meta import Meta
from tests.builders import a_user, signed_in
from tests.inbox.meta import a_text, say
from tests.inbox.rows import drain_all
from tests.outbox.front_desk import ANA, Hotel, until
from tests.outbox.wire import Wire, refused
from tests.realtime.conftest import Browser, serving, token_of
from workers.outbound import open_post

SINCE = "UPDATE read_marks SET {} = {} - interval '10 minutes' WHERE {} IS NOT NULL"


async def told(_body: dict[str, Any]) -> httpx.Response:
    return httpx.Response(200, json={"success": True})


@asynccontextmanager
async def marks_by(hotel: Hotel, answer: Callable[[dict[str, Any]], Awaitable[httpx.Response]] = told) -> AsyncIterator[tuple[Marks, Wire]]:
    wire = Wire(answer)
    client = GraphClient(transport=httpx.MockTransport(wire.handle))
    marks = Marks(hotel.office, client, {"simulator": "http://127.0.0.1:9"})
    yield marks, wire
    await marks.close()
    await client.aclose()


@pytest.fixture
async def desk(hotel: Hotel, client: httpx.AsyncClient) -> Callable[[UUID, str], Awaitable[None]]:
    headers = await signed_in(client, await a_user(hotel.office, hotel.tenant, Role.MANAGER))

    async def does(thread: UUID, what: str) -> None:
        assert (await client.post(f"/api/conversations/{thread}/{what}", headers=headers)).status_code == 200

    return does


Desk = Callable[[UUID, str], Awaitable[None]]


async def guest_writes(hotel: Hotel, client: httpx.AsyncClient, *wamids: str, ago: timedelta = timedelta(0)) -> UUID:
    at = int((now() - ago).timestamp())
    await say(client, hotel.channel, *(a_text(wamid, wa_id=ANA, at=at) | {"id": wamid} for wamid in wamids))
    await drain_all(hotel.office)
    ((thread,),) = await hotel.rows("SELECT id FROM conversations")
    found: UUID = thread
    return found


async def settled(marks: Marks) -> None:
    await marks.sweep()
    if marks._tasks:
        await asyncio.wait(marks._tasks)


def read(wamid: str, **more: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "status": "read", "message_id": wamid} | more


TYPING = {"typing_indicator": {"type": "text"}}


async def test_who_is_read_is_told_so_once_for_each_turn(hotel: Hotel, client: httpx.AsyncClient, desk: Desk) -> None:
    thread = await guest_writes(hotel, client, "wamid.1", "wamid.2", "wamid.3")
    async with marks_by(hotel) as (marks, wire):
        await settled(marks)
        assert wire.asked == [], "nobody has read it"

        await asyncio.gather(*(desk(thread, "read") for _ in range(3)))
        await settled(marks)
        await desk(thread, "unread")
        await desk(thread, "read")
        await settled(marks)
        assert wire.asked == [read("wamid.3")]

        await guest_writes(hotel, client, "wamid.4")
        await desk(thread, "read")
        await asyncio.gather(settled(marks), settled(marks))
        assert wire.asked == [read("wamid.3"), read("wamid.4")]


async def test_the_job_comes_with_the_reading(hotel: Hotel, client: httpx.AsyncClient, desk: Desk) -> None:
    thread = await guest_writes(hotel, client, "wamid.1")
    async with marks_by(hotel) as (marks, wire):
        await desk(thread, "read")
        await marks.mark(str(hotel.tenant.id))
        await until(lambda: _is(wire.asked == [read("wamid.1")]))


async def _is(claim: bool) -> bool:
    return claim


async def test_what_a_dead_worker_had_in_hand_is_told_by_another(hotel: Hotel, client: httpx.AsyncClient, desk: Desk) -> None:
    thread = await guest_writes(hotel, client, "wamid.1")
    await desk(thread, "read")

    async def dies(_body: dict[str, Any]) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    async with marks_by(hotel, dies) as (dead, wire):
        await dead.sweep()
        await until(lambda: _is(len(wire.asked) == 1))
        for task in dead._tasks:
            task.cancel()
    async with marks_by(hotel) as (marks, wire):
        await settled(marks)
        assert wire.asked == [], "it may still be at it"
        await hotel.writes(SINCE.format("due_at", "due_at", "due_at"))
        await settled(marks)
        await settled(marks)
        assert wire.asked == [read("wamid.1")]
    assert await hotel.rows("SELECT due_at, marked_at IS NOT NULL FROM read_marks") == [(None, True)]


@pytest.mark.parametrize(("code", "calls"), [(131000, 2), (100, 1)])
async def test_what_passes_is_tried_again_and_what_does_not_is_let_be(
    hotel: Hotel, client: httpx.AsyncClient, desk: Desk, code: int, calls: int
) -> None:
    thread = await guest_writes(hotel, client, "wamid.1")
    await desk(thread, "read")

    async def refuses(_body: dict[str, Any]) -> httpx.Response:
        return refused(code)

    async with marks_by(hotel, refuses) as (marks, wire):
        await settled(marks)
        await settled(marks)
        assert len(wire.asked) == 1
        await hotel.writes(SINCE.format("due_at", "due_at", "due_at"))
        await settled(marks)
        assert len(wire.asked) == calls


async def test_while_the_number_cannot_be_used_it_waits_and_after_a_day_it_is_forgotten(
    hotel: Hotel, client: httpx.AsyncClient, desk: Desk
) -> None:
    thread = await guest_writes(hotel, client, "wamid.1")
    await desk(thread, "read")
    await hotel.writes("UPDATE channels SET status = 'cannot_send'")
    async with marks_by(hotel) as (marks, wire):
        await settled(marks)
        await marks.show_typing(str(hotel.tenant.id), str(thread))
        await settled(marks)
        assert wire.asked == []

        await hotel.writes("UPDATE read_marks SET asked_at = now() - interval '25 hours'")
        await settled(marks)
        await hotel.writes("UPDATE channels SET status = 'connected'")
        await settled(marks)
        assert wire.asked == []


async def test_typing_is_shown_to_who_waits_for_an_answer_and_not_again_while_they_see_it(
    hotel: Hotel, client: httpx.AsyncClient, desk: Desk
) -> None:
    thread = await guest_writes(hotel, client, "wamid.1")
    async with marks_by(hotel) as (marks, wire):

        async def somebody_types() -> None:
            await asyncio.gather(*(marks.show_typing(str(hotel.tenant.id), str(thread)) for _ in range(5)))
            await settled(marks)

        await somebody_types()
        await somebody_types()
        await desk(thread, "read")
        await settled(marks)
        assert wire.asked == [read("wamid.1", **TYPING)], "who is told of typing is told that they were read"

        await hotel.writes(SINCE.format("typing_at", "typing_at", "typing_at"))
        await somebody_types()
        assert len(wire.asked) == 2

        await hotel.says(thread, "Um momento")
        await hotel.writes("UPDATE messages SET status = 'sent', wamid = 'wamid.ours' WHERE direction = 'outbound'")
        await hotel.writes(SINCE.format("typing_at", "typing_at", "typing_at"))
        await somebody_types()
        assert len(wire.asked) == 2, "answered"

        await guest_writes(hotel, client, "wamid.2")
        await somebody_types()
        assert wire.asked[2:] == [read("wamid.2", **TYPING)]


async def test_typing_is_not_shown_to_who_wrote_too_long_ago_nor_to_a_neighbours_guest(hotel: Hotel, client: httpx.AsyncClient) -> None:
    thread = await guest_writes(hotel, client, "wamid.1", ago=timedelta(hours=25))
    async with marks_by(hotel) as (marks, wire):
        await marks.show_typing(str(hotel.tenant.id), str(thread))
        await marks.show_typing(str(hotel.actor.user_id), str(thread))
        await settled(marks)
        assert wire.asked == []


async def test_a_meta_that_hangs_keeps_no_job_waiting_and_no_crowd_gathers(hotel: Hotel, client: httpx.AsyncClient, desk: Desk) -> None:
    thread = await guest_writes(hotel, client, "wamid.1")
    await desk(thread, "read")

    async def hangs(_body: dict[str, Any]) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    async with marks_by(hotel, hangs) as (marks, _wire):
        async with asyncio.timeout(2):
            await marks.mark(str(hotel.tenant.id))
            for _ in range(3 * MOST_WAITING):
                await marks.show_typing(str(hotel.tenant.id), str(thread))
        assert len(marks._tasks) <= MOST_WAITING + 1
        for task in marks._tasks:
            task.cancel()


async def test_from_the_keyboard_to_the_guests_phone(
    hotel: Hotel, office: Office, wired: Settings, meta: Meta, client: httpx.AsyncClient
) -> None:
    (number,) = meta.numbers
    letter = letters.from_guest(number, meta.guests.get(ANA), {"type": "text", "text": {"body": "Oi!"}})
    on_the_phone = meta.letters.keep(letter)
    thread = await guest_writes(hotel, client, letter.wamid)
    person = await a_user(office, hotel.tenant, Role.MANAGER, email="ana@hotel.example")
    async with serving(wired) as url, open_post(office, wired) as post_:
        worker = asyncio.create_task(serve(wired.redis_url, post_))
        browser = Browser(url)
        await browser.connect(await token_of(url, person))
        await browser.ask("join_conversation", {"conversation_id": str(thread)})
        for _ in range(4):
            await browser.ask("typing_start", {"conversation_id": str(thread)})
        await until(lambda: _is(on_the_phone.typing_until > 0), 10)
        await browser.close()
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)

    assert letter.status == "read"
