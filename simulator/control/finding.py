"""Whom a request of the control API is about: a number and a guest, or a sentence that says why not."""

from simulator.control import refusals
from simulator.guests import Guest
from simulator.meta import Meta
from simulator.numbers import Number


def number(meta: Meta, phone_number_id: str) -> Number:
    found = meta.numbers.find(phone_number_id)
    if found is None:
        raise refusals.unknown_number(phone_number_id)
    return found


def guest(meta: Meta, wa_id: str) -> Guest:
    """A guest nobody has heard of comes into being."""
    return meta.guests.get(key(wa_id))


def key(wa_id: str) -> str:
    found = wa_id.strip().removeprefix("+")
    if found.isascii() and (found.isdigit() or "." in found) and 5 <= len(found) <= 140:
        return found
    raise refusals.misfit(f"A guest is named by the digits of a phone number or by a user id such as BR.123456; {wa_id!r} is neither.")
