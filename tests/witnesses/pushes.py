"""Everything that the simulator can push, each under the name of its example, and items cut out of it one by one."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx

from simulator.meta import Meta
from tests.simulator.hotel import Callback, Push, a_text, guest_writes, send

LISTS = ("messages", "statuses", "errors", "user_actions", "calls", "message_echoes", "user_preferences", "user_id_update", "history")


class Told(NamedTuple):
    name: str
    push: Push


class Item(NamedTuple):
    """One item alone in its webhook. `kind` is the name of the list it stood in, or none for a field that has none."""

    field: str
    kind: str | None
    item: dict[str, Any]
    body: bytes


async def everything(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> list[Told]:
    """Each listed example once, of a guest who has written and was answered before; and a batch of all kinds."""
    guest = "5571900000005"
    told: list[Told] = []
    for example in (await client.get("/_sim/examples", params={"phone_number_id": "1055001", "wa_id": guest})).json()["data"]:
        await client.post("/_sim/reset")
        await guest_writes(client, "Oi", guest=guest)
        await guest_writes(client, guest=guest, message={"type": "image", "image": {"caption": "praia"}})
        await send(client, a_text("Bom dia!", to=guest))
        await meta.settled(5)
        callback.pushes.clear()
        answer = await client.request(example["send"]["method"], example["send"]["path"], json=example["send"]["body"])
        assert answer.is_success, answer.text
        await meta.settled(5)
        told += [Told(example["name"], push) for push in callback.pushes]
    return told + await _batches(client, callback, meta)


async def _batches(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> list[Told]:
    await client.post("/_sim/reset")
    callback.pushes.clear()
    await client.put("/_sim/faults", json={"batch": 40})
    kinds = ["text", "image", "reaction", "edit_text", "revoke", "order", "interactive_button_reply", "unsupported"]
    await client.post("/_sim/burst", json={"messages": 200, "guests": 5, "kinds": kinds, "statuses": 3, "seed": 3})
    await meta.settled(5)
    return [Told("batch", push) for push in callback.pushes]


def items_of(push: Push) -> Iterator[Item]:
    """With the contact that is theirs, as Meta would push them alone."""
    for entry in push.payload["entry"]:
        for change in entry["changes"]:
            value = change["value"]
            names = [name for name in LISTS if isinstance(value.get(name), list)]
            if not names:
                yield Item(change["field"], None, value, _alone(entry, change["field"], value))
            for name in names:
                rest = {key: member for key, member in value.items() if key not in (*names, "contacts")}
                for item in value[name]:
                    contacts = _contacts(value.get("contacts"), item)
                    yield Item(change["field"], name, item, _alone(entry, change["field"], rest | contacts | {name: [item]}))


def _contacts(contacts: list[dict[str, Any]] | None, item: dict[str, Any]) -> dict[str, Any]:
    if contacts is None:
        return {}
    ids = {value for key, value in item.items() if key in ("from", "from_user_id", "recipient_id", "recipient_user_id", "to", "wa_id")}
    theirs = [contact for contact in contacts if ids & {contact.get("wa_id"), contact.get("user_id")}]
    return {"contacts": theirs or contacts[:1]}


def _alone(entry: dict[str, Any], field: str, value: dict[str, Any]) -> bytes:
    alone = {key: member for key, member in entry.items() if key != "changes"} | {"changes": [{"field": field, "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [alone]}).encode()
