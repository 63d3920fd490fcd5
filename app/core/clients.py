"""Who is calling: the client's address, believing only the proxies that the operator named."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address


def client_address(peer: str | None, forwarded_for: Sequence[str], trusted: Sequence[str]) -> str:
    """The right-most address of `X-Forwarded-For` that is no trusted proxy; the peer itself otherwise.

    `trusted` are addresses or networks. What a client writes into the header by itself stands to
    the left of what our proxy adds, so it is never believed.
    """
    hops = [part.strip() for line in forwarded_for for part in line.split(",")] + [peer or ""]
    seen = "0.0.0.0"  # noqa: S104 - "nobody knows", which only a local socket without an address gives
    for hop in reversed(hops):
        address = _address(hop)
        if address is None:
            break
        seen = str(address)
        if not _is_trusted(address, trusted):
            break
    return seen


def _is_trusted(address: Address, trusted: Sequence[str]) -> bool:
    return any(address in ip_network(place, strict=False) for place in trusted)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return None
    # A dual-stack socket shows IPv4 clients as ::ffff:a.b.c.d; zones have no meaning beyond the machine.
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))
    return address
