"""The Socket.IO server of an API process, with every bound that keeps a stranger from filling it."""

from typing import Any, Final
from urllib.parse import urlsplit

import socketio

from app.realtime.line import asked
from app.realtime.switchboard import NAMESPACE, Json, Switchboard
from app.settings import Settings

# Clients only say small things here: what changes data comes in by the API, media by HTTP.
LARGEST_FRAME_BYTES: Final = 64_000


class Server(socketio.AsyncServer):  # type: ignore[misc]  # the library is untyped
    """Lets handlers know whether the client waits for an acknowledgement, which the library keeps to itself."""

    async def _handle_event_internal(self, *call: Any) -> None:
        asked.set(call[-1] is not None)
        await super()._handle_event_internal(*call)


def create_server(settings: Settings, switchboard: Switchboard) -> Server:
    """Handlers run one after the other for each socket, so that what a client says keeps its order."""

    def may_call(origin: str | None, environ: dict[str, Any]) -> bool:
        """Browsers name their origin: the web chat's own address, or the very host they are calling."""
        named = urlsplit(origin or "")
        return origin == settings.frontend_url or (bool(named.netloc) and named.netloc == environ.get("HTTP_HOST"))

    return Server(
        async_mode="asgi",
        client_manager=switchboard,
        namespaces=[NAMESPACE],
        transports=["websocket", "polling"],
        json=Json,
        cors_allowed_origins=may_call,
        cors_credentials=False,
        max_http_buffer_size=LARGEST_FRAME_BYTES,
        always_connect=False,
        async_handlers=False,
        ping_interval=25,
        ping_timeout=20,
        http_compression=False,
    )
