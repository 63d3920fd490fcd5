"""How fetching is doing, for `/metrics`."""

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from app.core.work import Work
from app.media import queries


async def read(work: Work) -> list[Metric]:
    """House work."""
    backlog = await queries.backlog(work)
    lying = GaugeMetricFamily("recado_media_lying", "Attachments that are not fetched yet, by state.", labels=["state"])
    lying.add_metric(["waiting"], backlog.waiting)
    lying.add_metric(["parked"], backlog.parked)
    oldest = GaugeMetricFamily("recado_media_oldest_seconds", "How long the oldest of them has waited.", value=float(backlog.oldest_s or 0))
    return [lying, oldest]
