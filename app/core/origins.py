"""Whose page a browser's request comes from: what browsers send by themselves is not to serve a stranger's."""

from urllib.parse import urlsplit


def is_ours(origin: str, host: str, frontend_url: str) -> bool:
    """Whether an `Origin` is the web chat's own address, or the very host that is called."""
    try:
        netloc = urlsplit(origin).netloc
    except ValueError:
        return False
    return origin == frontend_url or (bool(netloc) and netloc == host)
