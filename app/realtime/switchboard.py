"""The line between processes: what one says, the sockets of all the others hear, through Redis.

Redis pub/sub may lose what is said, and that is in order: the event log is the truth. What may
not happen is that somebody waits for Redis, or that a listener stays deaf when it is back.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

import msgspec
import socketio
import structlog
from engineio import exceptions
from engineio import packet as engine_packet
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.realtime.speaker import Hint, written

log = structlog.get_logger()

CHANNEL: Final = "recado:live"
HINTS: Final = f"{CHANNEL}:hints"
NAMESPACE: Final = "/"
LONGEST_DEAFNESS_SECONDS: Final = 2.0

# A listener never writes, so only keep-alive tells it that the other end has vanished.
_KEEP_ALIVE: Final = {
    getattr(socket, name): value
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3))
    if hasattr(socket, name)
}


class _Breath(msgspec.Struct, frozen=True):
    """What a process says in one go, and which process it was."""

    host_id: str
    hints: Sequence[Hint]


_BREATHS: Final = msgspec.json.Decoder(_Breath)


class Json:
    """msgspec in the shape of the standard library's module: knows UUIDs and times, and is fast."""

    @staticmethod
    def dumps(value: Any, *_args: Any, **_options: Any) -> str:  # noqa: ANN401 - JSON values
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, *_args: Any, **_options: Any) -> Any:  # noqa: ANN401 - JSON values
        """Raises `ValueError`, which is what the library catches."""
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as flaw:
            raise ValueError("not JSON") from flaw


class Switchboard(socketio.AsyncRedisManager):  # type: ignore[misc]  # the library is untyped
    """python-socketio's Redis manager, made to lose nothing that it need not lose.

    `write_only` is for processes without sockets (workers). It also is our `Emitter`.
    """

    def __init__(self, redis_url: str, *, write_only: bool = False) -> None:
        options: dict[str, Any] = {"socket_connect_timeout": 2, "socket_keepalive": True, "socket_keepalive_options": _KEEP_ALIVE}
        super().__init__(redis_url, channel=CHANNEL, write_only=write_only, json=Json, redis_options=options)
        # With a time-out on each answer, which the listener's own connection must not have.
        self.voice: Redis = Redis.from_url(redis_url, **options, socket_timeout=2, retry=Retry(NoBackoff(), 1), retry_on_error=[OSError])
        self.redis: Redis | None = None
        self.own_channel = f"{CHANNEL}:{self.host_id}"

    async def say(self, hints: Sequence[Hint]) -> None:
        """To our own sockets, then to the other processes', in one round trip."""
        if not self.write_only:
            await self._to_sockets(hints)
        await self._tell(HINTS, msgspec.json.encode(_Breath(self.host_id, hints)))

    async def emit(self, event: str, data: Any, namespace: str, room: Any = None, **options: Any) -> None:  # noqa: ANN401 - the library's own form
        """What the library itself and our answers to one socket use; `ignore_queue` stays in this process."""
        rooms = options.get("to") or room
        if namespace != NAMESPACE or not rooms or options.get("callback") is not None:
            raise ValueError("one namespace, to a room, and no acknowledgements by clients")
        hint = Hint(event, written(data), [rooms] if isinstance(rooms, str) else rooms, options.get("skip_sid"))
        if options.get("ignore_queue"):
            await self._to_sockets([hint])
        else:
            await self.say([hint])

    async def alive(self, host_ids: Sequence[str]) -> set[str]:
        """Which of these processes listen right now. Redis notices a killed one at once: its connection is closed."""
        counts = await self.voice.pubsub_numsub(*(f"{CHANNEL}:{host_id}" for host_id in host_ids))
        return {name.decode().rpartition(":")[2] for name, many in counts if many}

    async def close(self) -> None:
        if (listener := getattr(self, "thread", None)) is not None:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)
        await self.voice.aclose()
        await self._hang_up()

    async def _handle_emit(self, message: dict[str, Any]) -> None:
        await self._to_sockets(message["hints"])

    async def _to_sockets(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            listening = [engine_sid for sid, engine_sid in self.get_participants(NAMESPACE, hint.rooms) if sid != hint.skip_sid]
            if listening:
                text = f'{socketio.packet.EVENT}["{hint.name}",{bytes(hint.body).decode()}]'
                await self._send(listening, engine_packet.Packet(engine_packet.MESSAGE, text))

    async def _send(self, listening: Sequence[str], envelope: engine_packet.Packet) -> None:
        for engine_sid in listening:
            try:
                await self.server._send_eio_packet(engine_sid, envelope)  # noqa: SLF001 - written once for all, as the library does
            except exceptions.SocketIsClosedError:
                continue

    async def _publish(self, data: dict[str, Any]) -> None:
        await self._tell(self.channel, Json.dumps(data))

    async def _tell(self, channel: str, message: str | bytes) -> None:
        try:
            await self.voice.publish(channel, message)
        except (OSError, RedisError) as error:
            log.warning("live.unheard", error=type(error).__name__)

    async def _listen(self) -> AsyncIterator[str | bytes | dict[str, Any]]:
        """The library's own messages as they came; a breath of hints as what the library takes for one emit."""
        async for message in self._redis_listen_with_retries():
            match message:
                case {"type": "message", "channel": channel, "data": said} if channel == HINTS.encode():
                    breath = _BREATHS.decode(said)
                    yield {"method": "emit", "host_id": breath.host_id, "hints": breath.hints}
                case {"type": "message", "channel": channel, "data": said} if channel == CHANNEL.encode():
                    yield said

    async def _redis_listen_with_retries(self) -> AsyncIterator[dict[str, Any]]:
        wait = 0.05
        while True:
            try:
                self._redis_connect()
                await self.pubsub.subscribe(HINTS, self.channel, self.own_channel)
                wait = 0.05
                async for message in self.pubsub.listen():
                    yield message
            except (OSError, RedisError) as error:
                log.warning("live.deaf", error=type(error).__name__, again_in=wait)
            await self._hang_up()
            await asyncio.sleep(wait)
            wait = min(LONGEST_DEAFNESS_SECONDS, wait * 2)

    async def _hang_up(self) -> None:
        if self.redis is not None:
            await asyncio.gather(self.pubsub.aclose(), self.redis.aclose(), return_exceptions=True)
            self.redis = None
