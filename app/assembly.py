"""Putting a process together: the one place where engine, keyring, doorbell and speaker meet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from app import tables as _tables  # noqa: F401 - metadata must know every table
from app.core.crypto import Keyring
from app.core.database import create_engine, refuse_unsafe_login
from app.core.queue import Doorbell
from app.core.work import Office
from app.realtime.speaker import Emitter, Speaker
from app.settings import Settings

log = structlog.get_logger()


@asynccontextmanager
async def open_office(settings: Settings, *, name: str, emitter: Emitter) -> AsyncIterator[Office]:
    """An office that works until the context ends, for one process called `name`.

    Raises `UnsafeLoginError` when the login could step over the walls. A database that is away
    is no reason not to start: it may come back before the first request.
    """
    engine = create_engine(settings, name=name)
    doorbell = Doorbell(settings.redis_url)
    speaker = Speaker(emitter)
    speaker.start()
    try:
        try:
            await refuse_unsafe_login(engine)
        except OSError as error:
            log.warning("database.away_at_start", error=type(error).__name__)
        yield Office(engine, Keyring(settings.encryption_keys), doorbell, speaker)
    finally:
        await doorbell.close()
        await speaker.stop()
        await engine.dispose()
