"""Fetching one file: where it is, its bytes, whether they are what was promised, and into the store."""

import asyncio
import tempfile
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO, Final

import msgspec
import structlog
from obstore.exceptions import BaseError as StoreError

from app.media.claims import Claimed
from app.media.looking import Seen, look_at
from app.media.models import MediaFault
from app.media.outcomes import Barred, Got, Later, Lost, Outcome
from app.media.storage import Storage, key_of, thumbnail_of
from app.media.types import LARGEST
from app.whatsapp.client import INVALID, NO_SUCH_OBJECT, TOKEN_DEAD, GraphClient, Line, MediaAddress
from app.whatsapp.download import Download, Downloads, Fetched, Foreign, Gone, TooBig
from app.whatsapp.outcomes import Refused, Unknown

log = structlog.get_logger()

DOWNLOAD_FAILED: Final = 131052
MOST_WRONG_SUMS: Final = 4
MOST_ATTEMPTS: Final = 60
"""More than a week has room for: whoever had this file in hand died of it each time."""
MOST_LOOKED_AT: Final = 2
"""A picture of the most pixels costs 200 MB while it is looked at, and the machine has no more hands than these."""
_DEAD: Final = frozenset({0, TOKEN_DEAD})


class Tools(msgspec.Struct, frozen=True):
    """What fetching needs of the world; `bases` are the Graph's addresses by the channel's graph.

    In the folder `incoming` files lie until they are looked at; not in /tmp, which may be memory.
    """

    graph: GraphClient
    downloads: Downloads
    storage: Storage
    bases: Mapping[str, str]
    incoming: Path
    looks: asyncio.Semaphore = msgspec.field(default_factory=partial(asyncio.Semaphore, MOST_LOOKED_AT))


async def fetch(tools: Tools, claimed: Claimed, access_token: str) -> Outcome:
    """One attempt, with no transaction open. What it leaves in the store is harmless if nobody points to it."""
    if claimed.attempts > MOST_ATTEMPTS:
        return Lost(MediaFault.CORRUPT, f"{claimed.attempts} attempts, and no end to one")
    base = tools.bases.get(claimed.graph)
    if base is None:
        return Later(f"no address for graph {claimed.graph}")
    line = Line(claimed.phone_number_id, access_token, base)
    try:
        with tempfile.NamedTemporaryFile(dir=tools.incoming) as file:
            fetched = await _bring(tools, line, claimed, file)
            return await _keep(tools, claimed, Path(file.name), fetched) if isinstance(fetched, Fetched) else fetched
    except (StoreError, OSError) as error:
        log.warning("media.not_stored", media_id=str(claimed.id), error=type(error).__name__)
        return Later(f"the store: {type(error).__name__}")


async def _bring(tools: Tools, line: Line, claimed: Claimed, file: IO[bytes]) -> Fetched | Outcome:
    """The bytes in `file`, and their sum verified. An address that is dead on arrival is asked for anew, once."""
    most = LARGEST.get(claimed.kind, 0)
    for is_second in (False, True):
        address = await tools.graph.media(line, claimed.meta_media_id)
        if not isinstance(address, MediaAddress):
            return _refused(address)
        if address.size > most:
            return Lost(MediaFault.TOO_BIG, f"{address.size} bytes")
        file.seek(0)
        file.truncate()
        download = await tools.downloads.fetch(line, address.url, file, most=most)
        if not isinstance(download, Gone) or is_second:
            file.flush()
            return _judged(download, claimed, address)
    return Later("asked twice")


def _judged(download: Download, claimed: Claimed, address: MediaAddress) -> Fetched | Outcome:
    outcome: Fetched | Outcome
    match download:
        case Fetched():
            sums = [told for told in (claimed.sha256, address.sha256) if told]
            is_promised = all(_is_sum(told, download.sha256) for told in sums)
            outcome = download if is_promised else Later("not the bytes that were promised", MediaFault.CORRUPT, most=MOST_WRONG_SUMS)
        case Gone(status):
            outcome = Later(f"nothing at its address ({status})", MediaFault.EXPIRED)
        case TooBig():
            outcome = Lost(MediaFault.TOO_BIG, "more than was said")
        case Foreign(host):
            log.warning("media.foreign_address", media_id=str(claimed.id), host=host)
            outcome = Later(f"an address that is not Meta's ({host})")
        case Unknown(reason):
            outcome = Later(reason)
    return outcome


def _refused(answer: Refused | Unknown) -> Outcome:
    """Only a dead token says something of the number; the same 100/33 that stops a sending number is a file that is gone."""
    match answer:
        case Unknown(reason):
            return Later(reason)
        case Refused() if answer.code in _DEAD:
            return Barred(answer.code, answer.subcode)
        case Refused() if answer.code == DOWNLOAD_FAILED or (answer.code, answer.subcode) == (INVALID, NO_SUCH_OBJECT):
            return Lost(MediaFault.EXPIRED, f"Meta no longer has it ({answer.code})")
        case Refused():
            return Later(f"Meta refuses ({answer.code})", wait=answer.retry_after or 0)


async def _keep(tools: Tools, claimed: Claimed, path: Path, fetched: Fetched) -> Outcome:
    storage = tools.storage
    async with tools.looks:
        seen = await asyncio.to_thread(look_at, path, fetched, kind=claimed.kind, declared=claimed.mime_type)
    if not isinstance(seen, Seen):
        return seen
    if seen.thumbnail:
        await storage.put(thumbnail_of(claimed.tenant_id, fetched.sha256), seen.thumbnail)
    await storage.put(key_of(claimed.tenant_id, fetched.sha256), path)
    return Got(seen.facts)


def _is_sum(told: str, sha256: bytes) -> bool:
    """Base64 in webhooks, hex from the API; both have been seen in either place (cloud-api, media)."""
    try:
        return told.lower() == sha256.hex() or b64decode(told, validate=True) == sha256
    except (NotBase64, ValueError):
        return False
