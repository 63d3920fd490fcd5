"""The guard itself."""

import socket

import pytest

from tests.loopback import NetworkIsOffError


@pytest.mark.parametrize("host", ["graph.example", "192.0.2.1"])
def test_a_foreign_host_is_refused_by_name_and_by_address(host: str) -> None:
    with pytest.raises(NetworkIsOffError, match=host):
        socket.create_connection((host, 80), timeout=1)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
