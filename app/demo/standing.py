"""The environment of a demo that stands on this machine, for a command that is run beside it."""

from collections.abc import Mapping

import msgspec

from app.demo.board import Addresses
from app.demo.home import Home


def environment(env: Mapping[str, str]) -> Mapping[str, str]:
    """The demo's, where nothing names a database and a demo stands in the folder; else what was given."""
    if env.get("DATABASE_URL", "").strip() or env.get("ENVIRONMENT", "").strip() == "production":
        return env
    home = Home.of(env)
    try:
        told = msgspec.json.decode(home.board.read_bytes(), type=Addresses)
    except FileNotFoundError:
        return env
    return home.environment(database_url=told.database_url, redis_url=told.redis_url)
