"""The Socket.IO server of an API process, with every bound that keeps a stranger from filling it."""

import asyncio
from typing import Any, Final

import socketio
import structlog

from app.core.origins import is_ours
from app.realtime.line import asked
from app.realtime.switchboard import NAMESPACE, Json, Switchboard
from app.settings import Settings

log = structlog.get_logger()

# Clients only say small things here: what changes data comes in by the API, media by HTTP.
LARGEST_FRAME_BYTES: Final = 64_000
_BINARY: Final = (str(socketio.packet.BINARY_EVENT), str(socketio.packet.BINARY_ACK))


class Server(socketio.AsyncServer):  # type: ignore[misc]  # the library is untyped
    """Lets handlers know whether the client waits for an acknowledgement, which the library keeps to itself."""

    async def _handle_event_internal(self, *call: Any) -> None:
        if call[3][0] in self.reserved_events:
            # The library would run our handler of the same name: the socket would stay in its rooms, and its
            # visitor, by whom we end it when the session ends, would be gone or somebody else.
            raise ValueError("the name of an event that only the server may raise")
        asked.set(call[-1] is not None)
        await super()._handle_event_internal(*call)

    async def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        """Who does not speak our protocol is shown out.

        Nobody sends binary here, and the library would gather the announced attachments without end; of
        what it cannot read, it writes two tracebacks into the log.
        """
        flaw: BaseException | None = None
        is_readable = isinstance(data, str) and not data.startswith(_BINARY)
        if is_readable:
            (flaw,) = await asyncio.gather(super()._handle_eio_message(eio_sid, data), return_exceptions=True)
        if flaw is not None and not isinstance(flaw, Exception):
            raise flaw
        if flaw is not None or not is_readable:
            log.warning("socket.unreadable", error=type(flaw).__name__ if flaw else "binary")
            await self.eio.disconnect(eio_sid)


def create_server(settings: Settings, switchboard: Switchboard) -> Server:
    """Handlers run one after the other for each socket, so that what a client says keeps its order."""

    def may_call(origin: str | None, environ: dict[str, Any]) -> bool:
        """Browsers name their origin: the web chat's own address, or the very host they are calling."""
        return is_ours(origin or "", environ.get("HTTP_HOST", ""), settings.frontend_url)

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
