"""The words of a webhook: what guests, the hotel's own phone and callers say, in Meta's shapes, with or without a phone number."""

from typing import TYPE_CHECKING

from simulator.guests import Guest
from simulator.letters import Dispatch
from simulator.numbers import Number
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.meta import Meta

NAMELESS = ("user_changed_number", "user_changed_user_id")
"""Meta tells of these with no `contacts` and no user id but the new one."""


def of_guest_letter(meta: "Meta", dispatch: Dispatch) -> Update:
    number, guest, letter = dispatch
    item: dict[str, object] = {}
    if guest.wa_id is not None:
        item["from"] = guest.wa_id
    system = letter.message.get("system")
    is_nameless = isinstance(system, dict) and system.get("type") in NAMELESS
    if not is_nameless:
        item |= _user_ids(meta, guest, number, prefix="from_")
    item |= {"id": letter.wamid, "timestamp": str(letter.timestamp)}
    contact = None if is_nameless else contact_of(meta, guest, number)
    return Update(number=number, kind="messages", item=item | letter.message, contact=contact, letter=letter)


def contact_of(meta: "Meta", guest: Guest, number: Number) -> dict[str, object]:
    """The guest as `contacts[]` shows them."""
    profile: dict[str, object] = {"name": guest.name or guest.username or guest.key}
    if guest.username:
        profile["username"] = guest.username
    contact: dict[str, object] = {"profile": profile}
    if guest.wa_id is not None:
        contact["wa_id"] = guest.wa_id
    contact |= _user_ids(meta, guest, number)
    if guest.identity_key_hash:
        contact["identity_key_hash"] = guest.identity_key_hash
    return contact


def echo_of(meta: "Meta", dispatch: Dispatch) -> Update:
    """What the hotel wrote in the WhatsApp Business app."""
    number, guest, letter = dispatch
    echo: dict[str, object] = {"from": number.digits}
    if guest.wa_id is not None:
        echo["to"] = guest.wa_id
    echo |= _user_ids(meta, guest, number, prefix="to_")
    echo |= {"id": letter.wamid, "timestamp": str(letter.timestamp)} | letter.message
    value = headed(number, contacts=[contact_of(meta, guest, number)], message_echoes=[echo])
    return Update(number=number, field="smb_message_echoes", value=value, letter=letter)


def of_call(meta: "Meta", number: Number, guest: Guest, call: dict[str, object]) -> Update:
    """`call` is what one event says beside who calls whom."""
    caller: dict[str, object] = {} if guest.wa_id is None else {"from": guest.wa_id}
    if call["event"] == "connect":
        caller |= _user_ids(meta, guest, number, prefix="from_")
    told = caller | {"to": number.digits, "direction": "USER_INITIATED"} | call
    return Update(number=number, field="calls", value=headed(number, contacts=[contact_of(meta, guest, number)], calls=[told]))


def headed(number: Number, **members: object) -> dict[str, object]:
    """A value that names its number, as those do that belong to one."""
    metadata = {"display_phone_number": number.digits, "phone_number_id": number.phone_number_id}
    return {"messaging_product": "whatsapp", "metadata": metadata, **members}


def _user_ids(meta: "Meta", guest: Guest, number: Number, *, prefix: str = "") -> dict[str, object]:
    if not meta.switches.user_ids:
        return {}
    found: dict[str, object] = {f"{prefix}user_id": meta.guests.known_as(guest, number.business_account_id)}
    if guest.parent_user_id and prefix != "to_":
        found[f"{prefix}parent_user_id"] = guest.parent_user_id
    return found
