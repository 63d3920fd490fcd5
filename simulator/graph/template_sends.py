"""A template send: the template must live, may be sent to this guest, and gets all that it asks for."""

from typing import TYPE_CHECKING, NamedTuple, cast

from simulator.graph import refusals
from simulator.graph.recipients import Recipient
from simulator.numbers import Number
from simulator.templates import sending
from simulator.templates.shapes import Component
from simulator.templates.stock import Template

if TYPE_CHECKING:
    from simulator.meta import Meta

SENDABLE = ("APPROVED", "FLAGGED", "REINSTATED", "IN_APPEAL")
STOPPED = {"PAUSED": 132015, "DISABLED": 132016}


class Chosen(NamedTuple):
    """`shown` is what the guest will see."""

    template: Template
    shown: Component


def choose(meta: "Meta", number: Number, told: Component, recipient: Recipient) -> Chosen | None:
    """None where this Meta takes any template; then the guest sees its name alone."""
    name = str(told["name"])
    language = str(cast("Component", told["language"])["code"])
    template = meta.templates.find(number.business_account_id, name, language)
    if template is None and meta.switches.template_sends == "any":
        return None
    if template is None or template.status not in (*SENDABLE, *STOPPED):
        raise refusals.coded(132001, f"template name ({name}) does not exist in {language}")
    if code := STOPPED.get(template.status):
        raise refusals.coded(code)
    if template.category == "AUTHENTICATION" and recipient.addressed_by == "user_id":
        raise refusals.coded(131062)
    return Chosen(template, sending.check(template, told.get("components"), meta.switches.template_value_code))
