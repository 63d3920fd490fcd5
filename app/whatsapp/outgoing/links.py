"""Addresses that a message may carry: those that Meta fetches a file from, and those that a guest opens."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Annotated, Final
from urllib.parse import SplitResult, urlsplit

from msgspec import Meta

from app.core.checks import Flaw

LONGEST_LINK: Final = 2000
Link = Annotated[str, Meta(min_length=1, max_length=LONGEST_LINK)]

_NAME: Final = re.compile(r"(?=.{4,253}\.?$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})\.?", re.IGNORECASE)
# Also what is not seen and what turns the direction of writing: an address must be what it looks like.
_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f\\<>\"`{}|^\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_OURS_ALONE: Final = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "test", "invalid", "onion")


def check_file_link(link: str, path: str) -> Iterator[Flaw]:
    """Meta fetches it, from outside: https, a public host by name, no passwords. We never open it ourselves."""
    told = _parts(link)
    if told is None or told.scheme.lower() != "https":
        yield Flaw(path, "value", "detail-https")
    elif told.username is not None or told.password is not None or not is_public(told.hostname or ""):
        yield Flaw(path, "value", "detail-public-link")


def check_page_link(link: str, path: str) -> Iterator[Flaw]:
    """A guest opens it: http or https, and a host that a phone anywhere can find."""
    told = _parts(link)
    if told is None or told.scheme.lower() not in {"http", "https"}:
        yield Flaw(path, "value", "detail-web-link")
    elif told.username is not None or told.password is not None or not is_public(told.hostname or ""):
        yield Flaw(path, "value", "detail-public-link")


def is_public(host: str) -> bool:
    """By its looks alone: no private or reserved address in any spelling, no name of a house's own network."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    named = host.rstrip(".") if host.isascii() else _as_ascii(host)
    return bool(_NAME.fullmatch(named)) and named.rpartition(".")[2].lower() not in _OURS_ALONE


def _as_ascii(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode()
    except UnicodeError:
        return ""


def _parts(link: str) -> SplitResult | None:
    if _BLANK.search(link):
        return None
    try:
        told = urlsplit(link)
        told.port  # noqa: B018 - raises for what is no port
    except ValueError:
        return None
    return told if told.hostname else None
