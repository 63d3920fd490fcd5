"""Where the simulator listens and which file it keeps its numbers in: from the command line, else the environment."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec


class SettingsError(Exception):
    """A setting that cannot be; the sentence says which and why."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    host: str = "127.0.0.1"
    port: int = 3002
    config: Path | None = None
    log_level: str = "INFO"


def load(environ: Mapping[str, str], arguments: Sequence[str] = ()) -> Settings:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default=environ.get("SIMULATOR_HOST") or "127.0.0.1")
    parser.add_argument("--port", default=environ.get("SIMULATOR_PORT") or "3002")
    parser.add_argument("--config", default=environ.get("SIMULATOR_CONFIG") or None)
    told = parser.parse_args(arguments)
    if not told.port.isdigit() or int(told.port) > 65_535:
        raise SettingsError(f"SIMULATOR_PORT must be a port number, not {told.port!r}.")
    return Settings(
        host=told.host,
        port=int(told.port),
        config=None if told.config is None else Path(told.config),
        log_level=(environ.get("LOG_LEVEL") or "INFO").upper(),
    )
