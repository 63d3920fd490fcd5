"""What the inbound worker counts: letters by kind and by what became of them, and how long they lay in the box."""

from collections import Counter as Tally
from collections.abc import Sequence
from typing import Final

from prometheus_client import Counter, Histogram

from app.core.clock import now
from app.inbox.models import LetterState
from app.inbox.schemas import Aside, Item

HANDLED: Final = Counter("recado_inbox_handled", "Letters taken out of the inbox, by kind and by what became of them.", ["kind", "outcome"])
DELAY: Final = Histogram(
    "recado_inbox_delay_seconds",
    "From the door's commit until the oldest letter of a set was done with.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600),
)
_KINDS: Final = frozenset({"message", "status", "error", "user_action", "entry", "raw"})
_MOST_FIELDS: Final = 50
_fields: Final[set[str]] = set()


def count(items: Sequence[Item], asides: Sequence[Aside]) -> None:
    """A set that is committed."""
    if not items:
        return
    outcomes = {aside.item_id: aside.state.value for aside in asides}
    for (kind, outcome), many in Tally((item.kind, outcomes.get(item.id, LetterState.DONE.value)) for item in items).items():
        HANDLED.labels(_label(kind), outcome).inc(many)
    DELAY.observe(max(0.0, (now() - min(item.received_at for item in items)).total_seconds()))


def _label(kind: str) -> str:
    """Meta names a field as it likes; a series for each is fine for as long as they are few."""
    if kind in _KINDS or kind in _fields:
        return kind
    if len(_fields) < _MOST_FIELDS:
        _fields.add(kind)
        return kind
    return "field:others"
