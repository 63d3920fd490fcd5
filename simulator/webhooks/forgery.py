"""What a hostile neighbour would slip into a payload: a message for a number whose Meta app did not sign it."""

from typing import TYPE_CHECKING

from simulator import clock, wamids
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.meta import Meta
    from simulator.webhooks.addresses import Address

FORGED_TEXT = "FORGED: this must never be shown to anyone"
FORGED_GUEST = "5511900009999"


def for_line(meta: "Meta", address: "Address") -> list[Update]:
    """Nothing when all numbers share this line's secret; then nobody's wall could be tried."""
    foreign = [number for number in meta.numbers if number.app_secret != address.app_secret]
    if not foreign:
        return []
    number = meta.dice.random.choice(foreign)
    item: dict[str, object] = {
        "from": FORGED_GUEST,
        "id": wamids.from_guest(FORGED_GUEST),
        "timestamp": str(int(clock.now())),
        "type": "text",
        "text": {"body": FORGED_TEXT},
    }
    contact: dict[str, object] = {"profile": {"name": "Forger"}, "wa_id": FORGED_GUEST}
    return [Update(number=number, item=item, contact=contact)]
