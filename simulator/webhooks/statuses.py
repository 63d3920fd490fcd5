"""Statuses of a hotel's messages in Meta's shapes: whom they reached, what they cost, why they failed."""

import hashlib
from typing import TYPE_CHECKING

import msgspec

from simulator import clock
from simulator.graph import codes
from simulator.guests import Guest
from simulator.letters import Dispatch, Letter, Step
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.meta import Meta

# Service messages are billed since October 2026, but for a number's first thousand of a month (cloud-api 3.4).
BILLED = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}
FREE_TIER = {"billable": False, "pricing_model": "PMP", "type": "free_customer_service", "category": "service"}
FREE_ENTRY = {"billable": False, "pricing_model": "PMP", "type": "free_entry_point", "category": "referral_conversion"}
REGULAR = {"billable": True, "pricing_model": "PMP", "type": "regular"}
GROUP = REGULAR | {"category": "group_service"}


class Recipient(msgspec.Struct, kw_only=True):
    """Whom a status is about when it is not the thread's guest alone: one of a group."""

    group_id: str


def of_status(meta: "Meta", dispatch: Dispatch, step: Step, code: int | None = None, *, group: Recipient | None = None) -> Update:
    """`code` is the error of a failure."""
    number, guest, letter = dispatch
    item: dict[str, object] = {"id": letter.wamid, "status": step, "timestamp": str(int(letter.steps.get(step) or clock.now()))}
    user_id = meta.guests.known_as(guest, number.business_account_id) if meta.switches.user_ids else None
    item |= _recipient(guest, user_id, group, is_told_id=code is None or letter.addressed_by == "user_id")
    if letter.tracker is not None:
        item["biz_opaque_callback_data"] = letter.tracker
    if code is not None:
        item["errors"] = [codes.webhook_error(code)]
    elif group is None:
        item |= _price(meta, letter, step)
    elif step in ("sent", "delivered"):
        item["pricing"] = GROUP
    contact = _contact(meta.switches.status_contacts, guest, user_id, step)
    return Update(number=number, kind="statuses", item=item, contact=contact, letter=letter, step=step)


def _recipient(guest: Guest, user_id: str | None, group: Recipient | None, *, is_told_id: bool) -> dict[str, object]:
    prefix = "recipient_" if group is None else "recipient_participant_"
    told: dict[str, object] = {} if group is None else {"recipient_id": group.group_id, "recipient_type": "group"}
    if guest.wa_id is not None:
        told[f"{prefix}id"] = guest.wa_id
    if is_told_id and user_id is not None:
        told[f"{prefix}user_id"] = user_id
    return told


def _price(meta: "Meta", letter: Letter, step: Step) -> dict[str, object]:
    """On `sent` and on the first of the two after it; the conversation only where the guest came from an ad."""
    if step not in ("sent", "delivered") and not (step == "read" and "delivered" not in letter.steps):
        return {}
    if letter.free_entry_until is not None:
        name = hashlib.blake2s(f"{letter.phone_number_id}:{letter.guest_key}".encode(), digest_size=16).hexdigest()
        until = {"expiration_timestamp": str(letter.free_entry_until)} if step == "sent" else {}
        return {"conversation": {"id": name, **until, "origin": {"type": "referral_conversion"}}, "pricing": FREE_ENTRY}
    if letter.message.get("type") == "template":
        return {"pricing": REGULAR | {"category": letter.category or "utility"}}
    return {"pricing": BILLED if meta.switches.service_pricing == "billed" else FREE_TIER}


def _contact(shape: str, guest: Guest, user_id: str | None, step: Step) -> dict[str, object] | None:
    """Meta's page leaves `contacts` out of a failure; production has been seen with the number alone."""
    if shape == "none" or (shape == "documented" and step == "failed"):
        return None
    contact: dict[str, object] = {} if guest.wa_id is None else {"wa_id": guest.wa_id}
    if step == "failed" and contact:
        return contact
    if user_id is not None:
        contact["user_id"] = user_id
    if shape == "documented" and step in ("delivered", "read", "played"):
        contact["profile"] = ({} if guest.wa_id is None else {"name": guest.name or guest.key}) | (
            {"username": guest.username} if guest.username else {}
        )
    return contact or None
