"""What the simulator pushes is what Meta pushes: the same keys and types as in the example of the same name."""

from typing import Any

import httpx
import msgspec
import pytest

from simulator import examples
from simulator.meta import Meta
from tests.simulator.hotel import ANA, Callback, a_text, guest_writes, send
from tests.simulator.structure import PAYLOADS, example, structure

NAMES = sorted(path.stem for path in PAYLOADS.glob("*.json"))
HIDDEN = {"phone_hidden": True, "username": "anasouza"}
ON_THE_PAGE, NONE = {"status_contacts": "documented"}, {"status_contacts": "none", "user_ids": False}


class Way(msgspec.Struct, frozen=True):
    """How the simulator is brought to push it: what is told of the guest, switches, and what is asked for."""

    guest: dict[str, Any] = {}
    switches: dict[str, Any] = {}
    status: dict[str, Any] = {}
    message: dict[str, Any] = {}


TEXTS = {
    "text": Way(),
    "text_br_wa_id_without_9": Way(),
    "text_identity_key_hash": Way(guest={"identity_key_hash": "DF2lS5v2W6x="}),
    "text_parent_bsuid": Way(guest={"parent_user_id": "US.ENT.11815799212886844830"}),
    "text_username_at_sign": Way(guest=HIDDEN | {"username": "@anasouza"}),
    "text_username_no_phone": Way(guest=HIDDEN),
    "contacts_contact_request": Way(guest=HIDDEN),
}
STATUSES = {
    "status_sent": Way(status={"status": "sent"}),
    "status_delivered": Way(status={"status": "delivered"}),
    "status_read": Way(status={"status": "read"}),
    "status_played": Way(status={"status": "played"}),
    "status_delivered_with_profile": Way(guest={"username": "anasouza"}, switches=ON_THE_PAGE, status={"status": "delivered"}),
    "status_delivered_bsuid_only": Way(guest=HIDDEN, switches=ON_THE_PAGE, status={"status": "delivered"}),
    "status_failed_phone": Way(switches=ON_THE_PAGE, status={"status": "failed", "code": 131047}),
    "status_failed_contact_wa_id_only": Way(status={"status": "failed"}),
    "status_sent_pre_bsuid_no_contacts": Way(switches=NONE, status={"status": "sent"}),
    "status_group_read": Way(status={"status": "read", "group_id": "Y2FwaV9ncm91cA"}),
    "status_service_billed_oct2026": Way(status={"status": "delivered"}),
    "status_service_free_tier_oct2026": Way(switches={"service_pricing": "free_tier"}, status={"status": "delivered"}),
    "status_sent_free_entry_point": Way(message=examples.guest_messages()["referral_ctwa"], status={"status": "sent"}),
}


def test_every_example_of_metas_is_pushed_by_somebody() -> None:
    said = set(TEXTS) | set(STATUSES) | set(examples.guest_messages())
    told = {name if name == "value_level_errors" else f"field_{name}" for name in examples.field_names()}

    assert set(NAMES) - said - told == {"batch_two_numbers_mixed"}


@pytest.mark.parametrize("name", [name for name in NAMES if name in TEXTS or name in examples.guest_messages()])
async def test_what_a_guest_says_has_metas_structure(client: httpx.AsyncClient, callback: Callback, meta: Meta, name: str) -> None:
    way = TEXTS.get(name, Way())
    await guest_writes(client, "antes")
    await guest_writes(client, message={"type": "image", "image": {"caption": "antes"}})
    await send(client, a_text("Troque aqui"))
    # The words of Meta's example, without what the phone itself adds.
    said = examples.guest_messages().get(name) or {"type": "text", "text": {"body": "oi"}}
    await meta.settled(3)
    callback.pushes.clear()

    await guest_writes(client, message=said, **way.guest)
    await callback.until(lambda: callback.pushes)

    assert structure(callback.pushes[-1].payload) == structure(example(name))


@pytest.mark.parametrize("name", STATUSES)
async def test_a_status_has_metas_structure(client: httpx.AsyncClient, callback: Callback, meta: Meta, name: str) -> None:
    way = STATUSES[name]
    await client.put(f"/_sim/guests/{ANA}", json=way.guest)
    await client.put("/_sim/switches", json=way.switches)
    if way.message:
        await guest_writes(client, message=way.message)
    else:
        await guest_writes(client)
    await send(client, a_text())
    await meta.settled(3)
    callback.pushes.clear()

    await client.post("/_sim/statuses", json={"phone_number_id": "1055001"} | way.status)
    await callback.until(lambda: callback.pushes)

    assert structure(callback.pushes[-1].payload) == structure(example(name))
    pricing, expected = (value["statuses"][0].get("pricing") for value in (callback.pushes[-1].values[0], *_values(example(name))))
    assert pricing == expected or (pricing or {}).get("category") == "service"


@pytest.mark.parametrize("name", [name for name in NAMES if name.removeprefix("field_") in examples.field_names()])
async def test_what_is_told_of_a_field_has_metas_structure(client: httpx.AsyncClient, callback: Callback, name: str) -> None:
    order = {"phone_number_id": "1055001", "example": name.removeprefix("field_")}

    assert (await client.post("/_sim/webhooks", json=order)).status_code == 202
    await callback.until(lambda: callback.pushes)

    assert structure(callback.pushes[-1].payload) == structure(example(name))


@pytest.mark.parametrize(
    ("path", "body", "names"),
    [
        (f"/_sim/guests/{ANA}/calls", {"answered": True}, ("field_calls_connect", "field_calls_terminate")),
        ("/_sim/phone/1055001/messages", {"to": ANA, "message": {"type": "text", "text": {"body": "oi"}}}, ("field_smb_message_echoes",)),
        ("/_sim/phone/1055001/history", {"guests": 1, "messages": 1, "chunks": 1}, ("field_history",)),
        ("/_sim/phone/1055001/history", {"declined": True}, ("field_history_declined",)),
        (
            "/_sim/phone/1055001/contacts",
            {"contacts": [{"phone_number": ANA, "full_name": "Ana Souza", "first_name": "Ana", "user_id": "BR.1"}]},
            ("field_smb_app_state_sync",),
        ),
    ],
)
async def test_what_the_hotels_phone_and_callers_do_has_metas_structure(
    client: httpx.AsyncClient, callback: Callback, path: str, body: dict[str, object], names: tuple[str, ...]
) -> None:
    named = {} if "/phone/" in path else {"phone_number_id": "1055001"}
    assert (await client.post(path, json=body | named)).is_success
    await callback.until(lambda: len(callback.pushes) == len(names))

    pushed = sorted((structure(push.payload) for push in callback.pushes), key=str)
    assert pushed == sorted((structure(example(name)) for name in names), key=str)


def _values(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [change["value"] for entry in payload["entry"] for change in entry["changes"]]
