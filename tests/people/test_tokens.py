"""What is no token of ours opens nothing."""

from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from sqlalchemy import text

from app.core.clock import now
from app.core.ids import new_id
from app.core.work import Office
from app.settings import Settings
from app.users.models import User
from tests.builders import signed_in


async def claims_of(client: httpx.AsyncClient, person: User, settings: Settings) -> dict[str, Any]:
    headers = await signed_in(client, person)
    found: dict[str, Any] = jwt.decode(headers["Authorization"].removeprefix("Bearer "), settings.jwt_secret, algorithms=["HS256"])
    return found


async def asked(client: httpx.AsyncClient, token: str) -> tuple[int, str]:
    answered = await client.get("/auth/me", headers={b"Authorization": f"Bearer {token}".encode()})
    return answered.status_code, answered.json().get("code", "")


async def test_only_our_own_signature_counts(client: httpx.AsyncClient, ana: User, settings: Settings) -> None:
    claims = await claims_of(client, ana, settings)
    assert (await asked(client, jwt.encode(claims, settings.jwt_secret, algorithm="HS256")))[0] == 200

    unsigned = jwt.encode(claims, "", algorithm="none")
    foreign = jwt.encode(claims, "another-house-entirely-0123456789abcdef", algorithm="HS256")
    other_kind = jwt.encode(claims, settings.jwt_secret * 2, algorithm="HS512")

    for token in (unsigned, foreign, other_kind, "x.y.z", "ção"):
        assert await asked(client, token) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize("claim", ["sub", "exp", "sid", "user_id"])
async def test_a_token_without_a_claim_is_none(client: httpx.AsyncClient, ana: User, settings: Settings, claim: str) -> None:
    claims = await claims_of(client, ana, settings)
    del claims[claim]

    assert await asked(client, jwt.encode(claims, settings.jwt_secret, algorithm="HS256")) == (401, "UNAUTHORIZED")


async def test_a_token_past_its_time_says_so(client: httpx.AsyncClient, ana: User, settings: Settings) -> None:
    claims = await claims_of(client, ana, settings)
    claims["exp"] = int((now() - timedelta(seconds=1)).timestamp())

    assert await asked(client, jwt.encode(claims, settings.jwt_secret, algorithm="HS256")) == (401, "TOKEN_EXPIRED")


@pytest.mark.parametrize("end", [10**15, 1e300, -1, True])
async def test_a_token_that_ends_beyond_the_calendar_is_none(client: httpx.AsyncClient, ana: User, settings: Settings, end: float) -> None:
    claims = await claims_of(client, ana, settings) | {"exp": end}

    assert (await asked(client, jwt.encode(claims, settings.jwt_secret, algorithm="HS256")))[0] == 401


async def test_a_session_that_never_was_is_ended(client: httpx.AsyncClient, ana: User, settings: Settings) -> None:
    claims = await claims_of(client, ana, settings) | {"sid": str(new_id())}

    assert await asked(client, jwt.encode(claims, settings.jwt_secret, algorithm="HS256")) == (401, "SESSION_ENDED")


async def test_the_row_decides_and_not_the_token(client: httpx.AsyncClient, ana: User, office: Office, settings: Settings) -> None:
    claims = await claims_of(client, ana, settings) | {"role": "TENANT_ADMIN", "tenant_id": str(new_id())}
    token = jwt.encode(claims, settings.jwt_secret, algorithm="HS256")

    told = (await client.get("/auth/me", headers={"Authorization": f"Bearer {token}"})).json()

    assert told["tenant"]["id"] == str(ana.tenant_id)
    assert told["permissions"] == ["chat", "read_conversations"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "token"])
async def test_without_a_token_nobody_is_signed_in(client: httpx.AsyncClient, header: str | None) -> None:
    answered = await client.get("/auth/me", headers={} if header is None else {"Authorization": header})

    assert answered.status_code == 401
    assert answered.json()["code"] == "UNAUTHORIZED"


async def test_no_token_is_kept_in_the_database(client: httpx.AsyncClient, ana: User, office: Office, settings: Settings) -> None:
    at = {"X-Tenant-Slug": "hotel-ipanema"}
    pair = (await client.post("/auth/login", json={"email": ana.email, "password": "mare-alta-42"}, headers=at)).json()

    async with office.for_house() as work:
        kept = str((await work.session.execute(text("SELECT * FROM sign_in_sessions"))).all())
    assert pair["refresh_token"] not in kept
    assert pair["access_token"] not in kept
