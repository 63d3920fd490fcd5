"""Serving over real sockets: a uvicorn whose connections can be cut in the middle, and that stops at once."""

import socket
from types import FrameType

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator.app import Simulator
from simulator.graph.door import CUT

IDLE_S = 75
STOP_WITHIN_S = 1


class CuttableProtocol(HttpToolsProtocol):
    """Lets the app close its caller's connection with no byte of an answer, as a network does."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {CUT: {"cut": self.cut}}

    def cut(self) -> None:
        # uvicorn answers 500 for an app that says nothing, unless it knows that the caller is gone.
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        self.transport.abort()


class Server(uvicorn.Server):
    def __init__(self, simulator: Simulator, *, host: str, port: int) -> None:
        self._meta = simulator.meta
        super().__init__(
            uvicorn.Config(
                simulator,
                host=host,
                port=port,
                http=CuttableProtocol,
                ws="none",
                lifespan="on",
                loop="uvloop",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                log_config=None,
                timeout_keep_alive=IDLE_S,
                timeout_graceful_shutdown=STOP_WITHIN_S,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._meta.files.origin = f"http://{self.config.host}:{self.ports()[0]}"

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # The phones' event lines never end by themselves, and the server waits for them.
        self._meta.onlookers.send_home()
        super().handle_exit(sig, frame)

    def ports(self) -> list[int]:
        """Where it listens, which port 0 leaves to the system."""
        return [socket.getsockname()[1] for server in self.servers for socket in server.sockets]
