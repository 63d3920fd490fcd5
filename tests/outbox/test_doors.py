"""The doors through which a hotel speaks."""

from datetime import timedelta

import httpx
import pytest

from app.core.permissions import Role
from tests.builders import a_channel, a_tenant, a_user, signed_in
from tests.outbox.front_desk import ANA, Hotel

BODIES = [
    {"type": "text", "content": {"text": "Olá"}},
    {"type": "text", "content": "Olá"},
    {"content": "Olá"},
]


@pytest.fixture
async def headers(hotel: Hotel, client: httpx.AsyncClient) -> dict[str, str]:
    return await signed_in(client, await a_user(hotel.office, hotel.tenant, Role.MANAGER))


@pytest.mark.parametrize("body", BODIES)
async def test_a_message_is_taken_and_pending(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str], body: dict[str, object]
) -> None:
    conversation_id = await hotel.has_guest()

    answered = await client.post(f"/api/conversations/{conversation_id}/messages", json=body, headers=headers)

    assert answered.status_code == 201, answered.text
    message = answered.json()
    assert (message["status"], message["direction"], message["content"]) == ("pending", "outbound", {"text": "Olá"})
    assert (message["conversation_id"], message["message_type"], message["error"]) == (str(conversation_id), "text", None)


async def test_the_same_request_again_is_answered_with_the_same_message(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    path, keyed = f"/api/conversations/{await hotel.has_guest()}/messages", headers | {"Idempotency-Key": "tap-1"}

    first = await client.post(path, json=BODIES[0], headers=keyed)
    again = await client.post(path, json=BODIES[1], headers=keyed)
    other = await client.post(path, json={"content": "Outra"}, headers=keyed)

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json() == again.json()
    assert other.json()["code"] == "IDEMPOTENCY_MISMATCH"


async def test_a_number_may_be_written_to(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    conversation_id = await hotel.has_guest(ANA)
    keyed = headers | {"Idempotency-Key": "tap-1"}

    first = await client.post("/api/messages/send", json={"to": "(11) 90000-0001", "type": "text", "content": "Olá"}, headers=keyed)
    again = await client.post("/api/messages/send", json={"to": "+5511900000001", "type": "text", "content": "Olá"}, headers=keyed)

    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json()["conversation_id"] == str(conversation_id)


async def test_a_closed_window_is_told_with_its_clock(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    conversation_id = await hotel.has_guest(wrote=timedelta(hours=30))

    answered = await client.post(f"/api/conversations/{conversation_id}/messages", json=BODIES[0], headers=headers)

    assert (answered.status_code, answered.json()["code"]) == (409, "WINDOW_CLOSED")
    assert answered.json()["window_expires_at"].endswith("Z")
    assert "24 horas" in answered.json()["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"type": "text", "content": "a" * 4097}, "body.content"),
        ({"type": "text", "content": {"text": "a" * 4097}}, "body.content.text"),
        ({"type": "text"}, "body.content"),
        ({"type": "carrier-pigeon", "content": "Olá"}, "body.type"),
        ({"type": "text", "content": "Olá", "replyTo": "nobody"}, "body.reply_to"),
    ],
)
async def test_what_does_not_fit_is_named(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str], body: dict[str, object], field: str
) -> None:
    answered = await client.post(f"/api/conversations/{await hotel.has_guest()}/messages", json=body, headers=headers)

    assert answered.status_code == 422
    assert [detail["field"] for detail in answered.json()["details"]] == [field]


async def test_a_neighbours_conversation_does_not_exist(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    neighbour = await a_tenant(hotel.office, "pousada-serena")
    channel = await a_channel(hotel.office, neighbour, "1055002", waba_id="9001002")
    theirs = await Hotel(hotel.office, neighbour, hotel.actor, channel).has_guest()

    answered = await client.post(f"/api/conversations/{theirs}/messages", json=BODIES[0], headers=headers)

    assert (answered.status_code, answered.json()["code"]) == (404, "NOT_FOUND")
