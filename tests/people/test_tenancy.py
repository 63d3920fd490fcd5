"""Inside which hotel a request works: the token first, and nobody switches silently."""

import asyncio
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text

from app.core.clients import client_address
from app.core.permissions import Role
from app.core.work import Office
from app.tenants.models import Tenant, TenantStatus
from app.users.models import Operator, User
from tests.builders import PASSWORD, a_tenant, a_user, signed_in

DOOR = "/api/users"


async def audit_of(office: Office, tenant: Tenant) -> list[tuple[str, str, str | None]]:
    async with office.for_tenant(tenant.id) as work:
        found = await work.session.execute(text("SELECT action, actor_role, reason FROM audit_entries ORDER BY id"))
        return [(row.action, row.actor_role, row.reason) for row in found]


async def test_the_tokens_hotel_may_be_named_again(client: httpx.AsyncClient, ana: User, hotel: Tenant) -> None:
    headers = await signed_in(client, ana)

    for name in ("hotel-ipanema", "HOTEL-Ipanema", str(hotel.id)):
        answered = await client.get(DOOR, headers=headers | {"X-Tenant-Slug": name}, params={"tenant": name, "tenant_id": name})
        assert answered.status_code == 200, answered.text


async def test_another_hotel_is_a_mismatch_whether_it_exists_or_not(client: httpx.AsyncClient, ana: User, neighbour: Tenant) -> None:
    headers = await signed_in(client, ana)

    for name in ("pousada-serena", str(neighbour.id), "no-such-hotel", "018f2f6a-7c1e-7b7e-9a51-3f8f0f0c2d11"):
        answers = [
            await client.get(f"{DOOR}?{query}={name}", headers=headers) for query in ("tenant", "tenant_id", "tenant=hotel-ipanema&tenant")
        ]
        answers.append(await client.get(DOOR, headers=headers | {"X-Tenant-Slug": name}))
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "TENANT_MISMATCH")}


async def test_a_neighbours_id_in_the_path_does_not_exist(client: httpx.AsyncClient, admin: User, hotel: Tenant, neighbour: Tenant) -> None:
    headers = await signed_in(client, admin)
    assert (await client.get(f"/api/tenants/{hotel.id}", headers=headers)).status_code == 200

    for door in ("", "/whatsapp"):
        answered = await client.get(f"/api/tenants/{neighbour.id}{door}", headers=headers)
        assert (answered.status_code, answered.json()["code"]) == (404, "NOT_FOUND")
    assert (await client.patch(f"/api/tenants/{neighbour.id}", json={"name": "Meu"}, headers=headers)).status_code == 404
    assert (await client.get("/api/tenants/not-an-id", headers=headers)).status_code == 404


async def test_a_super_admin_says_why_and_it_is_written_down(
    client: httpx.AsyncClient, office: Office, olga: Operator, ana: User, hotel: Tenant
) -> None:
    headers = await signed_in(client, olga) | {"X-Tenant-Slug": "hotel-ipanema"}

    without = await client.get(DOOR, headers=headers)
    unwritten = await audit_of(office, hotel)
    answered = await client.get(DOOR, headers=httpx.Headers(headers | {"X-Act-Reason": "pedido nº 42: não entra"}, encoding="utf-8"))

    assert (without.status_code, without.json()["code"]) == (403, "REASON_REQUIRED")
    assert without.json()["details"][0]["field"] == "header.x-act-reason"
    assert unwritten == []
    assert [user["id"] for user in answered.json()["data"]] == [str(ana.id)]
    assert await audit_of(office, hotel) == [("house.acted", "SUPER_ADMIN", "pedido nº 42: não entra")]


async def test_a_super_admin_names_the_hotel_by_header_only(
    client: httpx.AsyncClient, olga: Operator, hotel: Tenant, neighbour: Tenant
) -> None:
    headers = await signed_in(client, olga) | {"X-Act-Reason": "look"}

    by_query = await client.get(DOOR, headers=headers, params={"tenant": "hotel-ipanema"})
    by_path = await client.get(f"/api/tenants/{hotel.id}/whatsapp", headers=headers)
    torn = await client.get(DOOR, headers=headers | {"X-Tenant-Slug": "hotel-ipanema"}, params={"tenant": "pousada-serena"})
    unknown = await client.get(DOOR, headers=headers | {"X-Tenant-Slug": "no-such-hotel"})

    assert by_query.json()["code"] == by_path.json()["code"] == "REASON_REQUIRED"
    assert torn.json()["code"] == "TENANT_MISMATCH"
    assert unknown.json()["code"] == "TENANT_NOT_FOUND"


async def test_what_failed_inside_is_not_written_as_done(client: httpx.AsyncClient, office: Office, olga: Operator, hotel: Tenant) -> None:
    headers = await signed_in(client, olga) | {"X-Tenant-Slug": "hotel-ipanema", "X-Act-Reason": "look"}

    refused = await client.post("/auth/register", json={"name": "X"}, headers=headers)

    assert refused.status_code == 422
    assert await audit_of(office, hotel) == []


async def test_house_doors_are_the_houses(client: httpx.AsyncClient, admin: User, olga: Operator) -> None:
    theirs, ours = await signed_in(client, admin), await signed_in(client, olga)

    assert (await client.get("/api/tenants", headers=ours)).status_code == 200
    assert (await client.get("/api/tenants", headers=theirs)).json()["code"] == "PERMISSION_DENIED"
    assert (await client.post(f"/api/tenants/{admin.tenant_id}/suspend", headers=theirs)).status_code == 403


async def test_suspended_people_are_out_within_a_second(client: httpx.AsyncClient, ana: User, olga: Operator, hotel: Tenant) -> None:
    people, house = await signed_in(client, ana), await signed_in(client, olga)
    assert (await client.get(DOOR, headers=people)).status_code == 200

    assert (await client.post(f"/api/tenants/{hotel.id}/suspend", headers=house)).json()["status"] == "SUSPENDED"
    await asyncio.sleep(1)
    answered = await client.get(DOOR, headers=people)

    assert (answered.status_code, answered.json()["code"]) == (403, "TENANT_SUSPENDED")
    assert (await client.post(f"/api/tenants/{hotel.id}/activate", headers=house)).json()["status"] == "ACTIVE"
    await asyncio.sleep(1)
    assert (await client.get(DOOR, headers=people)).status_code == 200


async def test_deactivated_people_are_out_within_a_second_and_their_sockets_told(
    app: Litestar, client: httpx.AsyncClient, office: Office, ana: User, admin: User
) -> None:
    gone, stays = await signed_in(client, ana), await signed_in(client, admin)
    told: list[frozenset[Any]] = []

    async def hear(sids: frozenset[Any]) -> None:
        told.append(sids)

    app.state.authority.on_ended(hear)
    signed = await app.state.authority.whose(gone["Authorization"].removeprefix("Bearer "))
    async with office.for_tenant(ana.tenant_id) as work:
        await work.session.execute(text("UPDATE users SET is_active = false, updated_at = now() WHERE id = :id"), {"id": ana.id})
    await asyncio.sleep(1)

    assert (await client.get(DOOR, headers=gone)).json()["code"] == "SESSION_ENDED"
    assert (await client.get(DOOR, headers=stays)).status_code == 200
    assert told
    assert set().union(*told) == {signed.actor.sid}


async def test_a_changed_role_holds_within_a_second(client: httpx.AsyncClient, office: Office, admin: User) -> None:
    headers = await signed_in(client, admin)
    assert "manage_people" in (await client.get("/auth/me", headers=headers)).json()["permissions"]

    async with office.for_tenant(admin.tenant_id) as work:
        await work.session.execute(text("UPDATE users SET role = 'ATTENDANT', updated_at = now()"))
    await asyncio.sleep(1)

    assert "manage_people" not in (await client.get("/auth/me", headers=headers)).json()["permissions"]


async def test_a_trial_that_ends_meanwhile_closes_the_door(client: httpx.AsyncClient, office: Office) -> None:
    hotel = await a_tenant(office, "on-trial", status=TenantStatus.TRIAL.value)
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE tenants SET trial_ends_at = now() + interval '700 milliseconds'"))
    headers = await signed_in(client, await a_user(office, hotel, Role.MANAGER))

    await asyncio.sleep(1)

    assert (await client.get(DOOR, headers=headers)).json()["code"] == "TRIAL_ENDED"


async def test_a_temporary_password_opens_only_the_way_to_change_it(client: httpx.AsyncClient, office: Office, hotel: Tenant) -> None:
    ana = await a_user(office, hotel, must_change_password=True)
    headers, elsewhere = await signed_in(client, ana), await signed_in(client, ana)

    assert (await client.get("/auth/me", headers=headers)).json()["user"]["must_change_password"] is True
    assert (await client.get(DOOR, headers=headers)).json()["code"] == "PASSWORD_CHANGE_REQUIRED"
    wrong = await client.post("/auth/change-password", json={"current_password": "x", "new_password": "outra-senha-9"}, headers=headers)
    same = await client.post("/auth/change-password", json={"current_password": PASSWORD, "new_password": PASSWORD}, headers=headers)
    changed = await client.post(
        "/auth/change-password", json={"current_password": PASSWORD, "new_password": "outra-senha-9"}, headers=headers
    )

    assert wrong.json()["details"][0] == {"field": "body.current_password", "message": "senha incorreta", "type": "value"}
    assert same.json()["details"][0]["field"] == "body.new_password"
    assert changed.status_code == 200, changed.text
    assert (await client.get(DOOR, headers=headers)).status_code == 200
    assert (await client.get(DOOR, headers=elsewhere)).json()["code"] == "SESSION_ENDED"
    assert (await signed_in(client, ana, password="outra-senha-9"))["Authorization"]


PEERS = [
    ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
    ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
    ("10.0.0.2", "1.2.3.4, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
    ("10.0.0.2", "not-an-address", "10.0.0.2"),
    ("10.0.0.2", "", "10.0.0.2"),
    ("::ffff:10.0.0.2", "2001:db8::7", "2001:db8::7"),
]


@pytest.mark.parametrize(("peer", "forwarded", "counted"), PEERS)
def test_only_trusted_proxies_say_whose_address_it_is(peer: str, forwarded: str, counted: str) -> None:
    assert client_address(peer, [forwarded] if forwarded else [], ["10.0.0.0/8"]) == counted


async def test_a_session_keeps_the_persons_address_and_not_the_proxys(app: Litestar, office: Office, ana: User) -> None:
    transport = httpx.ASGITransport(cast("Any", app), client=("10.0.0.2", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://recado.test") as proxy:
        headers = {"X-Tenant-Slug": "hotel-ipanema", "X-Forwarded-For": "1.2.3.4, 198.51.100.1"}
        body = {"email": ana.email, "password": PASSWORD}
        assert (await proxy.post("/auth/login", json=body, headers=headers)).status_code == 200

    async with office.for_house() as work:
        assert await work.session.scalar(text("SELECT host(ip_address) FROM sign_in_sessions")) == "198.51.100.1"
