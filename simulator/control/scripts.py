"""The list of examples: each with the request that plays it, for the phone page's buttons and for whoever builds on Recado."""

from typing import NamedTuple

from simulator import examples
from simulator.control.orders import Example
from simulator.guests import Guest
from simulator.numbers import Number

Content = dict[str, object]

_STATUSES: dict[str, Content] = {
    "status_sent": {"status": "sent"},
    "status_delivered": {"status": "delivered"},
    "status_read": {"status": "read"},
    "status_played": {"status": "played"},
    "status_failed": {"status": "failed", "code": 131026},
    "status_failed_payment": {"status": "failed", "code": 131042},
    "status_group_read": {"status": "read", "group_id": "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD"},
    "status_deleted_legacy": {"status": "deleted"},
}
_ECHOES: dict[str, Content] = {
    "phone_text": {"type": "text", "text": {"body": "Escrito no celular do hotel"}},
    "phone_image": {"type": "image", "image": {"caption": "A vista do quarto"}},
    "phone_reaction": {"type": "reaction", "reaction": {"emoji": "🙏"}},
    "phone_edit": {"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "Corrigido no celular do hotel"}}}},
    "phone_revoke": {"type": "revoke", "revoke": {}},
}


def all_examples(number: Number, guest: Guest) -> list[Example]:
    stage = _Stage({"phone_number_id": number.phone_number_id}, f"/_sim/guests/{guest.key}", f"/_sim/phone/{number.phone_number_id}")
    said = [
        _example((name, "guest", "messages"), message, f"{stage.of_guest}/messages", stage.named | {"message": message})
        for name, message in examples.guest_messages().items()
    ]
    told = [_example((name, "status", "messages"), status, "/_sim/statuses", stage.named | status) for name, status in _STATUSES.items()]
    return [*said, *told, *_calls(stage), *_of_phone(stage, guest), *(_of_field(name, number, guest) for name in examples.field_names())]


class _Stage(NamedTuple):
    named: Content
    of_guest: str
    of_phone: str


def _calls(stage: _Stage) -> list[Example]:
    calls = {"call_missed": False, "call_answered": True}
    return [
        _example((name, "call", "calls"), {}, f"{stage.of_guest}/calls", stage.named | {"answered": answered})
        for name, answered in calls.items()
    ]


def _of_phone(stage: _Stage, guest: Guest) -> list[Example]:
    echoes = [
        _example((name, "phone", "smb_message_echoes"), said, f"{stage.of_phone}/messages", {"to": guest.key, "message": said})
        for name, said in _ECHOES.items()
    ]
    contact: Content = {"phone_number": guest.key, "full_name": guest.name or guest.key}
    book = _example(("phone_contacts", "phone", "smb_app_state_sync"), contact, f"{stage.of_phone}/contacts", {"contacts": [contact]})
    return [*echoes, book, _example(("phone_history", "phone", "history"), {}, f"{stage.of_phone}/history", {})]


def _of_field(name: str, number: Number, guest: Guest) -> Example:
    told = examples.field_example(name, number, guest)
    if told is None:
        raise LookupError(name)
    body: Content = {"phone_number_id": number.phone_number_id, "example": name, "guest": guest.key}
    return _example((name, told.group, told.field), told.value, "/_sim/webhooks", body)


def _example(label: tuple[str, str, str], says: Content, path: str, body: Content) -> Example:
    name, group, field = label
    return Example(name=name, group=group, field=field, says=says, send={"method": "POST", "path": path, "body": body})
