"""What becomes of messages, counted for `/metrics`."""

from collections.abc import Iterable
from typing import Final

import structlog
from prometheus_client import Counter

from app.whatsapp import refusals
from app.whatsapp.refusal import Tell
from app.whatsapp.refusal_table import TABLE

FAILED: Final = Counter("recado_messages_failed", "Messages that failed for good, by Meta's code (ours are negative).", ["code"])
REPEATED: Final = Counter("recado_messages_repeated", "Messages that went again after Meta had given them up.", ["code"])
_OTHER: Final = "other"

log = structlog.get_logger()


def failed(codes: Iterable[int]) -> None:
    """Of messages, one each. What engineers have to mend stands in the log, too."""
    for code in codes:
        FAILED.labels(_label(code)).inc()
        if refusals.of(code).tell is Tell.ENGINEERS:
            log.error("messages.request_refused", code=code)


def repeated(codes: Iterable[int]) -> None:
    for code in codes:
        REPEATED.labels(_label(code)).inc()


def _label(code: int) -> str:
    """Meta may make up any number; a series is for those that we know."""
    return str(code) if code in TABLE else _OTHER
