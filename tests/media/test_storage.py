"""The store on disk and on S3: the same way, whole and in parts, and what nobody points to any more."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from litestar import Litestar
from moto.server import ThreadedMotoServer

from app.core.clock import now
from app.core.ids import new_id
from app.core.work import Office
from app.media import orphans, service
from app.media.addresses import Ticket
from app.media.storage import FileMissingError, Storage, key_of, open_storage
from app.settings import Bucket, Settings, SettingsError, load
from simulator import samples
from tests.conftest import environment
from tests.media.stage import Stage

PICTURE = samples.of("image").content
BUCKET = "guests-files"


@pytest.fixture(scope="module")
def s3() -> Iterator[Bucket]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    bucket = Bucket(name=BUCKET, region="us-east-1", endpoint_url=f"http://127.0.0.1:{port}", keys=("key", "secret"))
    assert httpx.put(f"{bucket.endpoint_url}/{BUCKET}").status_code == 200
    yield bucket
    server.stop()


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, settings: Settings) -> Storage:
    bucket = request.getfixturevalue("s3") if request.param == "s3" else None
    return open_storage(msgspec.structs.replace(settings, media_bucket=bucket))


async def read(storage: Storage, key: str, start: int = 0, end: int = 1 << 30) -> bytes:
    return b"".join([piece async for piece in storage.read(key, start, end)])


async def test_both_stores_keep_the_same_promises(storage: Storage, tmp_path: Path) -> None:
    tenant_id, content = new_id(), os.urandom(7_000_000)
    key, other = key_of(tenant_id, b"k" * 32), key_of(new_id(), b"k" * 32)
    file = tmp_path / "fetched"
    file.write_bytes(content)

    await storage.put(key, file)
    await storage.put(key, file)
    await storage.put(other, b"another hotel's")

    assert await read(storage, key) == content
    assert await read(storage, key, 5, 6_000_000) == content[5:6_000_000]
    assert [one.key async for one in storage.of_tenant(tenant_id)] == [key]
    assert (await storage.has(key), await storage.has(f"{key}.thumbnail")) == (True, False)
    await storage.delete([key, f"{key}.thumbnail"])
    assert await storage.has(key) is False
    with pytest.raises(FileMissingError):
        await read(storage, key)
    assert await read(storage, other) == b"another hotel's"


async def test_the_whole_way_with_s3(stage: Stage, s3: Bucket, app: Litestar) -> None:
    stage.settings = msgspec.structs.replace(stage.settings, media_bucket=s3)
    app.state.media_storage = open_storage(stage.settings)
    media_id = (await stage.guest_sends("image"))["content"]["media"]["id"]

    await stage.fetch()

    whole, part = await stage.bytes_of(media_id), await stage.bytes_of(media_id, range="bytes=10-19")
    assert (whole.content, whole.headers["content-type"]) == (PICTURE, "image/jpeg")
    assert (part.status_code, part.content) == (206, PICTURE[10:20])
    assert not (stage.settings.home / "media").exists() or not any((stage.settings.home / "media").iterdir())


async def test_a_store_that_is_away_costs_only_time(stage: Stage, s3: Bucket) -> None:
    on_disk = stage.settings
    await stage.guest_sends("image")
    stage.settings = msgspec.structs.replace(on_disk, media_bucket=msgspec.structs.replace(s3, name="no-such-bucket"))
    await stage.fetch()
    assert await stage.rows("SELECT state, attempts FROM media") == [("due", 1)]

    stage.settings = on_disk
    await stage.time_passes()
    await stage.fetch()

    assert (await stage.media())["state"] == "ready"


async def test_what_nobody_points_to_is_cleared_after_a_day(stage: Stage, office: Office) -> None:
    kept = (await stage.guest_sends("image"))["content"]["media"]["id"]
    await stage.fetch()
    storage = open_storage(stage.settings)
    lone, fresh = key_of(stage.channel.tenant_id, b"l" * 32), key_of(stage.channel.tenant_id, b"f" * 32)
    await storage.put(lone, b"left behind")
    await storage.put(f"{lone}.thumbnail", b"left behind")
    await storage.put(fresh, b"its row is about to come")
    two_days_ago = (now() - timedelta(days=2)).timestamp()
    for path in (stage.settings.home / "media").rglob("*"):
        if path.is_file() and fresh not in str(path):
            os.utime(path, (two_days_ago, two_days_ago))

    await orphans.clear(office, storage)

    assert [await storage.has(key) for key in (lone, f"{lone}.thumbnail", fresh)] == [False, False, True]
    assert (await stage.bytes_of(kept)).content == PICTURE


async def test_what_a_message_carried_is_forgotten_with_it(stage: Stage, office: Office) -> None:
    first = await stage.guest_uploads("image", PICTURE, "image/jpeg")
    second = await stage.guest_uploads("image", PICTURE, "image/jpeg")
    await stage.fetch()
    storage = open_storage(stage.settings)

    keys = []
    for message in (first, second):
        async with office.for_tenant(stage.channel.tenant_id) as work:
            keys.append(await service.forget(work, [message["id"]]))
    await storage.delete(keys[1])

    assert keys[0] == []
    assert len(keys[1]) == 2
    assert await stage.rows("SELECT count(*) FROM media_files") == [0]
    assert [path for path in (stage.settings.home / "media").rglob("*") if path.is_file()] == []
    assert (await stage.address(first["content"]["media"]["id"])).status_code == 404


def test_a_bucket_needs_its_name_and_both_keys() -> None:
    env = environment("postgresql://a:b@c/d", "redis://e") | {"MEDIA_STORE": "s3", "S3_ACCESS_KEY_ID": "key"}

    with pytest.raises(SettingsError) as refused:
        load(env)

    assert {flaw.partition(" ")[0] for flaw in refused.value.flaws} == {"S3_BUCKET", "S3_SECRET_ACCESS_KEY"}
    with pytest.raises(SettingsError, match="MEDIA_STORE must be disk or s3"):
        load(env | {"MEDIA_STORE": "tape"})


def test_a_ticket_names_its_content() -> None:
    assert Ticket("t/ab/abcd.thumbnail", 1, "image/webp").etag == '"abcd.thumbnail"'
