"""What a business may look up: its numbers, its account, its subscription, its token."""

import httpx
import pytest

from simulator.meta import Meta
from tests.simulator.hotel import SECRET, TOKEN, Callback, a_number, guest_writes

AUTH = {"Authorization": f"Bearer {TOKEN}"}


async def test_a_number_tells_the_fields_that_are_asked_for(client: httpx.AsyncClient) -> None:
    plain = await client.get("/v26.0/1055001", headers=AUTH)
    asked = await client.get("/v26.0/1055001/", params={"fields": "throughput,verified_name"}, headers=AUTH)
    unknown = await client.get("/v26.0/1055001", params={"fields": "shoe_size"}, headers=AUTH)

    assert plain.json() == {
        "verified_name": "Hotel Ipanema",
        "display_phone_number": "+55 21 3333-0001",
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "id": "1055001",
    }
    assert asked.json() == {"throughput": {"level": "STANDARD"}, "verified_name": "Hotel Ipanema", "id": "1055001"}
    assert unknown.json()["error"]["message"] == (
        "(#100) Tried accessing nonexisting field (shoe_size) on node type (WhatsAppBusinessPhoneNumber)"
    )


async def test_an_account_lists_its_numbers_and_not_its_neighbours(client: httpx.AsyncClient, meta: Meta) -> None:
    meta.put_number(a_number("1055002"))
    meta.put_number(a_number("1055003", business_account_id="9001002", access_token="neighbour"))

    listed = await client.get("/v26.0/9001001/phone_numbers", headers=AUTH)
    foreign = await client.get("/v26.0/9001002/phone_numbers", headers=AUTH)

    assert [number["id"] for number in listed.json()["data"]] == ["1055001", "1055002"]
    assert (foreign.json()["error"]["code"], foreign.json()["error"]["error_subcode"]) == (100, 33)


async def test_without_a_subscription_nothing_is_pushed(client: httpx.AsyncClient, callback: Callback) -> None:
    path = "/v26.0/9001001/subscribed_apps"
    before = (await client.get(path, headers=AUTH)).json()

    await client.delete(path, headers=AUTH)
    await guest_writes(client, "not heard")
    without = (await client.get(path, headers=AUTH)).json()
    subscribed = await client.post(path, headers=AUTH)
    await guest_writes(client, "heard")
    await callback.until(lambda: callback.messages)

    assert before["data"][0]["whatsapp_business_api_data"]["id"] == "7001"
    assert without == {"data": []}
    assert subscribed.json() == {"success": True}
    assert [message["text"]["body"] for message in callback.messages] == ["heard"]


@pytest.mark.parametrize("asking", [TOKEN, f"7001|{SECRET}"])
async def test_a_token_can_be_looked_at(client: httpx.AsyncClient, asking: str) -> None:
    answer = await client.get("/v26.0/debug_token", params={"input_token": TOKEN}, headers={"Authorization": f"Bearer {asking}"})

    told = answer.json()["data"]
    assert (told["app_id"], told["is_valid"]) == ("7001", True)
    assert told["granular_scopes"][0]["target_ids"] == ["9001001"]


async def test_a_dead_token_is_told_as_invalid(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v26.0/debug_token", params={"input_token": "dead"}, headers=AUTH)

    assert answer.json()["data"]["is_valid"] is False
