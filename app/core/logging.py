"""Logs: one JSON line per happening, with ids and without secrets or what guests say."""

import logging
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Whole words of a key that never leave the house, whatever their value.
_SECRET_WORDS: Final = frozenset({
    "password",
    "secret",
    "token",
    "authorization",
    "cookie",
    "signature",
    "body",
    "text",
    "content",
    "caption",
    "query",
    "dsn",
})
_HIDDEN: Final = "[hidden]"


def configure(level: str) -> None:
    """Sends our lines and the libraries' through the same processors to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    # arq prints job arguments and uvicorn whole URLs (with ?token=) at INFO; the servers without a level would say
    # everything twice, once in a form of their own.
    for name in ("arq", "uvicorn.access", "httpx", "socketio", "socketio.server", "engineio", "engineio.server"):
        logging.getLogger(name).setLevel(logging.WARNING)


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blanks every value whose key has a secret word in it."""
    for key in event:
        if key != "event" and _SECRET_WORDS.intersection(key.lower().split("_")):
            event[key] = _HIDDEN
    return event
