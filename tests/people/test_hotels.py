"""Opening hotels, taking people on, and what each may change."""

from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import text

from app.core.clock import now
from app.core.permissions import Role
from app.core.work import Office
from app.tenants.models import Tenant
from app.users.models import Operator, User
from tests.builders import a_user, signed_in

ORDER: dict[str, Any] = {
    "name": "Pousada do Mar",
    "slug": "pousada-do-mar",
    "email": "oi@pousada.example",
    "admin_name": "Bia",
    "admin_email": "bia@pousada.example",
}
COLLEAGUE = {"name": "Caio", "email": "caio@hotel.example", "password": "vento-sul-77", "role": "AGENT"}


async def test_a_hotel_opens_on_trial_with_its_admin(client: httpx.AsyncClient, office: Office, olga: Operator) -> None:
    headers = await signed_in(client, olga)

    answered = await client.post("/api/tenants", json=ORDER, headers=headers)

    body = answered.json()
    assert answered.status_code == 201, answered.text
    assert body["tenant"]["status"] == "TRIAL"
    ends = datetime.fromisoformat(body["tenant"]["trial_ends_at"])
    assert abs(ends - now() - timedelta(days=14)) < timedelta(minutes=1)
    assert body["admin"]["role"] == "TENANT_ADMIN"
    async with office.for_tenant(body["tenant"]["id"]) as work:
        assert await work.session.scalar(text("SELECT last_event_id FROM event_counters")) == 0
        assert await work.session.scalar(text("SELECT action FROM audit_entries")) == "tenant.opened"


async def test_a_temporary_password_is_shown_once_and_must_be_changed(client: httpx.AsyncClient, olga: Operator) -> None:
    headers, at = await signed_in(client, olga), {"X-Tenant-Slug": "pousada-do-mar"}
    opened = (await client.post("/api/tenants", json=ORDER, headers=headers)).json()
    temporary = opened["temporary_password"]
    assert len(temporary) >= 16

    entered = await client.post("/auth/login", json={"email": ORDER["admin_email"], "password": temporary}, headers=at)

    bearer = {"Authorization": f"Bearer {entered.json()['access_token']}"}
    assert (await client.get("/api/users", headers=bearer)).json()["code"] == "PASSWORD_CHANGE_REQUIRED"
    assert temporary not in (await client.get("/api/tenants", headers=headers)).text


async def test_a_chosen_password_is_neither_shown_nor_temporary(client: httpx.AsyncClient, olga: Operator) -> None:
    order = ORDER | {"admin_password": "areia-branca-5"}

    answered = await client.post("/api/tenants", json=order, headers=await signed_in(client, olga))

    assert "temporary_password" not in answered.json()
    assert "areia-branca-5" not in answered.text
    entry = {"email": ORDER["admin_email"], "password": "areia-branca-5"}
    entered = await client.post("/auth/login?tenant=pousada-do-mar", json=entry)
    assert entered.json()["user"]["must_change_password"] is False


async def test_a_slug_is_one_hotels_and_nothing_is_left_of_the_second(client: httpx.AsyncClient, office: Office, olga: Operator) -> None:
    headers = await signed_in(client, olga)
    assert (await client.post("/api/tenants", json=ORDER, headers=headers)).status_code == 201

    again = await client.post("/api/tenants", json=ORDER | {"name": "Outra"}, headers=headers)

    assert (again.status_code, again.json()["code"]) == (409, "CONFLICT")
    assert (await client.get("/api/tenants", headers=headers)).json()["pagination"]["total"] == 1


async def test_a_wrong_order_opens_nothing(client: httpx.AsyncClient, olga: Operator) -> None:
    headers = await signed_in(client, olga)
    wrong = {
        "slug": ("Hotel", "a", "-a-b", "a--b", "a_b", "hotel ", "á-b", "x" * 64, "api", "www", "localhost", str(olga.id)),
        "email": ("x", "x@y", "x y@z.example", "x@y.example\n", "x@@y.example", "x\x00@y.example"),
        "admin_email": ("", "@b.example"),
        "name": ("", "   ", "a\x00b", "x" * 121),
        "admin_password": ("short", "x" * 129),
    }

    for field, values in wrong.items():
        for value in values:
            answered = await client.post("/api/tenants", json=ORDER | {field: value}, headers=headers)
            assert answered.status_code == 422, (field, value, answered.text)
            assert answered.json()["details"][0]["field"] == f"body.{field}", value
    assert (await client.get("/api/tenants", headers=headers)).json()["data"] == []


async def test_hotels_are_paged_by_name(client: httpx.AsyncClient, olga: Operator, hotel: Tenant, neighbour: Tenant) -> None:
    headers = await signed_in(client, olga)

    second = (await client.get("/api/tenants?page=2&limit=1", headers=headers)).json()

    assert [one["slug"] for one in second["data"]] == ["pousada-serena"]
    assert second["pagination"]["total"] == second["pagination"]["pages"] == 2
    for query in ("page=0", "limit=101", "limit=x", "page=99999999999999999999"):
        assert (await client.get(f"/api/tenants?{query}", headers=headers)).status_code == 422


async def test_an_admin_changes_settings_and_not_its_address(client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant) -> None:
    headers, door = await signed_in(client, admin), f"/api/tenants/{hotel.id}"

    changes = {"name": "Hotel Ipanema Palace", "timezone": "America/Bahia", "settings": {"greeting": "Olá", "gone": 1}}
    changed = await client.patch(door, json=changes, headers=headers)
    merged = await client.patch(door, json={"settings": {"gone": None, "deep": {"a": [1]}}}, headers=headers)

    assert changed.json()["name"] == "Hotel Ipanema Palace"
    assert merged.json()["settings"] == {"greeting": "Olá", "deep": {"a": [1]}}
    assert merged.json()["timezone"] == "America/Bahia"
    assert (await client.patch(door, json={"slug": "outro"}, headers=headers)).status_code == 403
    refused = [{"status": "ACTIVE"}, {"plan": "gold"}, {"timezone": "Mars/Base"}, {"locale": "fr"}, {"settings": {"a": "\x00"}}]
    for change in [*refused, {"timezone": "../../etc/passwd"}, {"settings": {"a": "x" * 20_000}}, {"name": None}]:
        assert (await client.patch(door, json=change, headers=headers)).status_code == 422, change
    async with office.for_tenant(hotel.id) as work:
        assert await work.session.scalar(text("SELECT count(*) FROM audit_entries WHERE action = 'tenant.changed'")) == 2


async def test_the_house_may_change_an_address(client: httpx.AsyncClient, olga: Operator, hotel: Tenant, neighbour: Tenant) -> None:
    headers, door = await signed_in(client, olga), f"/api/tenants/{hotel.id}"

    moved = await client.patch(door, json={"slug": "hotel-leblon"}, headers=headers)
    taken = await client.patch(door, json={"slug": "pousada-serena"}, headers=headers)

    assert moved.json()["slug"] == "hotel-leblon"
    assert (taken.status_code, taken.json()["code"]) == (409, "CONFLICT")
    assert (await client.get(door, headers=headers)).json()["slug"] == "hotel-leblon"


async def test_only_admins_see_and_change_the_hotel(client: httpx.AsyncClient, office: Office, hotel: Tenant, admin: User) -> None:
    for role in (Role.MANAGER, Role.ATTENDANT, Role.AGENT):
        headers = await signed_in(client, await a_user(office, hotel, role))
        assert (await client.get(f"/api/tenants/{hotel.id}", headers=headers)).status_code == 403
        assert (await client.patch(f"/api/tenants/{hotel.id}", json={"name": "X"}, headers=headers)).status_code == 403
        assert (await client.post("/auth/register", json=COLLEAGUE, headers=headers)).status_code == 403
        assert (await client.put(f"/api/tenants/{hotel.id}/whatsapp", json={}, headers=headers)).status_code in {403, 422}
        assert (await client.get(f"/api/tenants/{hotel.id}/whatsapp", headers=headers)).status_code == 403
    assert (await client.get(f"/api/tenants/{hotel.id}", headers=await signed_in(client, admin))).status_code == 200


async def test_an_admin_takes_people_on(client: httpx.AsyncClient, office: Office, admin: User) -> None:
    headers, at = await signed_in(client, admin), {"X-Tenant-Slug": "hotel-ipanema"}

    made = await client.post("/auth/register", json=COLLEAGUE, headers=headers)
    again = await client.post("/auth/register", json=COLLEAGUE | {"email": "CAIO@hotel.example"}, headers=headers)
    entered = await client.post("/auth/login", json={"email": COLLEAGUE["email"], "password": COLLEAGUE["password"]}, headers=at)

    assert made.status_code == 201, made.text
    assert made.json()["role"] == "AGENT"
    assert "vento-sul-77" not in made.text
    assert (again.status_code, again.json()["code"]) == (409, "CONFLICT")
    assert entered.status_code == 200
    listed = (await client.get("/api/users", headers=headers)).json()["data"]
    assert {user["email"] for user in listed} == {admin.email, COLLEAGUE["email"]}
    async with office.for_tenant(admin.tenant_id) as work:
        assert await work.session.scalar(text("SELECT details->>'user_id' FROM audit_entries")) == made.json()["id"]


async def test_nobody_makes_a_super_admin_by_the_door(client: httpx.AsyncClient, admin: User, olga: Operator, hotel: Tenant) -> None:
    inside = await signed_in(client, olga) | {"X-Tenant-Slug": "hotel-ipanema", "X-Act-Reason": "help"}

    for headers in (await signed_in(client, admin), inside):
        refused = await client.post("/auth/register", json=COLLEAGUE | {"role": "SUPER_ADMIN"}, headers=headers)
        assert refused.status_code == 422
        assert refused.json()["details"][0]["field"] == "body.role"
    assert (await client.post("/auth/register", json=COLLEAGUE, headers=inside)).status_code == 201


async def test_nothing_that_is_sent_is_a_fault_of_ours(client: httpx.AsyncClient, admin: User, olga: Operator) -> None:
    headers, door = await signed_in(client, admin), f"/api/tenants/{admin.tenant_id}"
    huge, deep = b'{"settings": {"a": 1' + b"0" * 400 + b"}}", b'{"settings": {"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}}"
    bodies = (huge, deep, b'{"settings": {"a": 1e999}}', b'{"settings": {"\\u0000": 1}}', b'{"name": "\\udfff"}', b"[" * 400_000)

    for body in bodies:
        answered = await client.patch(door, content=body, headers=headers | {"Content-Type": "application/json"})
        # A number as long as it likes is a number.
        assert answered.status_code == (200 if body is huge else 422), (body[:30], answered.text)
    for name in ("%00", "%ff%fe", "a" * 5_000, "%0a", "'--"):
        answered = await client.post(f"/auth/login?tenant={name}", json={"email": "a@b.example", "password": "x"})
        assert (answered.status_code, answered.json()["code"]) == (404, "TENANT_NOT_FOUND"), name
    inside = await signed_in(client, olga) | {"X-Tenant-Slug": "hotel-ipanema", "X-Act-Reason": "look"}
    assert (await client.get("/api/tenants/%00", headers=inside)).status_code == 404
