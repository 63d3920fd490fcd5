"""The simulator's own fixtures: a Meta with one hotel behind a real callback."""

from tests.simulator.conftest import callback, client, meta  # noqa: F401 - fixtures
