"""Staying signed in: refresh tokens are spent once, and a stolen one ends the session."""

import asyncio
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from app.core.errors import SessionEndedError
from app.core.work import Office
from app.sessions.authority import Authority
from app.sessions.tokens import Tokens
from app.settings import Settings
from app.users.models import User
from tests.builders import PASSWORD


async def pair(client: httpx.AsyncClient, person: User) -> dict[str, str]:
    at = {"X-Tenant-Slug": "hotel-ipanema"}
    body: dict[str, str] = (await client.post("/auth/login", json={"email": person.email, "password": PASSWORD}, headers=at)).json()
    client.cookies.clear()
    return body


async def refresh(client: httpx.AsyncClient, token: str, **headers: str) -> httpx.Response:
    answered = await client.post("/auth/refresh", json={"refresh_token": token}, headers=headers)
    client.cookies.clear()
    return answered


async def me(client: httpx.AsyncClient, token: str) -> int:
    return (await client.get("/auth/me", headers={"Authorization": f"Bearer {token}"})).status_code


async def grow_old(office: Office, seconds: int) -> None:
    async with office.for_house() as work:
        older = text("UPDATE sign_in_sessions SET rotated_at = rotated_at - make_interval(secs => :seconds)")
        await work.session.execute(older, {"seconds": seconds})


async def test_each_refresh_gives_a_new_pair(client: httpx.AsyncClient, office: Office, ana: User) -> None:
    tokens = await pair(client, ana)
    seen = {tokens["refresh_token"]}

    for _ in range(3):
        await grow_old(office, 60)
        answered = await refresh(client, tokens["refresh_token"])
        assert answered.status_code == 200, answered.text
        tokens = answered.json()
        assert tokens["refresh_token"] not in seen
        seen.add(tokens["refresh_token"])

    assert await me(client, tokens["access_token"]) == 200


async def test_a_lost_answer_is_given_again_to_the_same_device(client: httpx.AsyncClient, ana: User) -> None:
    first = await pair(client, ana)

    answers = [await refresh(client, first["refresh_token"]) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


async def test_parallel_refreshes_agree_on_one_successor(client: httpx.AsyncClient, ana: User) -> None:
    first = await pair(client, ana)

    answers = await asyncio.gather(*(refresh(client, first["refresh_token"]) for _ in range(8)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


@pytest.mark.parametrize(("seconds", "agent"), [(11, "Recado/1"), (0, "Stranger/6")])
async def test_a_spent_token_ends_the_whole_family(client: httpx.AsyncClient, office: Office, ana: User, seconds: int, agent: str) -> None:
    client.headers["User-Agent"] = "Recado/1"
    stolen = await pair(client, ana)
    rightful = (await refresh(client, stolen["refresh_token"])).json()
    assert await me(client, rightful["access_token"]) == 200
    await grow_old(office, seconds)

    reused = await refresh(client, stolen["refresh_token"], **{"User-Agent": agent})

    assert reused.status_code == 401
    assert reused.json()["code"] == "SESSION_ENDED"
    assert await me(client, rightful["access_token"]) == 401
    assert (await refresh(client, rightful["refresh_token"])).json()["code"] == "SESSION_ENDED"


async def test_an_older_generation_never_gets_grace(client: httpx.AsyncClient, ana: User) -> None:
    oldest = await pair(client, ana)
    newer = (await refresh(client, oldest["refresh_token"])).json()
    newest = (await refresh(client, newer["refresh_token"])).json()

    assert (await refresh(client, oldest["refresh_token"])).status_code == 401
    assert await me(client, newest["access_token"]) == 401


async def test_a_forged_token_ends_nothing(client: httpx.AsyncClient, ana: User) -> None:
    tokens = await pair(client, ana)
    genuine = tokens["refresh_token"]
    middle = len(genuine) // 2
    bent = genuine[:middle] + ("A" if genuine[middle] != "A" else "B") + genuine[middle + 1 :]

    for forged in (bent, "x", "", genuine[:-2], genuine + "AA", "ção", tokens["access_token"][:200]):
        assert (await refresh(client, forged)).status_code == 401

    assert (await refresh(client, genuine)).status_code == 200


async def test_a_refresh_token_opens_no_door_and_an_access_token_refreshes_nothing(client: httpx.AsyncClient, ana: User) -> None:
    tokens = await pair(client, ana)

    assert await me(client, tokens["refresh_token"]) == 401
    assert (await client.post("/auth/refresh", json={"refresh_token": tokens["access_token"][:190]})).status_code == 401


async def test_browsers_refresh_by_cookie_alone(client: httpx.AsyncClient, ana: User) -> None:
    at = {"X-Tenant-Slug": "hotel-ipanema"}
    entered = await client.post("/auth/login", json={"email": ana.email, "password": PASSWORD}, headers=at)

    written = entered.headers["Set-Cookie"].lower()
    assert written.startswith("recado_refresh=")
    assert all(word in written for word in ("httponly", "samesite=strict", "path=/auth"))
    first, second = await client.post("/auth/refresh"), await client.post("/auth/refresh")

    assert first.status_code == second.status_code == 200
    assert first.json()["refresh_token"] != entered.json()["refresh_token"]
    assert second.json()["refresh_token"] != first.json()["refresh_token"]


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://other.recado.test"])
async def test_a_page_elsewhere_does_not_use_the_cookie(client: httpx.AsyncClient, ana: User, origin: str) -> None:
    tokens = await pair(client, ana)
    cookie = {"Cookie": f"recado_refresh={tokens['refresh_token']}"}

    refreshed = await client.post("/auth/refresh", headers=cookie | {"Origin": origin})
    left = await client.post("/auth/logout", headers=cookie | {"Origin": origin})

    assert refreshed.status_code == left.status_code == 401
    assert "Set-Cookie" not in refreshed.headers
    assert "Set-Cookie" not in left.headers
    assert await me(client, tokens["access_token"]) == 200
    assert (await client.post("/auth/refresh", headers=cookie | {"Origin": "http://recado.test"})).status_code == 200


async def test_nothing_to_refresh_is_nobody_signed_in(client: httpx.AsyncClient) -> None:
    assert (await client.post("/auth/refresh")).json()["code"] == "UNAUTHORIZED"
    for body in ({}, {"refresh_token": None}, None):
        assert (await client.post("/auth/refresh", json=body)).json()["code"] == "UNAUTHORIZED"


async def test_signing_out_ends_both_tokens_at_once(client: httpx.AsyncClient, ana: User) -> None:
    tokens, other = await pair(client, ana), await pair(client, ana)

    left = await client.post("/auth/logout", json={"refresh_token": tokens["refresh_token"]}, headers={"Accept-Language": "en"})

    assert left.status_code == 200
    assert left.json()["message"] == "You are signed out."
    assert await me(client, tokens["access_token"]) == 401
    assert (await refresh(client, tokens["refresh_token"])).json()["code"] == "SESSION_ENDED"
    assert await me(client, other["access_token"]) == 200
    assert (await client.post("/auth/logout", json={"refresh_token": tokens["refresh_token"]})).status_code == 200


async def test_signing_out_by_access_token_or_cookie(client: httpx.AsyncClient, ana: User) -> None:
    tokens = await pair(client, ana)
    assert (await client.post("/auth/logout", headers={"Authorization": f"Bearer {tokens['access_token']}"})).status_code == 200
    assert await me(client, tokens["access_token"]) == 401

    tokens = await pair(client, ana)
    cookie = {"Cookie": f"recado_refresh={tokens['refresh_token']}"}
    assert (await client.post("/auth/logout", headers=cookie)).status_code == 200
    assert await me(client, tokens["access_token"]) == 401
    assert (await client.post("/auth/logout")).status_code == 401


async def test_a_session_past_its_days_is_over(client: httpx.AsyncClient, office: Office, ana: User) -> None:
    tokens = await pair(client, ana)
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE sign_in_sessions SET expires_at = now() - interval '1 second'"))

    assert (await refresh(client, tokens["refresh_token"])).json()["code"] == "SESSION_ENDED"
    assert await me(client, tokens["access_token"]) == 401


async def test_another_process_learns_of_a_sign_out_within_a_second(
    client: httpx.AsyncClient, office: Office, ana: User, settings: Settings
) -> None:
    tokens = await pair(client, ana)
    elsewhere = Authority(office, Tokens(settings.jwt_secret))
    told: list[frozenset[UUID]] = []

    async def hear(sids: frozenset[UUID]) -> None:
        told.append(sids)

    elsewhere.on_ended(hear)
    async with elsewhere.watching():
        known = await elsewhere.whose(tokens["access_token"])
        await client.post("/auth/logout", json={"refresh_token": tokens["refresh_token"]})
        await asyncio.sleep(1)

        with pytest.raises(SessionEndedError):
            await elsewhere.whose(tokens["access_token"])
    # On a slow day it may be told twice, which ends nothing more.
    assert set(told) == {frozenset({known.actor.sid})}
