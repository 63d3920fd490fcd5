"""Webhooks as a hotel's callback gets them: shape, signature, retries, handshake, batches and what chance does to them."""

import asyncio
from collections import Counter

import httpx

from simulator.meta import Meta
from simulator.webhooks.forgery import FORGED_TEXT
from tests.simulator.hotel import ANA, SECRET, VERIFY, Callback, a_number, guest_writes

OTHER_SECRET = "app-secret-of-the-neighbour"


async def quiet(client: httpx.AsyncClient) -> dict[str, object]:
    figures: dict[str, object] = (await client.get("/_sim/pushes", params={"wait_s": 5})).json()
    assert figures["quiet"], figures
    return figures


async def test_a_guests_message_comes_in_metas_envelope_signed_over_its_escaped_bytes(
    client: httpx.AsyncClient, callback: Callback
) -> None:
    written = await guest_writes(client, "Olá 😀")
    await callback.until(lambda: callback.pushes)

    [push] = callback.pushes
    assert push.is_genuine
    assert b"Ol\\u00e1 \\ud83d\\ude00" in push.body
    assert push.payload == {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "9001001",
                "changes": [
                    {
                        "value": {
                            "messaging_product": "whatsapp",
                            "metadata": {"display_phone_number": "552133330001", "phone_number_id": "1055001"},
                            "contacts": [{"profile": {"name": "Ana Souza"}, "wa_id": ANA, "user_id": written["user_id"]}],
                            "messages": [
                                {
                                    "from": ANA,
                                    "from_user_id": written["user_id"],
                                    "id": written["wamid"],
                                    "timestamp": str(written["timestamp"]),
                                    "type": "text",
                                    "text": {"body": "Olá 😀"},
                                }
                            ],
                        },
                        "field": "messages",
                    }
                ],
            }
        ],
    }


async def test_what_is_refused_comes_again_until_it_is_taken(client: httpx.AsyncClient, callback: Callback) -> None:
    callback.answers.extend([500, 401, 302])

    await guest_writes(client)
    figures = await quiet(client)

    assert len(callback.pushes) == 1
    assert (figures["posts_refused"], figures["posts_retried"], figures["updates_acked"]) == (3, 3, 1)


async def test_a_callback_that_is_away_gets_everything_when_it_is_back(client: httpx.AsyncClient, meta: Meta) -> None:
    late = Callback()
    await late.open()
    url = late.url
    await late.close()
    meta.put_number(a_number(callback_url=url))

    await guest_writes(client)
    await asyncio.sleep(0.05)
    moved = Callback()
    await moved.open()
    meta.put_number(a_number(callback_url=moved.url))
    await quiet(client)

    assert len(moved.messages) == 1
    await moved.close()


async def test_what_nobody_takes_is_given_up_in_the_end(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"retry_horizon_s": 0})
    callback.answers.extend([500] * 5)

    await guest_writes(client)

    assert (await quiet(client))["updates_given_up"] == 1


async def test_a_callback_is_verified_before_it_gets_anything(client: httpx.AsyncClient, meta: Meta, callback: Callback) -> None:
    callback.handshake_answers.extend([503, 403])
    meta.put_number(a_number(callback_url=callback.url, verify_token=VERIFY))

    await guest_writes(client)
    before = list(callback.pushes)
    await callback.until(lambda: callback.pushes)

    assert before == []
    assert len(callback.handshakes) == 3
    assert {(told["hub.mode"], told["hub.verify_token"]) for told in callback.handshakes} == {("subscribe", VERIFY)}
    assert all(told["hub.challenge"].isdigit() for told in callback.handshakes)


async def test_batches_join_numbers_of_one_app_and_never_those_of_another(
    client: httpx.AsyncClient, meta: Meta, callback: Callback
) -> None:
    meta.put_number(a_number("1055002", business_account_id="9001002", callback_url=callback.url))
    meta.put_number(a_number("1055003", app_id="7003", app_secret=OTHER_SECRET, callback_url=callback.url))
    await client.put("/_sim/faults", json={"batch": 50})

    for phone_number_id in ("1055001", "1055002", "1055003") * 2:
        await guest_writes(client, phone_number_id=phone_number_id)
    await quiet(client)

    ours = [push for push in callback.pushes if push.is_genuine]
    theirs = [push for push in callback.pushes if push.is_signed_with(OTHER_SECRET)]
    assert len(ours) == len(theirs) == 1
    assert [entry["id"] for entry in ours[0].payload["entry"]] == ["9001001", "9001002"]
    assert {value["metadata"]["phone_number_id"] for value in theirs[0].values} == {"1055003"}
    assert len(callback.messages) == 6


async def test_a_batch_groups_neighbours_and_names_each_contact_once(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/faults", json={"batch": 3})

    for text in ("a", "b", "c"):
        await guest_writes(client, text)
    await quiet(client)

    [value] = callback.pushes[0].values
    assert [message["text"]["body"] for message in value["messages"]] == ["a", "b", "c"]
    assert len(value["contacts"]) == 1


async def test_doubles_come_in_another_post_and_within_one(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/faults", json={"duplicate": 1})

    for turn in range(20):
        await guest_writes(client, f"{turn}")
    await quiet(client)

    heard = Counter(message["id"] for message in callback.messages)
    assert len(heard) == 20
    assert set(heard.values()) == {2}
    assert {len(push.values[0]["messages"]) for push in callback.pushes} == {1, 2}


async def test_order_is_shuffled_and_nothing_is_lost(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/faults", json={"reorder": 0.5})

    for turn in range(30):
        await guest_writes(client, f"{turn:02}")
    await quiet(client)

    heard = [message["text"]["body"] for message in callback.messages]
    assert heard != sorted(heard)
    assert sorted(heard) == [f"{turn:02}" for turn in range(30)]


async def test_a_delay_holds_webhooks_back(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/faults", json={"delay_ms": 150})

    await guest_writes(client)
    await asyncio.sleep(0.05)
    early = len(callback.pushes)
    figures = await quiet(client)

    assert (early, len(callback.pushes)) == (0, 1)
    assert figures["ack_ms"]["max"] >= 150  # type: ignore[index]


async def test_a_bad_signature_is_followed_by_a_good_one(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/faults", json={"bad_signature": 1})
    callback.answers.append(401)

    await guest_writes(client)
    await callback.until(lambda: not callback.answers)
    await client.put("/_sim/faults", json={"bad_signature": 0})
    await quiet(client)

    assert [push.is_genuine for push in callback.refused] == [False]
    assert [push.is_genuine for push in callback.pushes] == [True]
    assert callback.refused[0].body == callback.pushes[0].body


async def test_a_post_in_flight_at_a_reset_counts_for_nothing(client: httpx.AsyncClient, callback: Callback) -> None:
    callback.answer_after_s = 0.1
    await guest_writes(client)
    await asyncio.sleep(0.03)

    await client.post("/_sim/reset")
    await callback.until(lambda: callback.pushes)
    await asyncio.sleep(0.03)

    figures = await quiet(client)
    assert (figures["outstanding"], figures["updates_acked"]) == (0, 0)


async def test_a_forged_payload_names_a_number_that_its_secret_does_not_cover(
    client: httpx.AsyncClient, meta: Meta, callback: Callback
) -> None:
    meta.put_number(a_number("1055003", app_id="7003", app_secret=OTHER_SECRET, callback_url=callback.url))
    await client.put("/_sim/faults", json={"forged": 1})

    await guest_writes(client, "true")
    await quiet(client)

    [push] = callback.pushes
    assert push.is_signed_with(SECRET)
    assert [(value["metadata"]["phone_number_id"], value["messages"][0]["text"]["body"]) for value in push.values] == [
        ("1055001", "true"),
        ("1055003", FORGED_TEXT),
    ]


async def test_any_field_can_be_pushed(client: httpx.AsyncClient, callback: Callback) -> None:
    value = {"event": "ONBOARDING", "display_phone_number": "552133330001"}

    answer = await client.post(
        "/_sim/webhooks", json={"phone_number_id": "1055001", "field": "phone_number_quality_update", "value": value}
    )
    await callback.until(lambda: callback.pushes)

    assert answer.status_code == 202
    [change] = callback.pushes[0].payload["entry"][0]["changes"]
    assert change == {"value": value, "field": "phone_number_quality_update"}


async def test_a_number_without_a_callback_is_told_nothing(client: httpx.AsyncClient, meta: Meta) -> None:
    meta.put_number(a_number("1055009"))

    await guest_writes(client, phone_number_id="1055009")

    assert (await quiet(client))["updates_unaddressed"] == 1
