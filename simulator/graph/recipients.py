"""Who a message is for: a phone number in any spelling, or a business-scoped user id."""

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from simulator.graph import refusals
from simulator.graph.parts import Body
from simulator.guests import Guest, as_whatsapp_writes, is_bsuid
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta

_SPELLING = re.compile(r"^\+?[\d\s().-]+$")
_BRAZILIAN_WITHOUT_COUNTRY = re.compile(r"^[1-9]{2}9\d{8}$")
_MOST_DIGITS = 15
_FEWEST_DIGITS = 7


class Recipient(NamedTuple):
    guest: Guest
    as_answered: dict[str, object]
    addressed_by: Literal["wa_id", "user_id"]
    in_wamid: str


def find(meta: "Meta", number: Number, body: Body) -> Recipient:
    """`to` wins over `recipient` when both are named."""
    to = body.get("to")
    if body.get("recipient_type") == "group":
        # There are no groups here; a hotel is in none of those that its guests write in.
        raise refusals.coded(131041)
    if isinstance(to, str) and to:
        return _by_phone(meta, number, to)
    return _by_user_id(meta, number, str(body["recipient"]))


def _by_phone(meta: "Meta", number: Number, to: str) -> Recipient:
    digits = _digits(number, to)
    if digits == number.digits:
        raise refusals.coded(131021)
    if meta.switches.brazil_ninth_digit == "as_whatsapp" and meta.guests.find(digits) is None:
        digits = as_whatsapp_writes(digits)
    guest = meta.guests.get(digits)
    # An answer to a number names the number, also of a guest who hides it: the business knew it already.
    return Recipient(guest, {"input": to, "wa_id": guest.key}, "wa_id", guest.key)


def _by_user_id(meta: "Meta", number: Number, user_id: str) -> Recipient:
    guest = meta.guests.find_by_user_id(user_id, number.business_account_id) if is_bsuid(user_id) else None
    if guest is None:
        raise refusals.coded(131009, "Parameter 'recipient' is not the id of a user of this business")
    answered: dict[str, object] = {"input": user_id, "user_id": user_id}
    if guest.wa_id is not None:
        answered["wa_id"] = guest.wa_id
    return Recipient(guest, answered, "user_id", "".join(filter(str.isdigit, user_id)))


def _digits(number: Number, to: str) -> str:
    if is_bsuid(to):
        raise refusals.coded(131009, "Parameter 'to' must be a phone number; name a user id in 'recipient'")
    digits = "".join(filter(str.isdigit, to))
    if not _SPELLING.match(to) or not to.isascii() or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        raise refusals.coded(131009, "Parameter 'to' is not a valid phone number")
    # Without "+", Meta puts the business's country before a national number.
    if to[0] != "+" and number.digits.startswith("55") and _BRAZILIAN_WITHOUT_COUNTRY.match(digits):
        return "55" + digits
    return digits
