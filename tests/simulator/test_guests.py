"""Guests as people: they change numbers, come from ads, listen to voices, take back what they said; and the hotel has a phone too."""

from typing import Any

import httpx
import pytest

from simulator import examples
from simulator.letters import is_voice
from simulator.meta import Meta
from tests.simulator.hotel import ANA, Callback, a_text, guest_writes, send

NEW = "5511900000077"


async def said_by(callback: Callback, many: int) -> list[dict[str, Any]]:
    await callback.until(lambda: len(callback.messages) >= many)
    return callback.messages


async def test_a_guest_with_a_new_number_writes_and_is_found_under_it(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    before = await guest_writes(client, "do número velho")
    moved = {"type": "system", "system": {"type": "user_changed_number", "wa_id": NEW}}
    await guest_writes(client, message=moved)
    after = await guest_writes(client, "do novo", guest=NEW)

    _, told, said = await said_by(callback, 3)
    assert (told["from"], told["system"]["wa_id"], said["from"]) == (ANA, NEW, NEW)
    assert told["system"]["body"] == f"User Ana Souza changed from {ANA} to {NEW}"
    assert before["user_id"] != after["user_id"] == said["from_user_id"]
    thread = (await client.get(f"/_sim/threads/1055001/{NEW}")).json()
    assert [letter["wamid"] for letter in thread["letters"]][::2] == [before["wamid"], after["wamid"]]
    assert (await client.get(f"/_sim/threads/1055001/{ANA}")).status_code == 404
    assert meta.guests.find(NEW) is not None


async def test_a_guest_with_a_new_user_id_keeps_the_number(client: httpx.AsyncClient, callback: Callback) -> None:
    changed = {"type": "system", "system": {"type": "user_changed_user_id", "user_id": "BR.777"}}
    await guest_writes(client, message=changed)
    written = await guest_writes(client)

    told, said = await said_by(callback, 2)
    assert (told["system"]["wa_id"], told["system"]["user_id"]) == (ANA, "BR.777")
    assert "from_user_id" not in told
    assert (said["from"], said["from_user_id"], written["user_id"]) == (ANA, "BR.777", "BR.777")


async def test_nobody_moves_to_a_number_that_somebody_has(client: httpx.AsyncClient) -> None:
    moved = {"type": "system", "system": {"type": "user_changed_number", "wa_id": "5521900000002"}}
    answer = await client.post(f"/_sim/guests/{ANA}/messages", json={"phone_number_id": "1055001", "message": moved})

    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "5521900000002 is the number of another guest.")


async def test_taps_reactions_edits_and_revokes_find_what_they_are_about(client: httpx.AsyncClient, callback: Callback) -> None:
    text = (await guest_writes(client, "original"))["wamid"]
    photo = (await guest_writes(client, message={"type": "image", "image": {"caption": "praia"}}))["wamid"]
    offer = (await send(client, a_text("Quer o quarto?"))).json()["messages"][0]["id"]

    for name in ("interactive_button_reply", "reaction", "edit_text", "edit_image_caption", "revoke"):
        await guest_writes(client, message=examples.guest_messages()[name])

    _, _, tap, reaction, edit, caption, revoke = await said_by(callback, 7)
    assert tap["context"] == {"from": "552133330001", "id": offer}
    assert reaction["reaction"]["message_id"] == offer
    assert edit["edit"]["original_message_id"] == text
    assert caption["edit"]["original_message_id"] == photo
    assert caption["edit"]["message"]["image"]["caption"] == "nova legenda"
    assert caption["edit"]["message"]["image"]["id"]
    assert revoke["revoke"]["original_message_id"] == tap["id"]


async def test_who_came_from_an_ad_is_answered_for_nothing_for_three_days(
    client: httpx.AsyncClient, callback: Callback, meta: Meta
) -> None:
    await guest_writes(client, message=examples.guest_messages()["referral_ctwa"])
    await send(client, a_text("Bem-vinda!"))
    await meta.settled(3)

    told = {status["status"]: status for status in callback.statuses}
    assert told["sent"]["pricing"]["type"] == told["delivered"]["pricing"]["type"] == "free_entry_point"
    ends = int(told["sent"]["conversation"]["expiration_timestamp"]) - int(told["sent"]["timestamp"])
    assert 259_198 <= ends <= 259_200
    assert told["delivered"]["conversation"].keys() == {"id", "origin"}


async def test_a_failure_after_the_delivery_is_told_and_changes_nothing(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    await client.put("/_sim/faults", json={"late_failed": {"131026": 1}})
    await client.put("/_sim/switches", json={"auto_read": True})
    await guest_writes(client)
    await send(client, a_text())
    await meta.settled(3)

    assert callback.steps == ["delivered", "failed", "read", "sent"]
    [failed] = [status for status in callback.statuses if status["status"] == "failed"]
    assert failed["errors"][0]["code"] == 131026
    [sent] = (await client.get("/_sim/sent")).json()["data"]
    assert sent["status"] == "read"


@pytest.mark.parametrize(("message", "voice"), [({"audio": {"voice": True}}, True), ({"audio": {"id": "1"}}, False), ({"text": {}}, False)])
def test_only_a_voice_is_played(message: dict[str, object], *, voice: bool) -> None:
    assert is_voice(message) is voice


async def test_what_the_hotel_writes_on_its_phone_is_no_call_of_ours(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    sent = {"to": ANA, "message": {"type": "text", "text": {"body": "Do celular"}}}
    first = (await client.post("/_sim/phone/1055001/messages", json=sent)).json()["wamid"]
    edit = {"to": ANA, "message": {"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "Do celular!"}}}}}
    await client.post("/_sim/phone/1055001/messages", json=edit)
    await meta.settled(3)

    echoes = [echo for push in callback.pushes for value in push.values for echo in value["message_echoes"]]
    assert [echo["type"] for echo in echoes] == ["text", "edit"]
    assert echoes[1]["edit"]["original_message_id"] == first
    assert (await client.get("/_sim/sent")).json()["data"] == []
    thread = (await client.get(f"/_sim/threads/1055001/{ANA}")).json()
    assert [letter["from"] for letter in thread["letters"]] == ["hotel", "hotel"]


async def test_every_example_that_is_listed_can_be_played(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    await guest_writes(client, "Oi")
    await send(client, a_text())
    listed = (await client.get("/_sim/examples", params={"phone_number_id": "1055001", "wa_id": "5548900000004"})).json()["data"]
    for example in listed:
        answer = await client.request(example["send"]["method"], example["send"]["path"], json=example["send"]["body"])
        # Diego has another number after one of them, and is written to under the old one all the same: as a stranger.
        assert answer.is_success, (example["name"], answer.text)
    await meta.settled(5)

    assert len(listed) == len({example["name"] for example in listed}) > 130
    pushed = {change["field"] for push in callback.pushes for entry in push.payload["entry"] for change in entry["changes"]}
    assert pushed == {example["field"] for example in listed}
    assert {"account_update", "history", "smb_message_echoes", "calls", "flows", "security", "standby"} <= pushed


async def test_a_burst_mixes_kinds_and_says_what_each_was_about(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    kinds = ["text", "text", "edit_text", "revoke", "reaction", "reaction_removed", "order", "system_customer_identity_changed"]
    order = {"messages": 200, "guests": 4, "kinds": kinds, "seed": 11}
    report = (await client.post("/_sim/burst", json=order)).json()
    again = (await client.post("/_sim/burst", json=order)).json()
    await meta.settled(5)

    sent = report["numbers"]["1055001"]["messages"]
    assert {one["kind"] for one in sent} == set(kinds)
    pushed = {message["id"]: message for message in callback.messages}
    for one in sent:
        assert one["said"].items() <= pushed[one["wamid"]].items()
    texts = {one["wamid"] for one in sent if one["kind"] == "text"}
    assert {one["said"]["edit"]["original_message_id"] for one in sent if one["kind"] == "edit_text"} <= texts
    taken_back = [one["said"]["revoke"]["original_message_id"] for one in sent if one["kind"] == "revoke"]
    assert len(taken_back) == len(set(taken_back))
    assert [one["wamid"] for one in again["numbers"]["1055001"]["messages"]] == [one["wamid"] for one in sent]


async def test_a_burst_of_unheard_kinds_is_refused_with_the_name(client: httpx.AsyncClient) -> None:
    answer = await client.post("/_sim/burst", json={"kinds": ["telegram"]})

    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "No example is called telegram.")
