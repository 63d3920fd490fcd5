"""How sending is doing, for `/metrics`: what lies in the outbox and for how long. Read on the index of what is not done, and bounded."""

from typing import Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy import text

from app.core.work import Work
from app.outbox.models import DispatchState

MOST: Final = 100_000
_STATES: Final = tuple(state.value for state in DispatchState if state is not DispatchState.DONE)

_LYING = text("""
SELECT part.state, count(*) AS letters,
       count(*) FILTER (WHERE c.status <> 'connected') AS parked,
       extract(epoch FROM statement_timestamp() - min(part.due_at) FILTER (WHERE c.status = 'connected')) AS oldest_s,
       extract(epoch FROM statement_timestamp() - min(part.calling_at)) AS called_s
  FROM (SELECT tenant_id, channel_id, state, due_at, calling_at FROM outbox WHERE state <> 'done' LIMIT :most) AS part
  JOIN channels c ON c.tenant_id = part.tenant_id AND c.id = part.channel_id
 GROUP BY part.state
""")
_NUMBERS = text("SELECT count(*) FROM channels WHERE status <> 'connected'")


async def read(work: Work) -> list[Metric]:
    """House work; counting stops at 100,000."""
    rows = {row.state: row for row in await work.session.execute(_LYING, {"most": MOST})}
    lying = GaugeMetricFamily(
        "recado_outbox_letters_lying", "Messages that have not gone, by the state of their letters; up to 100,000.", labels=["state"]
    )
    for state in _STATES:
        lying.add_metric([state], rows[state].letters if state in rows else 0)
    due, uncertain = rows.get(DispatchState.DUE.value), rows.get(DispatchState.UNCERTAIN.value)
    return [
        lying,
        _gauge("recado_outbox_parked", "Those of them whose number cannot send.", sum(row.parked for row in rows.values())),
        _gauge("recado_outbox_oldest_due_seconds", "How long the oldest that may go has lain there.", due and due.oldest_s),
        _gauge("recado_outbox_oldest_uncertain_seconds", "How long nobody has known of one.", uncertain and uncertain.called_s),
        _gauge("recado_numbers_that_cannot_send", "Numbers that wait for somebody to act.", await work.session.scalar(_NUMBERS)),
    ]


def _gauge(name: str, meaning: str, value: object) -> Metric:
    return GaugeMetricFamily(name, meaning, value=float(str(value or 0)))
