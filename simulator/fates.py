"""What becomes of an accepted message that will not arrive: Meta's code of a failure that is told later."""

import re
from typing import TYPE_CHECKING

from simulator.letters import Dispatch

if TYPE_CHECKING:
    from simulator.meta import Meta

_BRAZILIAN_LANDLINE = re.compile(r"^55[1-9]\d[2-5]\d{7}$")


def of(meta: "Meta", dispatch: Dispatch) -> int | None:
    """None when it arrives."""
    for code, holds in REASONS.items():
        if holds(meta, dispatch):
            return code
    if dispatch.letter.fails_with is not None:
        return dispatch.letter.fails_with
    return meta.dice.pick(meta.faults.failed)


def _is_not_reached(meta: "Meta", dispatch: Dispatch) -> bool:
    return not dispatch.guest.on_whatsapp or _is_landline(meta, dispatch)


def _is_landline(meta: "Meta", dispatch: Dispatch) -> bool:
    """A Brazilian landline that never wrote by itself: nobody has WhatsApp there, if the switch says so."""
    if meta.switches.landlines == "on_whatsapp" or not _BRAZILIAN_LANDLINE.match(dispatch.guest.key):
        return False
    return meta.letters.thread(dispatch.letter.phone_number_id, dispatch.guest.key).guest_wrote_at is None


def _is_somebody_else(_: "Meta", dispatch: Dispatch) -> bool:
    wanted, known = dispatch.letter.identity_key_hash, dispatch.guest.identity_key_hash
    return wanted is not None and known is not None and wanted != known


def _is_unwanted(_: "Meta", dispatch: Dispatch) -> bool:
    return dispatch.guest.stopped_marketing and dispatch.letter.category in ("marketing", "marketing_lite")


def _is_too_late(meta: "Meta", dispatch: Dispatch) -> bool:
    if meta.switches.window != "async" or dispatch.letter.message.get("type") == "template":
        return False
    return not meta.letters.thread(dispatch.letter.phone_number_id, dispatch.letter.guest_key).is_open()


REASONS = {
    131026: _is_not_reached,
    137000: _is_somebody_else,
    131050: _is_unwanted,
    131047: _is_too_late,
}
