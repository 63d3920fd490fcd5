"""No test leaves this machine: what would go elsewhere fails at once, and says where it wanted to go."""

import ipaddress
import sys
from typing import Any


class NetworkIsOffError(Exception):
    """Not an OSError, which the code under test might take for a network that is down."""


def only() -> None:
    """From here on sockets of this process reach loopback addresses and nothing else."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        _refuse_elsewhere(arguments[1])
    elif event == "socket.getaddrinfo":
        _refuse_elsewhere(arguments)


def _refuse_elsewhere(address: object) -> None:
    # A path is a unix socket.
    host = address[0] if isinstance(address, tuple) else None
    name = host.decode() if isinstance(host, bytes) else host
    if name and not _is_near(str(name)):
        raise NetworkIsOffError(f"a test wanted to reach {name}")


def _is_near(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified
