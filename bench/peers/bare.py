"""The least a durable door can be: a bare ASGI app, one HMAC, one batched INSERT shared by waiting requests.

No tenants, no splitting, no look-up of the number: what our door does beyond this is its price.
"""

import asyncio
import hashlib
import hmac
import json
import os
from typing import Any

import asyncpg

INSERT = """
INSERT INTO inbox (source_id, kind, key, body)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) ON CONFLICT DO NOTHING
"""
SECRET = os.environ["BENCH_APP_SECRET"].encode()

waiting: list[tuple[str, bytes, asyncio.Future[None]]] = []
wake = asyncio.Event()
writers: list[asyncio.Task[None]] = []


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    header = next(value for name, value in scope["headers"] if name == b"x-hub-signature-256")
    genuine = hmac.compare_digest(b"sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest().encode(), header)
    if genuine:
        key = json.loads(body)["entry"][0]["changes"][0]["value"]["messages"][0]["id"]
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting.append((key, body, done))
        wake.set()
        await done
    await send({"type": "http.response.start", "status": 200 if genuine else 401, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _live(receive: Any, send: Any) -> None:
    await receive()
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    writers.append(asyncio.create_task(_write(connection)))
    await send({"type": "lifespan.startup.complete"})
    await receive()
    writers[0].cancel()
    await connection.close()
    await send({"type": "lifespan.shutdown.complete"})


async def _write(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    insert = await connection.prepare(INSERT)
    while True:
        await wake.wait()
        wake.clear()
        batch, waiting[:] = waiting[:], []
        if not batch:
            continue
        keys = [key for key, _body, _done in batch]
        bodies = [body for _key, body, _done in batch]
        await insert.fetch(["bench"] * len(batch), ["message"] * len(batch), keys, bodies)
        for _key, _body, done in batch:
            done.set_result(None)
