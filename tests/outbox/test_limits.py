"""What people send by hand: 100 in a minute and 1,000 in an hour for the hotel, and half of it for one person."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import httpx
import pytest

from app.core.errors import RateLimitedError
from app.core.ids import new_id
from app.core.permissions import Actor, Role
from app.core.sending_errors import WindowClosedError
from tests.builders import a_channel, a_tenant, a_user, signed_in
from tests.outbox.front_desk import ANA, BRUNO, Hotel

THE_HOTELS, THE_PERSONS = (100, 1000), (50, 500)


async def have_sent(hotel: Hotel, user_id: UUID, many: int, seconds_ago: float) -> None:
    await hotel.writes(
        "INSERT INTO hand_sends (tenant_id, id, user_id, at) SELECT :tenant_id, gen_random_uuid(), :user_id,"
        " now() - make_interval(secs => :ago) FROM generate_series(1, :many)",
        tenant_id=hotel.tenant.id,
        user_id=user_id,
        many=many,
        ago=seconds_ago,
    )


async def colleagues(hotel: Hotel, many: int) -> list[Hotel]:
    found = []
    for one in range(many):
        person = await a_user(hotel.office, hotel.tenant, email=f"pessoa{one}@hotel.example")
        found.append(Hotel(hotel.office, hotel.tenant, Actor(person.id, Role.ATTENDANT, new_id()), hotel.channel))
    return found


async def counted(hotel: Hotel) -> int:
    ((many,),) = await hotel.rows("SELECT count(*) FROM hand_sends")
    return int(many)


async def test_who_sends_too_much_is_told_when_to_go_on(hotel: Hotel, client: httpx.AsyncClient) -> None:
    person = await a_user(hotel.office, hotel.tenant, Role.MANAGER)
    headers, path = await signed_in(client, person), f"/api/conversations/{await hotel.has_guest()}/messages"
    await have_sent(hotel, person.id, THE_PERSONS[0] - 1, seconds_ago=40)

    last, refused = [await client.post(path, json={"content": "Olá"}, headers=headers) for _ in range(2)]

    body = refused.json()
    assert (last.status_code, refused.status_code, body["code"]) == (201, 429, "RATE_LIMIT_EXCEEDED")
    assert 15 <= body["retry_after"] <= 20, "the first of the fifty is forty seconds old"
    assert refused.headers["Retry-After"] == str(body["retry_after"])
    assert (await hotel.says(await hotel.has_guest(BRUNO))).is_new, "a colleague goes on"


@pytest.mark.parametrize(
    ("sent", "least", "most"),
    [
        ([(2, 50, 10), (3, 50, 30)], 28, 30),  # the hotel's minute is full when the older fifty are a minute old
        ([(1, 500, 1800)], 1790, 1800),  # one person's hour
        ([(2, 400, 600), (3, 400, 1200), (4, 200, 1801)], 1790, 1799),  # the hotel's hour
        ([(1, 50, 1), (1, 450, 3000)], 590, 600),  # of several limits the longest wait
        ([(1, 50, 61), (2, 450, 3601), (3, 450, 62)], 0, 0),  # none of it counts any more
    ],
)
async def test_every_limit_is_kept(hotel: Hotel, sent: Sequence[tuple[int, int, int]], least: int, most: int) -> None:
    people = {1: hotel.actor.user_id}
    for who, many, ago in sent:
        await have_sent(hotel, people.setdefault(who, new_id()), many, ago)
    thread = await hotel.has_guest()

    if not most:
        assert (await hotel.says(thread)).is_new
        return
    with pytest.raises(RateLimitedError) as raised:
        await hotel.says(thread)
    assert least <= raised.value.extra["retry_after"] <= most


async def test_at_the_same_moment_not_one_too_many_goes(hotel: Hotel) -> None:
    await have_sent(hotel, new_id(), 70, seconds_ago=5)
    desks = await colleagues(hotel, 3)
    threads = [await hotel.has_guest(f"55119000030{one:02}") for one in range(15)]

    said = await asyncio.gather(*(desks[one % 3].says(threads[one % 15]) for one in range(45)), return_exceptions=True)

    assert [type(one) for one in said if isinstance(one, Exception)] == [RateLimitedError] * 15
    assert await counted(hotel) == THE_HOTELS[0]
    assert await hotel.rows("SELECT count(*) FROM outbox") == [(30,)]


async def test_only_what_is_really_sent_counts(hotel: Hotel) -> None:
    thread, closed = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO, wrote=None)

    for _ in range(3):
        await hotel.says(thread, "Olá", key="tap-1")
    with pytest.raises(WindowClosedError):
        await hotel.says(closed)

    assert await counted(hotel) == 1


async def test_a_neighbours_messages_leave_us_all_of_ours(hotel: Hotel) -> None:
    tenant = await a_tenant(hotel.office, "pousada-serena")
    theirs = Hotel(hotel.office, tenant, hotel.actor, await a_channel(hotel.office, tenant, "1055002", waba_id="9001002"))
    await have_sent(theirs, hotel.actor.user_id, THE_HOTELS[0], seconds_ago=1)

    assert (await hotel.says(await hotel.has_guest())).is_new
    with pytest.raises(RateLimitedError):
        await theirs.says(await theirs.has_guest())


async def test_what_is_older_than_every_limit_is_forgotten(hotel: Hotel) -> None:
    await have_sent(hotel, hotel.actor.user_id, 400, seconds_ago=3700)
    await hotel.says(await hotel.has_guest())

    assert await counted(hotel) == 1
