"""What the demo cannot go on from, told in one sentence to the person at the terminal."""


class DemoError(Exception):
    """Shown as it is, with no traceback."""
