"""A hotel writes to a guest: what is answered, what reaches the guest, and which statuses come back."""

import base64

import httpx
import pytest

from simulator.meta import Meta
from tests.simulator.hotel import ANA, TOKEN, Callback, a_number, a_text, guest_writes, send


@pytest.mark.parametrize("path", ["/v26.0/1055001/messages", "/v21.0/1055001/messages/", "/1055001/messages"])
async def test_a_text_is_accepted_under_every_spelling_of_the_path(client: httpx.AsyncClient, path: str) -> None:
    await guest_writes(client)

    answer = await send(client, a_text(to="+55 (11) 90000-0001", biz_opaque_callback_data="our-id"), path=path)

    told = answer.json()
    assert told["messaging_product"] == "whatsapp"
    assert told["contacts"] == [{"input": "+55 (11) 90000-0001", "wa_id": ANA}]
    [row] = (await client.get("/_sim/sent", params={"to": ANA, "phone_number_id": "1055001"})).json()["data"]
    assert row["wamid"] == told["messages"][0]["id"]
    assert row["message"] == {"type": "text", "text": {"body": "Olá, Ana!"}}
    assert (row["to"], row["phone_number_id"]) == (ANA, "1055001")


async def test_a_wamid_looks_like_metas(client: httpx.AsyncClient) -> None:
    await guest_writes(client)

    wamid = (await send(client, a_text())).json()["messages"][0]["id"]

    inside = base64.b64decode(wamid.removeprefix("wamid."))
    assert inside.startswith(b"\x1c\x18\x0d" + ANA.encode() + b"\x15\x02\x00\x11\x18\x12")
    assert inside.endswith(b"\x00")


async def test_the_token_may_stand_in_the_query(client: httpx.AsyncClient) -> None:
    await guest_writes(client)

    answer = await client.post("/v26.0/1055001/messages", params={"access_token": TOKEN}, json=a_text())

    assert answer.status_code == 200


async def test_sending_twice_shows_twice(client: httpx.AsyncClient) -> None:
    await guest_writes(client)

    await send(client, a_text("uma"))
    await send(client, a_text("uma"))

    rows = (await client.get("/_sim/sent")).json()["data"]
    assert [row["message"]["text"]["body"] for row in rows] == ["uma", "uma"]
    assert len({row["wamid"] for row in rows}) == 2
    later = (await client.get("/_sim/sent", params={"after": rows[0]["wamid"]})).json()["data"]
    assert later == rows[1:]


async def test_statuses_climb_and_bring_our_id_back(client: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(client)

    wamid = (await send(client, a_text(biz_opaque_callback_data="our-id"))).json()["messages"][0]["id"]
    await callback.until(lambda: len(callback.statuses) == 2)
    await client.post(f"/_sim/guests/{ANA}/read", json={"phone_number_id": "1055001"})
    await callback.until(lambda: len(callback.statuses) == 3)

    by_step = {status["status"]: status for status in callback.statuses}
    assert set(by_step) == {"sent", "delivered", "read"}
    for status in by_step.values():
        assert (status["id"], status["recipient_id"], status["biz_opaque_callback_data"]) == (wamid, ANA, "our-id")
        assert status["timestamp"].isdigit()
    assert by_step["sent"]["pricing"] == by_step["delivered"]["pricing"]
    assert by_step["sent"]["pricing"] == {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}
    assert "pricing" not in by_step["read"]
    assert all(push.is_genuine for push in callback.pushes)


async def test_what_is_read_early_is_read_on_arrival(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"sent_after_ms": 20, "delivered_after_ms": 40})
    await guest_writes(client)
    wamid = (await send(client, a_text())).json()["messages"][0]["id"]

    read = await client.post(f"/_sim/guests/{ANA}/read", json={"phone_number_id": "1055001"})

    assert read.json() == {"read": [wamid]}
    await callback.until(lambda: callback.steps == ["delivered", "read", "sent"])


async def test_guests_may_read_by_themselves(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"auto_read": True})
    await guest_writes(client)

    await send(client, a_text())

    await callback.until(lambda: callback.steps == ["delivered", "read", "sent"])


async def test_a_status_can_come_before_the_answer(client: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(client)
    await client.put("/_sim/faults", json={"status_before_answer": 1})

    wamid = (await send(client, a_text())).json()["messages"][0]["id"]

    assert [(status["id"], status["status"]) for status in callback.statuses][:1] == [(wamid, "sent")]
    await client.get("/_sim/pushes", params={"wait_s": 5})
    assert callback.steps == ["delivered", "sent"]


async def test_who_is_not_on_whatsapp_gets_nothing(client: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(client)
    await client.put(f"/_sim/guests/{ANA}", json={"on_whatsapp": False})

    assert (await send(client, a_text())).status_code == 200

    await callback.until(lambda: callback.statuses)
    [status] = callback.statuses
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131026)
    assert status["errors"][0]["title"] == status["errors"][0]["message"] == "Message undeliverable"
    assert callback.pushes[-1].values[0]["contacts"] == [{"wa_id": ANA}]
    assert (status["recipient_id"], "recipient_user_id" in status) == (ANA, False)


async def test_the_window_may_close_later_than_the_answer(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"window": "async"})

    assert (await send(client, a_text())).status_code == 200

    await callback.until(lambda: callback.statuses)
    assert callback.statuses[0]["errors"][0]["code"] == 131047


@pytest.mark.parametrize(
    ("shape", "of_read", "of_failed"),
    [
        ("production", [{"wa_id": ANA, "user_id": "BR.1"}], [{"wa_id": ANA}]),
        ("documented", [{"wa_id": ANA, "user_id": "BR.1", "profile": {"name": "Ana Souza"}}], None),
        ("none", None, None),
    ],
)
async def test_contacts_of_a_status_come_in_each_shape_that_was_seen(
    client: httpx.AsyncClient, callback: Callback, shape: str, of_read: object, of_failed: object
) -> None:
    await client.put("/_sim/switches", json={"status_contacts": shape, "auto_read": True})
    await guest_writes(client, user_id="BR.1")

    await send(client, a_text())
    await callback.until(lambda: len(callback.statuses) == 3)
    read = next(push.values[0] for push in callback.pushes if "read" in str(push.values[0].get("statuses")))
    await client.put("/_sim/faults", json={"failed": {"131026": 1}})
    await send(client, a_text())
    await callback.until(lambda: len(callback.statuses) == 4)

    assert read.get("contacts") == of_read
    assert callback.pushes[-1].values[0].get("contacts") == of_failed


async def test_a_guest_without_a_number_is_reached_by_user_id(client: httpx.AsyncClient, callback: Callback) -> None:
    written = await guest_writes(client, guest="5585900000006")
    await callback.until(lambda: callback.messages)
    message, contact = callback.messages[0], callback.pushes[0].values[0]["contacts"][0]

    answer = await send(client, {"messaging_product": "whatsapp", "recipient": written["user_id"], "type": "text", "text": {"body": "Olá"}})
    await callback.until(lambda: len(callback.statuses) == 2)

    assert "from" not in message
    assert message["from_user_id"] == written["user_id"]
    assert contact == {"profile": {"name": "Fábio Araújo", "username": "fabioaraujo"}, "user_id": written["user_id"]}
    assert answer.json()["contacts"] == [{"input": written["user_id"], "user_id": written["user_id"]}]
    assert all("recipient_id" not in status for status in callback.statuses)
    assert all(status["recipient_user_id"] == written["user_id"] for status in callback.statuses)
    assert (await client.get("/_sim/sent", params={"to": "5585900000006"})).json()["data"]


async def test_an_unknown_user_id_is_refused(client: httpx.AsyncClient) -> None:
    body = {"messaging_product": "whatsapp", "recipient": "BR.404", "type": "text", "text": {"body": "Olá"}}

    assert (await send(client, body)).json()["error"]["code"] == 131009


async def test_the_number_wins_when_both_are_named(client: httpx.AsyncClient) -> None:
    await guest_writes(client)

    answer = await send(client, a_text(recipient="BR.404"))

    assert answer.json()["contacts"] == [{"input": ANA, "wa_id": ANA}]


async def test_brazils_ninth_digit_does_not_make_two_guests(client: httpx.AsyncClient) -> None:
    await guest_writes(client, guest="553187654321")

    answer = await send(client, a_text(to="+5531987654321"))

    assert answer.json()["contacts"] == [{"input": "+5531987654321", "wa_id": "553187654321"}]


async def test_whatsapp_leaves_the_ninth_digit_out_when_asked_to(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"brazil_ninth_digit": "as_whatsapp", "window": "off"})

    south = await send(client, a_text(to="+5548987654321"))
    capital = await send(client, a_text(to="+5511987654321"))

    assert south.json()["contacts"][0]["wa_id"] == "554887654321"
    assert capital.json()["contacts"][0]["wa_id"] == "5511987654321"


async def test_a_national_number_gets_the_hotels_country(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"window": "off"})

    assert (await send(client, a_text(to="11987654321"))).json()["contacts"][0]["wa_id"] == "5511987654321"
    assert (await send(client, a_text(to="16505551234"))).json()["contacts"][0]["wa_id"] == "16505551234"


async def test_marking_read_marks_all_before_it_and_shows_typing(client: httpx.AsyncClient) -> None:
    wamids = [(await guest_writes(client, f"{turn}"))["wamid"] for turn in range(3)]

    answer = await send(
        client,
        {"messaging_product": "whatsapp", "status": "read", "message_id": wamids[1], "typing_indicator": {"type": "text"}},
    )

    assert answer.json() == {"success": True}
    thread = (await client.get(f"/_sim/threads/1055001/{ANA}")).json()
    assert [letter["status"] == "read" for letter in thread["letters"]] == [True, True, False]
    assert thread["typing_until"] is not None
    await send(client, a_text())
    assert (await client.get(f"/_sim/threads/1055001/{ANA}")).json()["typing_until"] is None


@pytest.mark.parametrize("message_id", ["wamid.unknown", None])
async def test_only_what_was_received_can_be_marked_read(client: httpx.AsyncClient, message_id: str | None) -> None:
    answer = await send(client, {"messaging_product": "whatsapp", "status": "read", "message_id": message_id})

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in (100, 131009)


async def test_a_message_of_another_number_cannot_be_marked_read(client: httpx.AsyncClient, meta: Meta) -> None:
    meta.put_number(a_number("1055002", access_token="neighbour"))
    wamid = (await guest_writes(client))["wamid"]

    answer = await send(
        client,
        {"messaging_product": "whatsapp", "status": "read", "message_id": wamid},
        path="/v26.0/1055002/messages",
        token="neighbour",
    )

    assert answer.json()["error"]["code"] == 131009
