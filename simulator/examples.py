"""A true example of everything that a guest can say and of every field that Meta tells of, told of a number and a guest of ours."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from simulator import clock, wamids
from simulator.guests import Guest
from simulator.numbers import Number

WORDS = Path(__file__).parent / "words"
# In the files these stand for the number and the guest it is told of, and the hour at which Meta's examples play.
_NUMBER_ID, _DIGITS, _WABA = "106540352242922", "15550783881", "102290129340398"
_GUEST, _USER_ID, _NAME = "16505551234", "US.13491208655302741918", "Ana Souza"
_HOUR = 1_795_300_500
_MOMENT = re.compile(r"\b1795\d{6}\b")
_WAMID = re.compile(r"wamid\.HBgL[A-Z]+==")
_GROUPS = {
    "calls": "call",
    "messages": "other",
    "history": "phone",
    "smb_message_echoes": "phone",
    "smb_app_state_sync": "phone",
    "user_id_update": "guest",
    "user_preferences": "guest",
}


class FieldExample(NamedTuple):
    """`timed`: its entry carries a time; `entry_id` where the entry is not the WABA's."""

    field: str
    value: dict[str, object]
    timed: bool
    entry_id: str | None

    @property
    def group(self) -> str:
        is_template = self.field.startswith(("message_template", "template_"))
        return "template" if is_template else _GROUPS.get(self.field, "account")


@cache
def guest_messages() -> dict[str, dict[str, Any]]:
    """By name: what a guest may say, as `POST /_sim/guests/{wa_id}/messages` takes it."""
    found: dict[str, dict[str, Any]] = json.loads((WORDS / "guest.json").read_text(encoding="utf-8"))
    return found


def field_names() -> list[str]:
    return list(_fields())


def field_example(name: str, number: Number, guest: Guest) -> FieldExample | None:
    """None when there is none of this name."""
    told = _fields().get(name)
    if told is None:
        return None
    adapted = json.loads(_adapted(json.dumps(told, ensure_ascii=False), number, guest))
    return FieldExample(adapted["field"], adapted["value"], adapted["timed"], adapted.get("entry_id"))


@cache
def _fields() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((WORDS / "fields.json").read_text(encoding="utf-8"))
    return found


def _adapted(text: str, number: Number, guest: Guest) -> str:
    """The same words of this number and this guest, now; ids of messages are new ones."""
    names = {
        _NUMBER_ID: number.phone_number_id,
        _DIGITS: number.digits,
        _WABA: number.business_account_id,
        _GUEST: guest.key,
        _USER_ID: guest.user_id_at(number.business_account_id),
        _NAME: msgspec.json.encode(guest.name or guest.key).decode()[1:-1],
    }
    for stood, stands in names.items():
        text = text.replace(stood, stands)
    later = int(clock.now()) - _HOUR
    text = _MOMENT.sub(lambda found: str(int(found[0]) + later), text)
    made: dict[str, str] = {}
    return _WAMID.sub(lambda found: made.setdefault(found[0], wamids.from_guest(guest.key)), text)
