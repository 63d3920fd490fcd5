"""The inbox worker: locks, crashes, second chances, and what is nobody's."""

import asyncio
import secrets
from collections.abc import Collection, Sequence
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from app.channels.models import Channel
from app.core.work import Office, TenantWork
from app.inbox import sweeping
from app.inbox.bell import Bell
from app.inbox.drainer import Drainer
from app.inbox.models import Lane
from app.inbox.schemas import Aside, Item
from app.inbox.service import Hand, drain, drain_once
from app.messages.intake import take_in
from app.messages.pruning import prune
from app.realtime import log as event_log
from tests.builders import a_channel, a_tenant
from tests.conftest import Listener
from tests.inbox.meta import PLATFORM_SECRET, SAID_AT, a_body, a_change, a_text, post, say
from tests.inbox.rows import drain_all, drain_number, letters, rows, settle, texts


async def a_flood(client: httpx.AsyncClient, channel: Channel, many: int) -> list[str]:
    said = [f"linha {number:04}" for number in range(many)]
    messages = [a_text(line, wa_id=f"55219{number % 7:08}", at=SAID_AT + number) for number, line in enumerate(said)]
    for start in range(0, many, 100):
        await say(client, channel, *messages[start : start + 100])
    return said


async def test_two_drains_at_once_store_everything_once(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    said = await a_flood(client, channel, 1200)

    await asyncio.gather(*(drain_number(office, channel.phone_number_id) for _ in range(3)))

    assert await texts(office, channel.tenant_id) == said
    assert await rows(office, channel.tenant_id, "SELECT sum(unread_count) FROM conversations") == [1200]
    assert await letters(office, "SELECT DISTINCT state FROM inbox") == ["done"]


async def test_a_worker_that_dies_leaves_its_letters_new(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await say(client, channel, a_text("não se perde"))

    async def die(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        await take_in(work, items)
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await drain(office, [channel.phone_number_id], die)
    assert await letters(office) == ["new"]
    assert await texts(office, channel.tenant_id) == []
    assert listener.heard == []

    await drain_all(office)
    assert await texts(office, channel.tenant_id) == ["não se perde"]


async def test_a_deadlock_is_nobodys_fault(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Oi"))
    tries = []

    async def unlucky(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        tries.append(len(items))
        if len(tries) < 3:
            await work.session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'met' USING ERRCODE = '40P01'; END $$"))
        return await take_in(work, items)

    await drain(office, [channel.phone_number_id], unlucky)

    assert tries == [1, 1, 1]
    assert await letters(office) == ["done"]


async def test_a_missing_right_is_no_letters_fault(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Oi"))

    async def forbidden(work: TenantWork, _items: Sequence[Item]) -> Sequence[Aside]:
        await work.session.execute(text("SELECT * FROM operators"))
        return []

    with pytest.raises(Exception, match="permission denied"):
        await drain(office, [channel.phone_number_id], forbidden)
    assert await letters(office) == ["new"]


async def test_a_connection_lost_in_the_middle_is_no_letters_fault(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Oi"))

    async def cut_off(_work: TenantWork, _items: Sequence[Item]) -> Sequence[Aside]:
        raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")

    with pytest.raises(asyncpg.InternalClientError):
        await drain(office, [channel.phone_number_id], cut_off)
    assert await letters(office) == ["new"]


async def test_what_nobody_claimed_arrives_when_somebody_does(office: Office, client: httpx.AsyncClient) -> None:
    assert (await post(client, a_body(a_change("999000111", messages=[a_text("antes de vocês")])), PLATFORM_SECRET)).status_code == 200
    await drain_all(office)
    await sweeping.hand_over_claimed(office)
    assert await letters(office) == ["unclaimed"]

    channel = await a_channel(office, await a_tenant(office), "999000111", app_secret=None)
    await sweeping.hand_over_claimed(office)
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["antes de vocês"]


async def test_one_failing_hotel_does_not_hold_the_others_back(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel
) -> None:
    await say(client, channel, a_text("a"), a_text("b", at=SAID_AT + 1))
    body = a_body(a_change(neighbour, messages=[a_text("c")]))
    assert (await post(client, body, "neighbours-app-secret-0123456789ab")).status_code == 200

    async def fails_there(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        if work.tenant_id == neighbour.tenant_id:
            raise KeyError("a fault of ours")
        return await take_in(work, items)

    await drain(office, [channel.phone_number_id, neighbour.phone_number_id], fails_there)

    assert await texts(office, channel.tenant_id) == ["a", "b"]
    assert await letters(office, "SELECT source_id, error FROM inbox WHERE state = 'failed'") == [
        (neighbour.phone_number_id, "fault: KeyError")
    ]


async def test_each_hotel_is_handed_its_own_letters_alone(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel
) -> None:
    """What is handed to the wrong one would fail at the walls and be put right by halving: slowly, and by luck."""
    await say(client, channel, a_text("a"))
    body = a_body(a_change(neighbour, messages=[a_text("c")]))
    assert (await post(client, body, "neighbours-app-secret-0123456789ab")).status_code == 200
    handed = []

    async def noted(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        handed.append((work.tenant_id, {item.channel_id for item in items}))
        return await take_in(work, items)

    await drain(office, [channel.phone_number_id, neighbour.phone_number_id], noted)

    assert sorted(handed) == sorted([(channel.tenant_id, {channel.id}), (neighbour.tenant_id, {neighbour.id})])


async def test_many_rings_are_one_drain(office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener) -> None:
    said = await a_flood(client, channel, 600)
    sets: list[int] = []

    async def counted(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        sets.append(len(items))
        return await take_in(work, items)

    drainer = Drainer(Hand(office, counted, Lane.SAID))
    for _ in range(50):
        drainer.wake([channel.phone_number_id])
    await settle(listener, "head", 2)
    await drainer.close()

    assert sets == [500, 100]
    assert await texts(office, channel.tenant_id) == said


async def test_a_flood_is_told_one_by_one_and_kept_in_the_log(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await a_flood(client, channel, 600)

    await drain_all(office)
    await settle(listener, "head", 2)

    # Clients of contract C1 cannot resume: what they are not told of they never learn.
    assert [head["event_id"] for head in listener.of("head")] == [507, 614]
    assert [message["event_id"] for message in listener.of("message:new")] == [*range(1, 501), *range(508, 608)]
    assert await rows(office, channel.tenant_id, "SELECT kind, count(*) FROM events GROUP BY kind ORDER BY kind") == [
        ("conversation:updated", 14),
        ("message:new", 600),
    ]


async def test_the_door_rings_for_each_number_once_and_for_many_together() -> None:
    rung: list[tuple[str, dict[str, str]]] = []

    class Doorbell:
        def ring(self, _queue: object, job: str, **ids: str) -> None:
            rung.append((job, ids))

    bell = Bell(Doorbell())  # type: ignore[arg-type]
    bell.ring([("1", Lane.SAID)])
    for _ in range(100):
        bell.ring([("1", Lane.SAID), ("2", Lane.RECEIPTS)])
    await asyncio.sleep(0.03)
    bell.ring((str(number), Lane.RECEIPTS) for number in range(500))
    await asyncio.sleep(0.03)

    assert rung == [
        ("drain_number", {"source_id": "1", "lane": "said"}),
        ("drain_number", {"source_id": "1", "lane": "said"}),
        ("drain_number", {"source_id": "2", "lane": "receipts"}),
        ("drain_all", {}),
    ]


async def test_only_what_is_done_and_old_is_pruned(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, *(a_text(state) for state in "123456"))
    states = [("done", 10), ("done", 8), ("failed", 10), ("waiting", 10), ("kept", 100), ("unclaimed", 31)]
    for number, (state, days) in enumerate(states, start=1):
        aged = f"state = '{state}', received_at = now() - interval '{days} days'"
        await letters(office, f"UPDATE inbox SET {aged} WHERE id = {number}")  # noqa: S608 - our own values

    await sweeping.prune(office)

    assert await letters(office, "SELECT id FROM inbox ORDER BY id") == [2, 3, 4, 5]


async def test_housekeeping_runs_on_a_fresh_house(office: Office) -> None:
    await a_tenant(office)

    await event_log.rotate(office)
    await prune(office)
    await sweeping.prune(office)


@pytest.mark.parametrize("strange", [{"id": "long"}, {"from": "long"}, {"from_user_id": "long", "from": None}])
async def test_an_id_that_no_index_holds_never_reaches_the_database(
    office: Office, client: httpx.AsyncClient, channel: Channel, strange: dict[str, Any]
) -> None:
    long = secrets.token_hex(9_000)
    strange = {name: long if value else None for name, value in strange.items()}
    await say(client, channel, a_text() | strange, a_text("fica"), contacts=[])

    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["fica"]
    assert [(state, str(error)[:10]) for state, error in await letters(office, "SELECT state, error FROM inbox WHERE state <> 'done'")] == [
        ("failed", "unreadable")
    ]


async def test_a_bad_letter_makes_only_its_own_number_wait(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel
) -> None:
    poison = a_text("veneno")
    await say(client, channel, *(a_text(f"linha {number}", at=SAID_AT + number) for number in range(30)), poison)
    body = a_body(a_change(neighbour, messages=[a_text("c")]))
    assert (await post(client, body, "neighbours-app-secret-0123456789ab")).status_code == 200
    sets: list[tuple[Any, int]] = []
    through: list[str] = []

    async def chokes(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        sets.append((work.tenant_id, len(items)))
        if any(poison["id"].encode() in item.body for item in items):
            raise KeyError("a fault of ours")
        return await take_in(work, items)

    def let_go(numbers: Collection[str]) -> None:
        assert set(numbers) == {neighbour.phone_number_id}
        through.extend(numbers)

    # A number's fair part of a set of two is 250; so the letters of the first are all in it.
    numbers = sorted([channel.phone_number_id, neighbour.phone_number_id])
    await drain_once(Hand(office, chokes, Lane.SAID), numbers, let_go)

    assert through == [neighbour.phone_number_id]
    assert len([one for one in sets if one[0] == neighbour.tenant_id]) <= 2
    assert await letters(office, "SELECT state, count(*) FROM inbox GROUP BY state ORDER BY state") == [("done", 31), ("failed", 1)]
