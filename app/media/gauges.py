"""How fetching and giving are doing, for `/metrics`."""

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from app.core.work import Work
from app.media import queries
from app.media.queries import Backlog


async def read(work: Work) -> list[Metric]:
    """House work."""
    inward, outward = await queries.backlog(work), await queries.backlog(work, outward=True)
    return [
        _lying("recado_media_lying", "Attachments that are not fetched yet, by state.", inward),
        _oldest("recado_media_oldest_seconds", "How long the oldest of them has waited.", inward),
        _lying("recado_media_to_give", "Files of hotels that Meta has not been given yet, by state.", outward),
        _oldest("recado_media_to_give_oldest_seconds", "How long the oldest of them has waited.", outward),
    ]


def _lying(name: str, words: str, backlog: Backlog) -> GaugeMetricFamily:
    lying = GaugeMetricFamily(name, words, labels=["state"])
    lying.add_metric(["waiting"], backlog.waiting)
    lying.add_metric(["parked"], backlog.parked)
    return lying


def _oldest(name: str, words: str, backlog: Backlog) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=float(backlog.oldest_s or 0))
