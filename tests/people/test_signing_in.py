"""Signing in: the same for everybody who may not, and short for everybody who may."""

import httpx

from app.core.permissions import Role
from app.core.work import Office
from tests.builders import PASSWORD, a_tenant, a_user, an_operator, signed_in


async def test_an_attendant_signs_in_at_their_hotel(client: httpx.AsyncClient, office: Office) -> None:
    hotel = await a_tenant(office)
    ana = await a_user(office, hotel)

    answered = await client.post("/auth/login?tenant=hotel-ipanema", json={"email": ana.email, "password": PASSWORD})

    body = answered.json()
    assert answered.status_code == 200, answered.text
    assert body["user"]["id"] == str(ana.id)
    assert body["user"]["tenant_id"] == str(hotel.id)
    assert body["token_type"] == "bearer"
    assert body["expires_at"].endswith("Z")


async def test_me_says_who_where_and_what(client: httpx.AsyncClient, office: Office) -> None:
    hotel = await a_tenant(office)
    ana = await a_user(office, hotel, Role.TENANT_ADMIN)

    me = (await client.get("/auth/me", headers=await signed_in(client, ana))).json()

    assert me["user"]["email"] == ana.email
    assert me["tenant"]["slug"] == "hotel-ipanema"
    assert "manage_people" in me["permissions"]


async def test_a_super_admin_signs_in_without_a_hotel(client: httpx.AsyncClient, office: Office) -> None:
    olga = await an_operator(office)

    me = (await client.get("/auth/me", headers=await signed_in(client, olga))).json()

    assert me["user"]["role"] == "SUPER_ADMIN"
    assert me["tenant"] is None
