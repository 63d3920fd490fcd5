"""The words of a webhook: inbound messages and statuses in Meta's shapes, with or without a phone number."""

from typing import TYPE_CHECKING

from simulator import clock
from simulator.graph import codes
from simulator.guests import Guest
from simulator.letters import Dispatch, Step
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.meta import Meta

# Service messages are billed since October 2026, and `pricing` comes on `sent` and on one of the two after it.
SERVICE_PRICING = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}


def of_guest_letter(meta: "Meta", dispatch: Dispatch) -> Update:
    number, guest, letter = dispatch
    user_id = meta.guests.known_as(guest, number.business_account_id)
    profile: dict[str, object] = {"name": guest.name or guest.username or guest.key}
    if guest.username:
        profile["username"] = guest.username
    contact: dict[str, object] = {"profile": profile}
    item: dict[str, object] = {}
    if guest.wa_id is not None:
        contact["wa_id"] = guest.wa_id
        item["from"] = guest.wa_id
    contact["user_id"] = user_id
    item |= {"from_user_id": user_id, "id": letter.wamid, "timestamp": str(letter.timestamp)}
    return Update(number=number, kind="messages", item=item | letter.message, contact=contact, letter=letter)


def of_status(meta: "Meta", dispatch: Dispatch, step: Step, code: int | None = None) -> Update:
    """`code` is the error of a failure."""
    number, guest, letter = dispatch
    item: dict[str, object] = {"id": letter.wamid, "status": step, "timestamp": str(int(letter.steps.get(step) or clock.now()))}
    user_id = meta.guests.known_as(guest, number.business_account_id)
    if guest.wa_id is not None:
        item["recipient_id"] = guest.wa_id
    if code is None or letter.addressed_by == "user_id":
        item["recipient_user_id"] = user_id
    if letter.tracker is not None:
        item["biz_opaque_callback_data"] = letter.tracker
    if code is not None:
        item["errors"] = [codes.webhook_error(code)]
    elif step in ("sent", "delivered"):
        item["pricing"] = SERVICE_PRICING
    contact = _status_contact(meta.switches.status_contacts, guest, user_id, step)
    return Update(number=number, kind="statuses", item=item, contact=contact, letter=letter, step=step)


def _status_contact(shape: str, guest: Guest, user_id: str, step: Step) -> dict[str, object] | None:
    """Meta's page leaves `contacts` out of a failure; production has been seen with the number alone."""
    if shape == "none" or (shape == "documented" and step == "failed"):
        return None
    contact: dict[str, object] = {} if guest.wa_id is None else {"wa_id": guest.wa_id}
    if step == "failed" and contact:
        return contact
    contact["user_id"] = user_id
    if shape == "documented" and step in ("delivered", "read", "played"):
        contact["profile"] = {"name": guest.name or guest.key} | ({"username": guest.username} if guest.username else {})
    return contact
