"""Signing in: the same for everybody who may not, and short for everybody who may."""

from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from sqlalchemy import text

from app.core.clock import now
from app.core.crypto import Passwords
from app.core.permissions import Role
from app.core.work import Office
from app.settings import Settings
from app.tenants.models import Tenant, TenantStatus
from app.users.models import Operator, User
from tests.builders import PASSWORD, a_tenant, a_user, signed_in

AT_HOTEL = {"X-Tenant-Slug": "hotel-ipanema"}


async def login(client: httpx.AsyncClient, email: str, password: str = PASSWORD, **sent: Any) -> httpx.Response:
    return await client.post("/auth/login", json={"email": email, "password": password}, **sent)


async def test_an_attendant_signs_in_at_their_hotel(client: httpx.AsyncClient, hotel: Tenant, ana: User, settings: Settings) -> None:
    answered = await login(client, ana.email, params={"tenant": "hotel-ipanema"})

    body = answered.json()
    assert answered.status_code == 200, answered.text
    assert body["user"] == {
        "id": str(ana.id),
        "email": ana.email,
        "name": ana.name,
        "role": "ATTENDANT",
        "tenant_id": str(hotel.id),
        "must_change_password": False,
    }
    assert body["token_type"] == "bearer"
    assert body["expires_at"].endswith("Z")
    claims = jwt.decode(body["access_token"], settings.jwt_secret, algorithms=["HS256"])
    assert claims["sub"] == claims["email"] == ana.email
    assert claims["exp"] - claims["iat"] == 15 * 60
    assert "agent_id" not in claims


async def test_field_staff_carry_their_agent_id(client: httpx.AsyncClient, office: Office, hotel: Tenant, settings: Settings) -> None:
    caio = await a_user(office, hotel, Role.AGENT)

    token = (await login(client, caio.email, headers=AT_HOTEL)).json()["access_token"]

    assert jwt.decode(token, settings.jwt_secret, algorithms=["HS256"])["agent_id"] == str(caio.id)


async def test_me_says_who_where_and_what(client: httpx.AsyncClient, admin: User) -> None:
    me = (await client.get("/auth/me", headers=await signed_in(client, admin))).json()

    assert me["user"]["email"] == admin.email
    assert me["tenant"]["slug"] == "hotel-ipanema"
    assert "manage_people" in me["permissions"]


async def test_a_super_admin_signs_in_without_a_hotel(client: httpx.AsyncClient, olga: Operator) -> None:
    me = (await client.get("/auth/me", headers=await signed_in(client, olga))).json()

    assert me["user"]["role"] == "SUPER_ADMIN"
    assert me["tenant"] is None


async def test_a_hotels_people_do_not_pass_for_super_admins(client: httpx.AsyncClient, ana: User) -> None:
    assert (await login(client, ana.email, headers=AT_HOTEL)).status_code == 200

    assert (await login(client, ana.email)).json()["code"] == "INVALID_CREDENTIALS"


async def test_the_subdomain_names_the_hotel(client: httpx.AsyncClient, ana: User) -> None:
    assert (await login(client, ana.email, headers={"Host": "hotel-ipanema.recado.example:443"})).status_code == 200
    assert (await login(client, ana.email, headers={"Host": "no-such.recado.example"})).status_code == 404


async def test_other_hosts_name_no_hotel(client: httpx.AsyncClient, olga: Operator) -> None:
    ours, elsewhere = (
        ("api.recado.example", "www.recado.example", "recado.example"),
        ("127.0.0.1:3001", "[::1]:3001", "localhost", "a.evil.example"),
    )

    for host in ours + elsewhere:
        assert (await login(client, olga.email, headers={"Host": host})).status_code == 200


async def test_the_header_goes_before_query_and_subdomain(client: httpx.AsyncClient, ana: User, neighbour: Tenant) -> None:
    named = {"X-Tenant-Slug": "hotel-ipanema", "Host": "pousada-serena.recado.example"}

    assert (await login(client, ana.email, headers=named, params={"tenant": "pousada-serena"})).status_code == 200
    swapped = named | {"X-Tenant-Slug": "pousada-serena"}
    assert (await login(client, ana.email, headers=swapped, params={"tenant": "hotel-ipanema"})).status_code == 401


async def test_an_unknown_hotel_is_not_found(client: httpx.AsyncClient, ana: User) -> None:
    answered = await login(client, ana.email, headers={"X-Tenant-Slug": "no-such-hotel"})

    assert answered.status_code == 404
    assert answered.json()["code"] == "TENANT_NOT_FOUND"
    assert answered.json()["identifier"] == "no-such-hotel"


async def test_unknown_e_mail_and_wrong_password_answer_alike(
    client: httpx.AsyncClient, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[bool] = []
    real = Passwords._fits

    def watched(self: Passwords, hashed: str, password: str) -> bool:
        looked_at.append(True)
        return real(self, hashed, password)

    monkeypatch.setattr(Passwords, "_fits", watched)
    wrong = await login(client, ana.email, "wrong-password", headers=AT_HOTEL)
    unknown = await login(client, "nobody@hotel-ipanema.example", "wrong-password", headers=AT_HOTEL)

    told = [{**answer.json(), "timestamp": "", "request_id": ""} for answer in (wrong, unknown)]
    assert told[0] == told[1]
    assert wrong.status_code == unknown.status_code == 401
    # Argon2 is what takes the time, and it ran both times.
    assert len(looked_at) == 2


async def test_five_failures_close_the_door_for_this_address_and_e_mail(client: httpx.AsyncClient, office: Office, ana: User) -> None:
    for _ in range(5):
        assert (await login(client, ana.email, "wrong-password", headers=AT_HOTEL)).status_code == 401

    refused = await login(client, ana.email.upper(), headers=AT_HOTEL)

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert refused.json()["retry_after"] == int(refused.headers["Retry-After"])
    other = await a_user(office, await a_tenant(office, "pousada-serena"), email="outra@pousada.example")
    assert (await login(client, other.email, headers={"X-Tenant-Slug": "pousada-serena"})).status_code == 200
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE sign_in_attempts SET at = at - interval '16 minutes'"))
    assert (await login(client, ana.email, headers=AT_HOTEL)).status_code == 200


async def test_tries_at_the_same_moment_count_as_well(client: httpx.AsyncClient, ana: User) -> None:
    import asyncio

    answers = await asyncio.gather(*(login(client, ana.email, "wrong-password", headers=AT_HOTEL) for _ in range(12)))

    assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 7


async def test_going_well_forgives_earlier_failures(client: httpx.AsyncClient, ana: User) -> None:
    for _ in range(3):
        for _ in range(4):
            await login(client, ana.email, "wrong-password", headers=AT_HOTEL)
        assert (await login(client, ana.email, headers=AT_HOTEL)).status_code == 200


async def test_going_well_at_another_hotel_forgives_nothing(
    client: httpx.AsyncClient, office: Office, ana: User, neighbour: Tenant
) -> None:
    twin = await a_user(office, neighbour, email=ana.email)
    for _ in range(4):
        await login(client, ana.email, "wrong-password", headers=AT_HOTEL)
    assert (await login(client, twin.email, headers={"X-Tenant-Slug": "pousada-serena"})).status_code == 200

    fifth, sixth = [await login(client, ana.email, "wrong-password", headers=AT_HOTEL) for _ in range(2)]

    assert (fifth.status_code, sixth.status_code) == (401, 429)


async def test_a_page_elsewhere_signs_nobody_in_as_somebody_else(client: httpx.AsyncClient, ana: User) -> None:
    for origin, wrote in (("https://elsewhere.example", False), ("null", False), ("https://[", False), ("http://recado.test", True)):
        entered = await login(client, ana.email, headers=AT_HOTEL | {"Origin": origin})
        assert (entered.status_code, "Set-Cookie" in entered.headers) == (200, wrote)


async def test_the_same_e_mail_at_two_hotels_is_two_people(client: httpx.AsyncClient, office: Office, ana: User, neighbour: Tenant) -> None:
    other = await a_user(office, neighbour, email=ana.email, password_hash=await Passwords(cheap=True).hash("another-password"))

    here = await login(client, ana.email, headers=AT_HOTEL)
    there = await login(client, ana.email, "another-password", headers={"X-Tenant-Slug": "pousada-serena"})
    crossed = await login(client, ana.email, headers={"X-Tenant-Slug": "pousada-serena"})

    assert here.json()["user"]["id"] == str(ana.id)
    assert there.json()["user"]["id"] == str(other.id)
    assert crossed.status_code == 401


async def test_somebody_who_left_does_not_sign_in(client: httpx.AsyncClient, office: Office, hotel: Tenant) -> None:
    gone = await a_user(office, hotel, is_active=False)

    assert (await login(client, gone.email, headers=AT_HOTEL)).json()["code"] == "INVALID_CREDENTIALS"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"status": TenantStatus.SUSPENDED.value}, "TENANT_SUSPENDED"),
        ({"status": TenantStatus.TRIAL.value, "trial_ends_at": now() - timedelta(seconds=1)}, "TRIAL_ENDED"),
        ({"status": TenantStatus.TRIAL.value, "trial_ends_at": now() + timedelta(days=1)}, None),
    ],
)
async def test_a_closed_hotel_tells_only_its_own_people(
    client: httpx.AsyncClient, office: Office, columns: dict[str, Any], code: str | None
) -> None:
    ana = await a_user(office, await a_tenant(office, "closed-hotel", **columns))
    there = {"X-Tenant-Slug": "closed-hotel"}

    assert (await login(client, ana.email, "wrong-password", headers=there)).status_code == 401
    answered = await login(client, ana.email, headers=there)

    assert answered.status_code == (403 if code else 200)
    assert answered.json().get("code") == code


async def test_a_weaker_hash_is_renewed_on_the_way(client: httpx.AsyncClient, office: Office, hotel: Tenant) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1, hash_len=16).hash(PASSWORD)
    ana = await a_user(office, hotel, password_hash=weak)

    for _ in range(2):
        assert (await login(client, ana.email, headers=AT_HOTEL)).status_code == 200

    async with office.for_tenant(hotel.id) as work:
        kept = await work.session.scalar(text("SELECT password_hash FROM users"))
    assert kept != weak
    assert not Passwords(cheap=True).is_outdated(str(kept))


SHAPES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"email": "a@b.example"}, "", "body.password", "campo obrigatório"),
    ({"email": "a@b.example"}, "en", "body.password", "required field"),
    ({"email": "a@b.example"}, "es-AR,es;q=0.9", "body.password", "campo obligatorio"),
    ({"email": 7, "password": "x"}, "", "body.email", "tipo inválido"),
    ({"email": "a\x00@b.example", "password": "x"}, "", "body.email", "valor inválido"),
    ({"email": "", "password": "x"}, "", "body.email", "tamanho fora do permitido"),
]


async def test_wrong_shapes_name_their_fields(client: httpx.AsyncClient) -> None:
    for body, language, field, message in SHAPES:
        answered = await client.post("/auth/login", json=body, headers={"Accept-Language": language})

        said = answered.json()
        assert answered.status_code == 422
        assert said["code"] == "VALIDATION_ERROR"
        assert [(detail["field"], detail["message"]) for detail in said["details"]] == [(field, message)]


async def test_what_is_no_body_is_refused(client: httpx.AsyncClient) -> None:
    for content in (b"", b"{", b"[]", b"null", b'"x"', b'{"email": "\\ud800", "password": "x"}', b"\xff"):
        answered = await client.post("/auth/login", content=content, headers={"Content-Type": "application/json"})

        assert answered.status_code == 422, (content, answered.text)


async def test_camel_case_is_taken_too(client: httpx.AsyncClient, ana: User) -> None:
    headers = await signed_in(client, ana)

    changed = await client.post(
        "/auth/change-password", json={"currentPassword": PASSWORD, "newPassword": "outra-senha-9"}, headers=headers
    )

    assert changed.status_code == 200, changed.text
