"""What keeps Meta from taking one more message: the window, the rates of number and pair, the portfolio's day."""

from typing import TYPE_CHECKING

from simulator.graph import refusals
from simulator.guests import Guest
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta


def check(meta: "Meta", number: Number, guest: Guest, kind: str) -> int | None:
    """Raises the refusal; gives back the code of what will be told later."""
    switches = meta.switches
    thread = meta.letters.thread(number.phone_number_id, guest.key)
    is_template = kind == "template"
    if switches.window == "sync" and not is_template and not thread.is_open():
        raise refusals.coded(131047)
    if switches.number_rate and not meta.paces.let_pass(number.phone_number_id, number.rate):
        raise refusals.coded(130429)
    if switches.pair_rate and not thread.may_take_one_more(is_owed=switches.pair_burst == "owed"):
        raise refusals.coded(131056)
    if is_template and switches.portfolio_limit != "off" and not thread.is_open():
        return _count(meta, number, guest)
    return None


def _count(meta: "Meta", number: Number, guest: Guest) -> int | None:
    """Whoever is written to first counts once a day; what Meta says to one too many is not known, so it can be chosen."""
    if meta.portfolios.let_pass(number, guest.key):
        return None
    if meta.switches.portfolio_limit == "sync":
        raise refusals.coded(meta.switches.portfolio_code)
    return meta.switches.portfolio_code
