"""Where strange files are opened: a process of its own for each, with little memory and little time, whose death harms nobody.

An order goes to its standard input (`app.media.developing`), what became of it comes from its standard output.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final
from uuid import UUID
from weakref import WeakValueDictionary

import msgspec
import structlog

from app.media.limits import Flaw, damaged

log = structlog.get_logger()

AT_ONCE: Final = 2
"""The machine has no more hands than these."""
PATIENCE_S: Final = 120

_ROOT: Final = Path(__file__).parents[2]


class Order(msgspec.Struct, frozen=True):
    """A file and what its sender says of it; `voice`: it shall be a voice message."""

    path: str
    kind: str | None = None
    filename: str | None = None
    declared: str | None = None
    voice: bool = False


class Developed(msgspec.Struct, frozen=True, kw_only=True, tag_field="outcome"):
    """What may be sent, at `path`. `thumbnail` is another path, `sha256` is hex."""

    path: str
    kind: str
    content_type: str
    size: int
    sha256: str
    filename: str | None = None
    thumbnail: str | None = None
    preview: str | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    is_voice: bool | None = None


_said = msgspec.json.Decoder(Developed | Flaw)


class Darkroom:
    """The hands of one process of ours."""

    def __init__(self, at_once: int = AT_ONCE, patience_s: float = PATIENCE_S) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._hotels: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self._patience_s = patience_s

    async def develop(self, order: Order, tenant_id: UUID) -> Developed | Flaw:
        """A file that kills whoever opens it, or keeps them too long, is damaged as far as anybody can tell.

        One of a hotel at a time, so that no hotel's films keep the others waiting.
        """
        turn = self._hotels.setdefault(tenant_id, asyncio.Lock())
        async with turn, self._places:
            hands = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "app.media.developing"),
                cwd=_ROOT,
                env={"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(self._patience_s):
                    told, words = await hands.communicate(msgspec.json.encode(order))
            except TimeoutError:
                log.warning("media.darkroom_slow", kind=order.kind)
                return damaged()
            finally:
                if hands.returncode is None:
                    hands.kill()
                    await hands.wait()
        if hands.returncode != 0:
            log.warning("media.darkroom_died", kind=order.kind, status=hands.returncode, said=words[-300:].decode(errors="replace"))
            return damaged()
        said: Developed | Flaw = _said.decode(told)
        return said
