"""How the inbox is doing, for `/metrics`: what lies in it and for how long. Read on the indexes of what is not done, and bounded."""

from collections import Counter
from typing import Any, Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy import text

from app.core.work import Work

MOST: Final = 100_000
MOST_KINDS: Final = 30
"""Of a state, each with a series of its own: fields are named by whoever signs, and a hotel may sign anything."""
_OTHERS: Final = "others"
_STATES: Final = ("new", "waiting", "unclaimed", "failed", "kept")

_SET_ASIDE: Final = """
SELECT '{state}' AS state, kind, count(*) AS letters
  FROM (SELECT kind FROM inbox WHERE state = '{state}' LIMIT :most) AS part GROUP BY kind
"""
_COUNTED: Final = """
SELECT '{state}' AS state, '' AS kind, count(*) AS letters FROM (SELECT 1 FROM inbox WHERE state = '{state}' LIMIT :most) AS part
"""
_STATEMENT: Final = text(
    " UNION ALL ".join([
        *(_COUNTED.format(state=state) for state in ("new", "waiting", "unclaimed")),
        *(_SET_ASIDE.format(state=state) for state in ("failed", "kept")),
    ])
)
# From number to number on an index, and then the first letter of each, of new ones in either line.
_NUMBERS: Final = """
WITH RECURSIVE numbers AS (
    (SELECT source_id FROM inbox WHERE state = '{state}' ORDER BY source_id LIMIT 1)
    UNION ALL
    SELECT following.source_id FROM numbers CROSS JOIN LATERAL (
           SELECT source_id FROM inbox WHERE state = '{state}' AND source_id > numbers.source_id ORDER BY source_id LIMIT 1) AS following
)
SELECT count(DISTINCT part.source_id) AS numbers, coalesce(extract(epoch FROM now() - min(oldest.received_at)), 0) AS oldest_s
  FROM (SELECT source_id FROM numbers LIMIT 10000) AS part
 CROSS JOIN LATERAL ({oldest}) AS oldest
"""
_IN_LINE: Final = """
(SELECT received_at FROM inbox WHERE state = 'new' AND source_id = part.source_id AND NOT (kind = 'status')
  ORDER BY source_id, (kind = 'status'), id LIMIT 1)
UNION ALL
(SELECT received_at FROM inbox WHERE state = 'new' AND source_id = part.source_id AND (kind = 'status')
  ORDER BY source_id, (kind = 'status'), id LIMIT 1)
"""
_ASIDE: Final = "SELECT received_at FROM inbox WHERE state = 'unclaimed' AND source_id = part.source_id ORDER BY id LIMIT 1"
_NEW = text(_NUMBERS.format(state="new", oldest=_IN_LINE))
_UNCLAIMED = text(_NUMBERS.format(state="unclaimed", oldest=_ASIDE))


async def read(work: Work) -> list[Metric]:
    """House work; counting stops at 100,000 of a state."""
    lying = GaugeMetricFamily(
        "recado_inbox_letters_lying", "Letters that are not done, by state; up to 100,000 are counted.", labels=["state"]
    )
    troubled = GaugeMetricFamily("recado_inbox_letters_set_aside", "Failed and kept letters by kind.", labels=["state", "kind"])
    by_state: dict[str, Counter[str]] = {state: Counter() for state in _STATES}
    for row in await work.session.execute(_STATEMENT, {"most": MOST}):
        by_state[row.state][row.kind] += row.letters
    for state, kinds in by_state.items():
        lying.add_metric([state], kinds.total())
        for kind, letters in _few(kinds).items():
            if kind:
                troubled.add_metric([state, kind], letters)
    new = (await work.session.execute(_NEW)).one()
    unclaimed = (await work.session.execute(_UNCLAIMED)).one()
    return [
        lying,
        troubled,
        _gauge("recado_inbox_oldest_new_seconds", "How long the oldest letter that nobody took out has lain there.", new.oldest_s),
        _gauge("recado_inbox_numbers_with_new", "Numbers whose letters wait for a worker.", new.numbers),
        _gauge("recado_inbox_unclaimed_numbers", "Numbers without a hotel that letters are kept for.", unclaimed.numbers),
    ]


def _few(kinds: Counter[str]) -> dict[str, int]:
    """The most frequent by their names, and all others as one."""
    few = dict(kinds.most_common(MOST_KINDS))
    others = kinds.total() - sum(few.values())
    return few | ({_OTHERS: others} if others else {})


def _gauge(name: str, meaning: str, value: Any) -> Metric:  # noqa: ANN401 - the driver's Decimal
    return GaugeMetricFamily(name, meaning, value=float(value))
