"""What the workers have counted: brought to PostgreSQL by each, and shown at `/metrics` by the API beside its own.

A worker has no door to be asked at. Every few seconds it adds what its counters have grown by to its rows, so that
they outlive it; only a worker that is killed takes its last seconds along.
"""

import json
from collections.abc import Iterable
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.metrics_core import Metric
from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base
from app.core.work import Office, Work

PERIOD_S: Final = 5.0
_ADD_UP: Final = frozenset({"counter", "histogram"})

_ADD = text("""
INSERT INTO worker_counts AS known (worker, sample, labels, family, type, help, value)
SELECT :worker, grown.* FROM unnest(cast(:samples AS text[]), cast(:labels AS text[]), cast(:families AS text[]), cast(:types AS text[]),
                                    cast(:helps AS text[]), cast(:values AS float8[])) AS grown ORDER BY 1, 2
    ON CONFLICT (worker, sample, labels) DO UPDATE SET value = known.value + excluded.value, help = excluded.help
""")
_ALL = text("SELECT worker, sample, labels, family, type, help, value FROM worker_counts ORDER BY family, sample, labels, worker")


class WorkerCount(Base):
    """One sample of a counter or histogram, added up over all processes of a worker and all their lives.

    `labels` is a JSON object with sorted names.
    """

    __tablename__ = "worker_counts"

    worker: Mapped[str] = mapped_column(primary_key=True)
    sample: Mapped[str] = mapped_column(primary_key=True)
    labels: Mapped[str] = mapped_column(primary_key=True)
    family: Mapped[str]
    type: Mapped[str]
    help: Mapped[str]
    value: Mapped[float]


class Tally:
    """What one worker process has brought already."""

    def __init__(self, worker: str, registry: CollectorRegistry = REGISTRY) -> None:
        self._worker = worker
        self._registry = registry
        self._brought: dict[tuple[str, str], float] = {}

    async def bring(self, office: Office) -> None:
        """Adds what has grown since the last time; nothing is written while nothing is counted."""
        counted = dict(_counted(self._registry.collect()))
        grown = {key: value - self._brought.get(key, 0) for key, (_metric, value) in counted.items()}
        grown = {key: more for key, more in grown.items() if more > 0}
        if not grown:
            return
        metrics = [counted[key][0] for key in grown]
        columns = {
            "worker": self._worker,
            "samples": [sample for sample, _labels in grown],
            "labels": [labels for _sample, labels in grown],
            "families": [metric.name for metric in metrics],
            "types": [metric.type for metric in metrics],
            "helps": [metric.documentation for metric in metrics],
            "values": list(grown.values()),
        }
        async with office.for_house() as work:
            await work.session.execute(_ADD, columns)
        self._brought.update({key: value for key, (_metric, value) in counted.items()})


async def of_workers(work: Work) -> list[Metric]:
    """Everything the workers have brought, each sample with its `worker`."""
    metrics: dict[str, Metric] = {}
    for row in await work.session.execute(_ALL):
        metric = metrics.setdefault(row.family, Metric(row.family, row.help, row.type))
        metric.add_sample(row.sample, json.loads(row.labels) | {"worker": row.worker}, row.value)
    return list(metrics.values())


def _counted(metrics: Iterable[Metric]) -> Iterable[tuple[tuple[str, str], tuple[Metric, float]]]:
    for metric in metrics:
        if metric.type in _ADD_UP and metric.name.startswith("recado_"):
            for sample in metric.samples:
                if not sample.name.endswith("_created"):
                    yield (sample.name, json.dumps(sample.labels, sort_keys=True)), (metric, sample.value)
