"""Counts what became of the webhooks, and how long each took from being due to being answered."""

import msgspec

MOST_TIMES = 500_000


class PushFigures(msgspec.Struct, kw_only=True):
    """`quiet` = nothing waits, flies or is still to come. Times are from when an update was due to its 200."""

    outstanding: int
    statuses_due: int
    quiet: bool
    updates_acked: int
    posts_acked: int
    posts_refused: int
    posts_retried: int
    updates_given_up: int
    updates_unaddressed: int
    forged_sent: int
    ack_ms: dict[str, float]
    callbacks: dict[str, str]


class Tally:
    def __init__(self) -> None:
        self.updates_acked = 0
        self.posts_acked = 0
        self.posts_refused = 0
        self.posts_retried = 0
        self.updates_given_up = 0
        self.updates_unaddressed = 0
        self.forged_sent = 0
        self.times: list[float] = []

    def counts(self) -> dict[str, int]:
        return {name: count for name, count in vars(self).items() if name != "times"}

    def note_time(self, seconds: float) -> None:
        if len(self.times) < MOST_TIMES:
            self.times.append(seconds)

    def percentiles(self) -> dict[str, float]:
        times = sorted(self.times)
        if not times:
            return {}
        marks = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1.0}
        return {name: round(times[min(len(times) - 1, int(mark * len(times)))] * 1000, 2) for name, mark in marks.items()}
