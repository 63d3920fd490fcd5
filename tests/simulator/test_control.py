"""The control API: who may use it, what it keeps to itself, and that each request does what its name says."""

import httpx
import pytest

from simulator.app import Simulator
from simulator.meta import Meta
from tests.simulator.hotel import ANA, SECRET, TOKEN, VERIFY, Callback, a_text, guest_writes, send

NUMBER = {
    "business_account_id": "9001005",
    "display_phone_number": "+55 48 3333-0005",
    "verified_name": "Pousada Serena",
    "access_token": "token-5",
    "app_id": "7005",
    "app_secret": "secret-5",
    "verify_token": VERIFY,
}


async def test_numbers_are_told_and_listed_without_their_secrets(client: httpx.AsyncClient) -> None:
    told = await client.put("/_sim/numbers/1055005", json=NUMBER)
    again = await client.put("/_sim/numbers/1055005", json=NUMBER | {"rate": 1000})
    listed = await client.get("/_sim/numbers")

    assert (told.status_code, told.json()["rate"], again.json()["rate"]) == (200, 80, 1000)
    assert [number["phone_number_id"] for number in listed.json()["data"]] == ["1055001", "1055005"]
    for secret in ("token-5", "secret-5", VERIFY, TOKEN, SECRET):
        assert secret not in told.text + listed.text


async def test_a_removed_number_is_gone(client: httpx.AsyncClient) -> None:
    assert (await client.delete("/_sim/numbers/1055001")).status_code == 204

    assert (await send(client, a_text())).json()["error"]["code"] == 190
    assert (await client.delete("/_sim/numbers/1055001")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("PUT", "/_sim/faults", {"duplicate": 2}, 400, "Expected `float` <= 1.0 - at `$.duplicate`."),
        ("PUT", "/_sim/faults", {"earthquake": 1}, 400, "Object contains unknown field `earthquake`."),
        ("PUT", "/_sim/faults", {"batch": 1001}, 400, "Expected `int` <= 1000 - at `$.batch`."),
        ("PUT", "/_sim/switches", {"window": "ajar"}, 400, "Invalid enum value 'ajar' - at `$.window`."),
        ("GET", "/_sim/nonsense", None, 404, "There is no GET /_sim/nonsense here."),
        ("GET", "/_sim/threads/1055001/5599999999999", None, 404, "No guest 5599999999999 is known here"),
        ("GET", "/_sim/threads/404404/5511900000001", None, 404, "No number 404404 is known here"),
        ("POST", "/_sim/guests/nobody/read", {"phone_number_id": "1055001"}, 400, "A guest is named by the digits"),
        ("POST", f"/_sim/guests/{ANA}/messages", {"phone_number_id": "404404", "message": {"type": "text"}}, 404, "No number 404404"),
        ("POST", f"/_sim/guests/{ANA}/messages", {"phone_number_id": "1055001", "message": {}}, 400, 'A message needs its "type"'),
        ("POST", "/_sim/burst", {"numbers": 9, "messages": 1}, 400, "Only 1 numbers are known here, not 9."),
        ("GET", "/_sim/bursts/7", None, 404, "There was no burst 7"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    client: httpx.AsyncClient, method: str, path: str, body: object, status: int, said: str
) -> None:
    answer = await client.request(method, path, json=body)

    assert (answer.status_code, answer.json()["error"]["status"]) == (status, status)
    assert answer.json()["error"]["message"].startswith(said)


async def test_faults_keep_what_is_not_named(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/faults", json={"duplicate": 0.2, "errors": {"130429": 0.1}, "batch": 10})
    await client.put("/_sim/faults", json={"duplicate": 0})

    faults = (await client.get("/_sim/faults")).json()
    assert (faults["duplicate"], faults["errors"], faults["batch"], faults["reorder"]) == (0, {"130429": 0.1}, 10, 0)


async def test_a_reset_forgets_everything_but_the_numbers(client: httpx.AsyncClient, meta: Meta) -> None:
    await guest_writes(client, guest="5599999999999")
    await send(client, a_text(to="5599999999999"))
    await client.put("/_sim/faults", json={"bad_signature": 1})
    await client.put("/_sim/switches", json={"pair_rate": False})

    await client.post("/_sim/reset")

    assert (await client.get("/_sim/sent")).json() == {"data": []}
    assert (await client.get("/_sim/faults")).json()["bad_signature"] == 0
    assert (await client.get("/_sim/switches")).json()["pair_rate"] is True
    assert (await client.get("/_sim/pushes")).json()["quiet"] is True
    assert meta.guests.find("5599999999999") is None
    assert len(meta.numbers) == 1
    assert (await send(client, a_text())).json()["error"]["code"] == 131047


async def test_a_guest_may_bring_time_id_name_and_user_id(client: httpx.AsyncClient, callback: Callback) -> None:
    message = {"type": "text", "text": {"body": "Oi"}, "id": "wamid.MINE", "timestamp": "1795300001"}

    written = await guest_writes(client, guest="5511912345678", name="Zeca", user_id="BR.7", username="zeca", message=message)
    await callback.until(lambda: callback.pushes)

    assert (written["wamid"], written["timestamp"], written["user_id"]) == ("wamid.MINE", 1795300001, "BR.7")
    [value] = callback.pushes[0].values
    assert value["contacts"] == [{"profile": {"name": "Zeca", "username": "zeca"}, "wa_id": "5511912345678", "user_id": "BR.7"}]
    assert (value["messages"][0]["id"], value["messages"][0]["timestamp"]) == ("wamid.MINE", "1795300001")


async def test_any_kind_of_message_can_come_from_a_guest(client: httpx.AsyncClient, callback: Callback) -> None:
    reaction = {"type": "reaction", "reaction": {"message_id": "wamid.X", "emoji": "👍"}}

    await guest_writes(client, message=reaction)
    await callback.until(lambda: callback.pushes)

    assert callback.messages[0]["reaction"] == reaction["reaction"]


async def test_a_thread_shows_both_sides_and_what_became_of_them(client: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(client, "Oi")
    await callback.until(lambda: callback.pushes)
    await send(client, a_text("Olá"))
    await callback.until(lambda: len(callback.statuses) == 2)

    thread = (await client.get(f"/_sim/threads/1055001/{ANA}")).json()
    guests = (await client.get("/_sim/guests", params={"phone_number_id": "1055001"})).json()["data"]

    assert [(letter["from"], letter["status"]) for letter in thread["letters"]] == [("guest", "acked"), ("hotel", "delivered")]
    assert thread["window_closes_at"] is not None
    assert (guests[0]["key"], guests[0]["unread"], guests[0]["last"]["from"]) == (ANA, 1, "hotel")
    assert len(guests) == 6


async def test_a_burst_says_exactly_what_it_sent(client: httpx.AsyncClient, callback: Callback) -> None:
    order = {"numbers": ["1055001"], "guests": 4, "messages": 40, "rate": 2000, "statuses": 3, "seed": 5}

    report = (await client.post("/_sim/burst", json=order)).json()
    await client.get("/_sim/pushes", params={"wait_s": 5})

    sent = report["numbers"]["1055001"]
    assert (report["state"], report["messages"], report["statuses"]) == ("done", 40, 120)
    assert sorted(message["id"] for message in callback.messages) == sorted(message["wamid"] for message in sent["messages"])
    assert len(callback.statuses) == len(sent["statuses"]) == 120
    assert len({message["wa_id"] for message in sent["messages"]}) == 4
    for guest in {message["wa_id"] for message in sent["messages"]}:
        times = [message["timestamp"] for message in sent["messages"] if message["wa_id"] == guest]
        assert times == sorted(set(times))
    assert (await client.get("/_sim/bursts/1")).json() == report


async def test_the_same_seed_says_the_same(client: httpx.AsyncClient) -> None:
    order = {"guests": 2, "messages": 6, "seed": 11}

    first = (await client.post("/_sim/burst", json=order)).json()
    await client.post("/_sim/reset")
    second = (await client.post("/_sim/burst", json=order)).json()

    assert [message["wamid"] for message in first["numbers"]["1055001"]["messages"]] == [
        message["wamid"] for message in second["numbers"]["1055001"]["messages"]
    ]


async def test_a_burst_speaks_of_the_hotels_real_messages(client: httpx.AsyncClient) -> None:
    await guest_writes(client)
    wamid = (await send(client, a_text())).json()["messages"][0]["id"]

    real = (await client.post("/_sim/burst", json={"messages": 1, "statuses": 2})).json()
    named = (await client.post("/_sim/burst", json={"messages": 1, "statuses": 1, "wamids": {"1055001": ["wamid.OURS"]}})).json()

    assert [status["wamid"] for status in real["numbers"]["1055001"]["statuses"]] == [wamid, wamid]
    assert named["numbers"]["1055001"]["statuses"] == [{"wamid": "wamid.OURS", "status": "sent"}]


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("10.0.0.7", {}),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}),
        ("127.0.0.1", {"Host": "evil.example"}),
        ("127.0.0.1", {"Origin": "https://evil.example"}),
    ],
)
@pytest.mark.parametrize("path", ["/_sim/sent", "/_sim/numbers", "/", "/phone/main.js"])
async def test_only_this_machine_is_answered(meta: Meta, peer: str, headers: dict[str, str], path: str) -> None:
    transport = httpx.ASGITransport(Simulator(meta), client=(peer, 40_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as stranger:
        refused = await stranger.get(path, headers=headers)
        graph = await stranger.get("/v26.0/1055001", headers=headers | {"Authorization": f"Bearer {TOKEN}"})

    assert (refused.status_code, graph.status_code) == (403, 200)
    assert "this machine only" in refused.json()["error"]["message"]


async def test_health_tells_that_it_lives(client: httpx.AsyncClient) -> None:
    told = (await client.get("/_sim/health")).json()

    assert (told["status"], told["numbers"]) == ("ok", 1)
