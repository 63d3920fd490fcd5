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

from app.realtime.speaker import Hint

log = structlog.get_logger()

CHANNEL: Final = "recado:live"
NAMESPACE: Final = "/"
LONGEST_DEAFNESS_SECONDS: Final = 2.0

# A listener never writes, so only keep-alive tells it that the other end has vanished.
_KEEP_ALIVE: Final = {
    getattr(socket, name): value
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3))
    if hasattr(socket, name)
}


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
        messages = [self._message(hint) for hint in hints]
        for message in messages:
            await self._handle_emit(message)
        await self._publish_all(messages)

    async def emit(self, event: str, data: Any, namespace: str, room: Any = None, **options: Any) -> None:  # noqa: ANN401 - the library's own form
        """What the library itself and our answers to one socket use; `ignore_queue` stays in this process."""
        hint = Hint(event, data, options.get("to") or room, options.get("skip_sid"))
        if namespace != NAMESPACE or options.get("callback") is not None:
            raise ValueError("one namespace, and no acknowledgements by clients")
        if options.get("ignore_queue"):
            await self._to_sockets(hint.name, hint.body, hint.rooms, hint.skip_sid)
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

    def _message(self, hint: Hint) -> dict[str, Any]:
        return {
            "method": "emit",
            "event": hint.name,
            "data": [hint.body],
            "binary": False,
            "namespace": NAMESPACE,
            "room": hint.rooms,
            "skip_sid": hint.skip_sid,
            "callback": None,
            "host_id": self.host_id,
        }

    async def _handle_emit(self, message: dict[str, Any]) -> None:
        await self._to_sockets(message["event"], message["data"][0], message["room"], message["skip_sid"])

    async def _to_sockets(self, event: str, body: Any, rooms: str | list[str], skip_sid: str | None) -> None:  # noqa: ANN401 - JSON values
        listening = {sid: engine_sid for sid, engine_sid in self.get_participants(NAMESPACE, rooms) if sid != skip_sid}
        if not listening:
            return
        packet = self.server.packet_class(socketio.packet.EVENT, namespace=NAMESPACE, data=[event, body])
        envelope = engine_packet.Packet(engine_packet.MESSAGE, packet.encode())
        for engine_sid in listening.values():
            try:
                await self.server._send_eio_packet(engine_sid, envelope)  # noqa: SLF001 - encoded once for all, as the library does
            except exceptions.SocketIsClosedError:
                continue

    async def _publish(self, data: dict[str, Any]) -> None:
        await self._publish_all([data])

    async def _publish_all(self, messages: list[dict[str, Any]]) -> None:
        try:
            async with self.voice.pipeline(transaction=False) as pipe:
                for message in messages:
                    pipe.publish(self.channel, Json.dumps(message))
                await pipe.execute()
        except (OSError, RedisError) as error:
            log.warning("live.unheard", hints=len(messages), error=type(error).__name__)

    async def _redis_listen_with_retries(self) -> AsyncIterator[dict[str, Any]]:
        wait = 0.05
        while True:
            try:
                self._redis_connect()
                await self.pubsub.subscribe(self.channel, self.own_channel)
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
