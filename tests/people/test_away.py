"""PostgreSQL goes away and comes back: people are told so, and nobody is signed out."""

import asyncio

import httpx

from app.users.models import User
from tests.builders import PASSWORD, signed_in
from tests.conftest import Cluster


async def test_postgres_away_is_no_reason_to_sign_in_again(
    client: httpx.AsyncClient, ana: User, admin: User, cluster: Cluster, database: str
) -> None:
    known, fresh = await signed_in(client, ana), await signed_in(client, admin)
    refresh_token = client.cookies["recado_refresh"]
    assert (await client.get("/api/users", headers=known)).status_code == 200
    await cluster.say(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
    await cluster.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")  # noqa: S608 - our own name

    answers = [await client.get(door, headers=headers) for headers in (known, fresh) for door in ("/api/users", "/auth/me")]
    answers.append(await client.post("/auth/refresh", json={"refresh_token": refresh_token}))
    answers.append(await client.post("/auth/login?tenant=hotel-ipanema", json={"email": ana.email, "password": PASSWORD}))
    await asyncio.sleep(2.5)
    answers.append(await client.get("/auth/me", headers=known))

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(503, "DATABASE_UNAVAILABLE")}
    await cluster.say(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    assert (await client.get("/api/users", headers=known)).status_code == 200
    assert (await client.post("/auth/refresh", json={"refresh_token": refresh_token})).status_code == 200
