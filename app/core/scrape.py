"""What `/metrics` answers: this process's own counters, the workers', and what the tables say; the tables are asked now and then."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from app.core import counting
from app.core.flaws import passes
from app.core.work import Office, Work
from app.settings import environment

log = structlog.get_logger()

Gauge = Callable[[Work], Awaitable[list[Metric]]]

FRESH_S: Final = 5.0
PATIENCE_S: Final = 2.0


class Scrape:
    """However often and by how many it is asked, the tables are read once in five seconds. `gauges` are of rooms above this one."""

    def __init__(self, office: Office, gauges: Sequence[Gauge]) -> None:
        self._office = office
        self._gauges = (counting.of_workers, *gauges)
        self._known: list[Metric] = []
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def text(self) -> bytes:
        async with self._reading:
            if time.monotonic() - self._read_at > FRESH_S:
                self._known = await self._read()
                self._read_at = time.monotonic()
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Merged([*_own(), *self._known]))
        return generate_latest(registry)

    async def _read(self) -> list[Metric]:
        """PostgreSQL away: what this process counts itself must be seen then above all."""
        try:
            async with asyncio.timeout(PATIENCE_S), self._office.for_house() as work:
                found = [metric for gauge in self._gauges for metric in await gauge(work)]
        except (OSError, SQLAlchemyError) as error:
            log.warning("metrics.tables_unread", error=type(error).__name__, exc_info=None if passes(error) else error)
            found = []
        return [
            *found,
            GaugeMetricFamily("recado_tables_read", "1 when the tables could be asked for this answer.", value=float(bool(found))),
        ]


class _Merged(Collector):
    """A name twice would be no answer at all to Prometheus, and workers count what the API counts too."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._by_name: dict[str, Metric] = {}
        for metric in metrics:
            known = self._by_name.get(metric.name)
            if known is None:
                known = self._by_name[metric.name] = Metric(metric.name, metric.documentation, metric.type)
            known.samples.extend(metric.samples)

    def collect(self) -> Iterable[Metric]:
        return self._by_name.values()


def _own() -> Iterable[Metric]:
    if not environment().get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY.collect()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry.collect()
