"""Where files lie, on disk or on S3, each content once for each hotel."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

import obstore
from obstore.exceptions import NotFoundError as Missing
from obstore.store import LocalStore, S3Store

from app.settings import Bucket, Settings

if TYPE_CHECKING:
    from obstore.store import S3Config  # a name for type checkers only

FOLDER: Final = "media"
CHUNK: Final = 256 * 1024
THUMBNAIL: Final = ".thumbnail"
AT_ONCE: Final = 2
"""Pieces of 5 MiB of a large file that are in memory while it is put away."""


class FileMissingError(Exception):
    """The row knows a file that the store does not have."""


class Stored(NamedTuple):
    """One object as the store lists it."""

    key: str
    size: int
    modified_at: datetime


class Storage:
    """Objects by their key. Writing is atomic, and the same key always holds the same bytes.

    Opened when first used: a process that never needs it makes no folder.
    """

    def __init__(self, opens: Callable[[], LocalStore | S3Store]) -> None:
        self._opens = opens

    @cached_property
    def _store(self) -> LocalStore | S3Store:
        return self._opens()

    async def put(self, key: str, content: Path | bytes) -> None:
        """On disk by a rename, on S3 as one object: nobody ever reads half of it."""
        await obstore.put_async(self._store, key, content, max_concurrency=AT_ONCE)

    async def has(self, key: str) -> bool:
        try:
            await obstore.head_async(self._store, key)
        except (Missing, FileNotFoundError):
            return False
        return True

    async def read(self, key: str, start: int, end: int) -> AsyncGenerator[bytes]:
        """The bytes from `start` up to, not with, `end`, in pieces. Raises `FileMissingError` before the first."""
        try:
            found = await obstore.get_async(self._store, key, options={"range": (start, end)})
        except (Missing, FileNotFoundError) as error:
            raise FileMissingError(key) from error
        async for piece in found.stream(min_chunk_size=CHUNK):
            yield bytes(piece)

    async def delete(self, keys: Sequence[str]) -> None:
        """Those that are not there are gone already."""
        for key in keys:
            try:
                await obstore.delete_async(self._store, key)
            except (Missing, FileNotFoundError):
                continue

    async def of_tenant(self, tenant_id: UUID) -> AsyncIterator[Stored]:
        async for batch in obstore.list(self._store, prefix=str(tenant_id)):
            for one in batch:
                yield Stored(one["path"], one["size"], one["last_modified"])


def key_of(tenant_id: UUID, sha256: bytes) -> str:
    told = sha256.hex()
    return f"{tenant_id}/{told[:2]}/{told}"


def thumbnail_of(tenant_id: UUID, sha256: bytes) -> str:
    return key_of(tenant_id, sha256) + THUMBNAIL


def open_storage(settings: Settings) -> Storage:
    """The store that the operator chose; a folder on disk is made, a bucket must be there."""
    if settings.media_bucket is None:
        return Storage(partial(LocalStore, prefix=(settings.home / FOLDER).absolute(), mkdir=True))
    return Storage(partial(_s3, settings.media_bucket))


def _s3(bucket: Bucket) -> S3Store:
    config: S3Config = {"bucket": bucket.name, "region": bucket.region}
    if bucket.endpoint_url:
        config["endpoint"] = bucket.endpoint_url
    if bucket.keys:
        config["access_key_id"], config["secret_access_key"] = bucket.keys
    is_plain = (bucket.endpoint_url or "").startswith("http://")
    return S3Store(config=config, client_options={"allow_http": is_plain, "timeout": "60s"})
