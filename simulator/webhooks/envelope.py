"""A POST's bytes: updates joined into Meta's envelope, written as ASCII JSON, and signed."""

import hmac
import json
from collections.abc import Sequence

import msgspec

from simulator.webhooks.updates import Update

_encode = msgspec.json.Encoder().encode
# Meta signs the escaped form, with lower-case hex digits; so that is what goes over the wire.
_escape = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def wrap(updates: Sequence[Update]) -> bytes:
    """One entry per WABA (and time), one change per run of the same number and kind, as Meta groups them."""
    entries: dict[tuple[str, int | None], list[dict[str, object]]] = {}
    run = _Run()
    for update in updates:
        changes = entries.setdefault((update.entry_id or update.number.business_account_id, update.time), [])
        if update.value is not None:
            changes.append({"value": update.value, "field": update.field})
            run = _Run()
            continue
        if not run.takes(update):
            run = _Run(update)
            changes.append({"value": run.value, "field": "messages"})
        run.add(update)
    return as_ascii({"object": "whatsapp_business_account", "entry": [_entry(*named, changes) for named, changes in entries.items()]})


def _entry(entry_id: str, time: int | None, changes: list[dict[str, object]]) -> dict[str, object]:
    return {"id": entry_id, **({} if time is None else {"time": time}), "changes": changes}


def as_ascii(payload: object) -> bytes:
    plain = _encode(payload)
    return plain if plain.isascii() else _escape(payload).encode()


def sign(app_secret: str, body: bytes) -> str:
    return "sha256=" + hmac.digest(app_secret.encode(), body, "sha256").hex()


class _Run:
    """Neighbours of the same number and kind, which share one value and name each contact once."""

    def __init__(self, first: Update | None = None) -> None:
        self._same = None if first is None else (first.number.phone_number_id, first.kind)
        self._named: set[object] = set()
        self._contacts: list[dict[str, object]] = []
        self._items: list[dict[str, object] | None] = []
        self.value: dict[str, object] = {}
        if first is not None:
            self.value["messaging_product"] = "whatsapp"
            self.value["metadata"] = {
                "display_phone_number": first.number.digits,
                "phone_number_id": first.number.phone_number_id,
            }

    def takes(self, update: Update) -> bool:
        return self._same == (update.number.phone_number_id, update.kind)

    def add(self, update: Update) -> None:
        if update.contact is not None:
            name = (update.contact.get("user_id"), update.contact.get("wa_id"))
            if name not in self._named:
                self._named.add(name)
                self._contacts.append(update.contact)
                self.value["contacts"] = self._contacts
        self._items.append(update.item)
        self.value[update.kind] = self._items
