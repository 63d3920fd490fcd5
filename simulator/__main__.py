"""`python -m simulator`: reads the settings, starts, and serves until it is told to stop."""

import logging
import os
import sys

import msgspec
import structlog

from simulator.app import Simulator
from simulator.meta import Meta
from simulator.numbers import Numbers
from simulator.server import Server
from simulator.settings import Settings, SettingsError, load


def main() -> int:
    try:
        settings = load(os.environ, sys.argv[1:])
        numbers = Numbers(settings.config)
    except SettingsError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except msgspec.DecodeError as problem:
        sys.stderr.write(f"The file of SIMULATOR_CONFIG cannot be read: {problem}\n")
        return 2
    speak(settings)
    structlog.get_logger("simulator").info("simulator starts", host=settings.host, port=settings.port, numbers=len(numbers))
    server = Server(Simulator(Meta(numbers)), host=settings.host, port=settings.port)
    server.run()
    return 0 if server.started else 1


class OneLine(logging.Formatter):
    """What libraries have to say, in the same form as our own lines."""

    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode({"event": super().format(record), "level": record.levelname.lower(), "logger": record.name}).decode()


def speak(settings: Settings) -> None:
    """One JSON line per noteworthy thing, on standard output; uvicorn's own lines only when something is wrong."""
    level = logging.getLevelNamesMapping().get(settings.log_level, logging.INFO)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(),
    )


if __name__ == "__main__":
    sys.exit(main())
