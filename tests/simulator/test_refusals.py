"""What Meta refuses, in Meta's words and shapes."""

import re
from typing import Any

import httpx
import pytest

from simulator.letters import Thread
from simulator.meta import Meta
from tests.simulator.hotel import ANA, TOKEN, a_number, a_text, guest_writes, send


async def test_no_token_is_told_that_one_is_needed(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v26.0/1055001/messages", json=a_text())

    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["type"]) == (401, 2500, "OAuthException")
    assert error["message"].startswith("An active access token must be used")
    assert re.fullmatch(r"A[\w-]{22}", error["fbtrace_id"])


async def test_a_wrong_token_is_190(client: httpx.AsyncClient) -> None:
    answer = await send(client, a_text(), token="garbage")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
    assert answer.headers["x-fb-trace-id"]


@pytest.mark.parametrize("path", ["/v26.0/999/messages", "/v26.0/999"])
async def test_an_unknown_number_does_not_exist(client: httpx.AsyncClient, path: str) -> None:
    answer = await send(client, a_text(), path=path)

    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["error_subcode"], error["type"]) == (400, 100, 33, "GraphMethodException")
    assert error["message"].startswith("Unsupported post request. Object with ID '999' does not exist")


async def test_a_neighbours_number_looks_as_if_it_did_not_exist(client: httpx.AsyncClient, meta: Meta) -> None:
    meta.put_number(a_number("1055002", access_token="neighbour"))

    answer = await send(client, a_text(), path="/v26.0/1055002/messages")

    assert (answer.json()["error"]["code"], answer.json()["error"]["error_subcode"]) == (100, 33)


@pytest.mark.parametrize("path", ["/v20.0/1055001/messages", "/v99.0/1055001/messages", "/v26.0/1055001/nonsense", "/nonsense", "/v26.0"])
async def test_an_unknown_version_or_path_is_told_as_such(client: httpx.AsyncClient, path: str) -> None:
    answer = await send(client, a_text(), path=path)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2500)
    assert answer.json()["error"]["message"].startswith("Unknown path components: /")


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in a_text().items() if key != name}


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (without("messaging_product"), 100, "(#100) The parameter messaging_product is required."),
        (a_text(messaging_product="x"), 100, '(#100) Param messaging_product must be one of {WHATSAPP} - got "x".'),
        (without("to"), 100, "(#100) The parameter to is required."),
        (a_text(text={}), 100, "(#100) The parameter text['body'] is required."),
        (a_text(""), 100, "(#100) The parameter text['body'] is required."),
        (a_text("x" * 4097), 100, "(#100) Param text['body'] must be at most 4096 characters long."),
        (a_text(text={"body": 5}), 100, "(#100) Param text['body'] must be a string."),
        (a_text(text="Oi"), 100, "(#100) Param text must be a JSON object."),
        (a_text(text={"body": "Oi", "preview_url": "yes"}), 100, "(#100) Param text['preview_url'] must be a boolean."),
        (a_text(text={"body": "Oi", "colour": 1}), 100, '(#100) Unexpected key "colour" on param "text".'),
        (a_text(colour="red"), 100, '(#100) Unexpected key "colour" on param "messages".'),
        (without("text"), 100, "(#100) Invalid parameter"),
        (a_text(type="button"), 131051, "(#131051) Unsupported message type"),
        (a_text(recipient_type="crowd"), 100, '(#100) Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "crowd".'),
        (a_text(to="not a number"), 131009, "(#131009) Parameter value is not valid"),
        (a_text(to="12"), 131009, "(#131009) Parameter value is not valid"),
        (a_text(to="BR.831795919964525"), 131009, "(#131009) Parameter value is not valid"),
        (a_text(to="+55 21 3333-0001"), 131021, "(#131021) Recipient cannot be sender"),
        (a_text(context={}), 100, "(#100) The parameter context['message_id'] is required."),
        (a_text(context={"message_id": "7"}), 131009, "(#131009) Parameter value is not valid"),
        (a_text(biz_opaque_callback_data="x" * 513), 100, "(#100) Param biz_opaque_callback_data must be at most 512 characters long."),
        ([], 100, "(#100) Invalid parameter"),
    ],
)
async def test_a_message_that_is_not_as_it_should_be(client: httpx.AsyncClient, body: object, code: int, message: str) -> None:
    await guest_writes(client)

    answer = await send(client, body)

    assert (answer.status_code, answer.json()["error"]["code"], answer.json()["error"]["message"]) == (400, code, message)
    assert (await client.get("/_sim/sent")).json() == {"data": []}


async def test_an_unknown_type_is_told_the_known_ones(client: httpx.AsyncClient) -> None:
    answer = await send(client, a_text(type="telegram"))

    assert "must be one of {AUDIO, BUTTON, CONTACTS" in answer.json()["error"]["message"]
    assert answer.json()["error"]["message"].endswith('- got "telegram".')


async def test_the_object_of_the_type_is_mandatory_and_the_details_say_so(client: httpx.AsyncClient) -> None:
    answer = await send(client, without("text"))

    assert answer.json()["error"]["error_data"] == {
        "messaging_product": "whatsapp",
        "details": "Parameter 'text' is mandatory for type 'text'",
    }


async def test_what_is_not_json_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v26.0/1055001/messages", content=b"{", headers={"Authorization": f"Bearer {TOKEN}"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


async def test_a_lenient_meta_lets_unknown_members_pass(client: httpx.AsyncClient) -> None:
    await guest_writes(client)
    await client.put("/_sim/switches", json={"strict": False})

    assert (await send(client, a_text(colour="red"))).status_code == 200


async def test_outside_the_window_only_a_new_word_of_the_guest_helps(client: httpx.AsyncClient) -> None:
    never = await send(client, a_text())
    await guest_writes(client, message={"type": "text", "text": {"body": "ontem"}, "timestamp": "1700000000"})
    long_ago = await send(client, a_text())
    await guest_writes(client)
    now = await send(client, a_text())

    assert never.json()["error"]["code"] == long_ago.json()["error"]["code"] == 131047
    assert never.json()["error"]["error_data"]["details"].startswith("Message failed to send because more than 24 hours")
    assert now.status_code == 200


async def test_a_numbers_rate_is_held_in_any_second(client: httpx.AsyncClient, meta: Meta, callback: object) -> None:
    meta.put_number(a_number(rate=3))
    await client.put("/_sim/switches", json={"pair_rate": False})
    await guest_writes(client)

    answers = [await send(client, a_text(f"{turn}")) for turn in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 400]
    assert answers[3].json()["error"]["code"] == 130429


async def test_the_pair_rate_lets_a_burst_of_45_pass(client: httpx.AsyncClient) -> None:
    await guest_writes(client)
    await guest_writes(client, guest="5521900000002")

    answers = [await send(client, a_text(f"{turn}")) for turn in range(46)]
    other = await send(client, a_text(to="5521900000002"))

    assert [answer.status_code for answer in answers] == [200] * 45 + [400]
    assert answers[45].json()["error"]["code"] == 131056
    assert other.status_code == 200


def test_a_burst_is_paid_for_before_the_next_one_where_it_is_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("simulator.clock.steady", lambda: now)
    lent, owed = (Thread(phone_number_id="1", guest_key="2") for _ in range(2))
    for _ in range(20):
        assert lent.may_take_one_more()
        assert owed.may_take_one_more(is_owed=True)

    now += 60
    passed = lent.may_take_one_more(), owed.may_take_one_more(is_owed=True)
    now += 60
    later = owed.may_take_one_more(is_owed=True)

    assert (passed, later) == ((True, False), True)


async def test_codes_come_on_request(client: httpx.AsyncClient) -> None:
    await guest_writes(client)
    await client.put("/_sim/faults", json={"errors": {"131016": 1}})

    answer = await send(client, a_text())

    assert (answer.status_code, answer.json()["error"]["code"]) == (500, 131016)
    assert (await client.get("/_sim/sent", params={"to": ANA})).json() == {"data": []}


async def test_an_edge_proxy_answers_with_html_on_request(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/faults", json={"html_502": 1})

    answer = await send(client, a_text())

    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
