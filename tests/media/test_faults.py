"""Everything that can go wrong between Meta's id and our store, and what the message says of it."""

import asyncio
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from app.media import claims, fetcher, types
from app.media.fetcher import open_fetcher
from app.media.models import MediaFault
from app.media.outcomes import Lost
from app.messages import attachments
from simulator import samples
from tests.media.stage import Stage, fetch_with
from tests.simulator.hotel import a_number

PICTURE = samples.of("image").content
STATE = "SELECT state FROM media"


async def failed_with(stage: Stage) -> str:
    told = await stage.media()
    assert told["state"] == "failed", told
    (update,) = await stage.updates(1)
    assert update["content"]["media"] == told
    error: str = told["error"]
    return error


@pytest.mark.parametrize("fault", ["dead_media", "media_cut", "media_wrong_bytes", "media_foreign_url", "media_redirect"])
async def test_what_passes_is_tried_again_and_the_message_says_nothing_meanwhile(stage: Stage, fault: str) -> None:
    await stage.guest_sends("image")
    stage.faults(**{fault: 1.0})
    await stage.fetch()
    assert await stage.rows("SELECT state, attempts, due_at > now() FROM media") == [("due", 1, True)]
    assert (await stage.media())["state"] == "downloading"
    assert stage.listener.of("message:updated") == []

    stage.faults()
    await stage.fetch()
    assert await stage.rows(STATE) == ["due"]
    await stage.time_passes()
    await stage.fetch()

    assert (await stage.media())["state"] == "ready"


@pytest.mark.parametrize(
    ("fault", "error"),
    [("dead_media", "expired"), ("media_cut", "unreachable"), ("media_wrong_bytes", "corrupt"), ("media_foreign_url", "unreachable")],
)
async def test_at_the_end_of_its_life_the_message_says_why_there_is_no_file(stage: Stage, fault: str, error: str) -> None:
    await stage.guest_sends("image")
    stage.faults(**{fault: 1.0})
    await stage.rows("UPDATE media SET gives_up_at = now()")

    await stage.fetch()

    assert await failed_with(stage) == error
    assert await stage.rows("SELECT state, error FROM media") == [("failed", error)]


async def test_wrong_bytes_are_not_fetched_for_seven_days(stage: Stage) -> None:
    await stage.guest_sends("image", {"sha256": "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="})

    for _ in range(4):
        await stage.time_passes()
        await stage.fetch()

    assert await failed_with(stage) == "corrupt"


async def test_an_id_that_meta_no_longer_knows_is_expired_at_once(stage: Stage) -> None:
    await stage.guest_sends("image", {"id": "1003383421387256", "mime_type": "image/jpeg"})

    await stage.fetch()

    assert await failed_with(stage) == "expired"


async def test_an_id_that_is_another_path_is_never_asked_for(stage: Stage) -> None:
    asked = ("../../106540352242922", "a b", "1?fields=access_token", "ä")
    for media_id in asked:
        await stage.guest_sends("image", {"id": media_id, "mime_type": "image/jpeg"}, id=f"wamid.{asked.index(media_id)}")

    await stage.fetch()

    assert await stage.rows("SELECT meta_media_id, error FROM media ORDER BY id") == [(one, "expired") for one in asked]
    assert await stage.rows("SELECT status FROM channels") == ["connected"]


@pytest.mark.parametrize("says_so", [True, False])
async def test_too_many_bytes_are_not_taken(stage: Stage, monkeypatch: pytest.MonkeyPatch, says_so: bool) -> None:
    monkeypatch.setitem(types.LARGEST, "image", len(PICTURE) - 1 if says_so else len(PICTURE))
    await stage.guest_uploads("image", PICTURE, "image/jpeg")
    stage.faults(media_too_big=float(not says_so))

    await stage.fetch()

    assert await failed_with(stage) == "too_big"
    assert list((stage.settings.home / "media").rglob("*.*")) == []


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


HARMFUL = [
    ("image", HTML, "image/jpeg"),
    ("image", SVG, "image/svg+xml"),
    ("image", SVG, "image/png"),
    ("document", SVG, "text/plain"),
    ("document", HTML, "text/html"),
    ("document", b"  \n<!-- x --><html>", "text/plain"),
    ("document", HTML + PICTURE, "application/pdf"),
    ("document", b"MZ\x90\x00" + bytes(200), "application/pdf"),
    ("document", b"\x7fELF" + bytes(200), "application/zip"),
    ("document", PICTURE, "application/x-msdownload"),
    ("image", samples.of("document").content, "image/jpeg"),
    ("sticker", PICTURE, "image/webp"),
    ("audio", PICTURE, "audio/ogg"),
    ("video", HTML, "video/mp4"),
    ("image", b"", "image/jpeg"),
]


async def test_what_could_harm_its_reader_is_not_taken(stage: Stage) -> None:
    for kind, content, mime_type in HARMFUL:
        await stage.guest_uploads(kind, content, mime_type)

    await stage.fetch()

    told = await stage.rows("SELECT kind, mime_type, error FROM media ORDER BY id")
    assert told == [(kind, mime_type, "forbidden_type") for kind, _content, mime_type in HARMFUL]
    assert [path for path in (stage.settings.home / "media").rglob("*") if path.is_file()] == []
    assert [path for path in (stage.settings.home / "incoming").rglob("*") if path.is_file()] == []


async def test_a_picture_that_is_a_page_too_is_only_ever_a_picture(stage: Stage) -> None:
    media_id = (await stage.guest_uploads("image", PICTURE + HTML, "image/jpeg"))["content"]["media"]["id"]
    await stage.fetch()

    shown = await stage.bytes_of(media_id)

    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert HTML not in (await stage.bytes_of(media_id, "/thumbnail")).content


async def test_a_picture_told_as_another_kind_of_picture_is_what_its_bytes_are(stage: Stage) -> None:
    await stage.guest_uploads("image", samples.of("png").content, "image/jpeg")

    await stage.fetch()

    assert (await stage.media())["mime_type"] == "image/png"


async def test_a_bomb_is_not_decoded(stage: Stage) -> None:
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    await stage.guest_uploads("image", bomb.getvalue(), "image/png")

    await stage.fetch()

    assert await failed_with(stage) == "too_big"


async def test_a_file_that_kills_whoever_looks_is_given_up(stage: Stage) -> None:
    await stage.guest_sends("image")
    died = "UPDATE media SET state = 'claimed', attempts = 60, due_at = now() - interval '1 second'"
    await stage.rows(f"{died} RETURNING id")

    await stage.fetch()

    assert await failed_with(stage) == "corrupt"


async def test_half_a_picture_is_corrupt(stage: Stage) -> None:
    await stage.guest_uploads("image", samples.of("png").content[:600], "image/png")

    await stage.fetch()

    assert await failed_with(stage) == "corrupt"


async def test_a_picture_stands_upright_and_its_small_one_tells_no_place(stage: Stage) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (22.0, 58.0, 12.0)
    saved = BytesIO()
    Image.new("RGB", (400, 100), (200, 30, 30)).save(saved, "JPEG", exif=exif)
    assert Image.open(saved).getexif().get_ifd(0x8825)
    media_id = (await stage.guest_uploads("image", saved.getvalue(), "image/jpeg"))["content"]["media"]["id"]

    await stage.fetch()

    told = await stage.media()
    small = Image.open(BytesIO((await stage.bytes_of(media_id, "/thumbnail")).content))
    assert (told["width"], told["height"]) == (100, 400)
    assert small.size == (80, 320)
    assert dict(small.getexif()) == {}


async def test_a_dead_token_costs_the_file_no_try_and_stops_the_number(stage: Stage) -> None:
    await stage.guest_sends("image")
    stage.meta.put_number(a_number(access_token="another"))
    await stage.fetch()
    assert await stage.rows("SELECT state, attempts FROM media") == [("parked", 0)]
    assert await stage.rows("SELECT status FROM channels") == ["cannot_send"]
    await stage.fetch()
    assert (await stage.media())["state"] == "downloading"

    stage.meta.put_number(a_number())
    await stage.rows("UPDATE channels SET status = 'connected'")
    await stage.fetch()

    assert (await stage.media())["state"] == "ready"


async def test_a_file_whose_number_stayed_dead_is_given_up(stage: Stage) -> None:
    await stage.guest_sends("image")
    stage.meta.put_number(a_number(access_token="another"))
    await stage.fetch()
    await stage.rows("UPDATE media SET gives_up_at = now(), created_at = now() - interval '8 days'")

    await stage.fetch()

    assert await failed_with(stage) == "expired"


async def test_a_person_may_have_it_tried_again(stage: Stage) -> None:
    media_id = (await stage.guest_sends("image"))["content"]["media"]["id"]
    stage.faults(media_cut=1.0)
    await stage.rows("UPDATE media SET gives_up_at = now()")
    await stage.fetch()
    assert await failed_with(stage) == "unreachable"
    stage.faults()

    answered = await stage.client.post(f"/api/media/{media_id}/retry", headers=stage.headers)
    assert (answered.status_code, answered.json()["state"]) == (202, "downloading")
    assert (await stage.media()) == {"id": media_id, "state": "downloading", "mime_type": "image/jpeg"}
    await stage.fetch()

    assert (await stage.media())["state"] == "ready"
    again = await stage.client.post(f"/api/media/{media_id}/retry", headers=stage.headers)
    assert again.json()["code"] == "CONFLICT"


async def test_a_worker_that_dies_loses_nothing(stage: Stage) -> None:
    await stage.guest_sends("image")
    stage.faults(media_slow_ms=60_000)
    async with open_fetcher(stage.office, stage.settings, attachments.settle) as dying:
        await dying.sweep()
        async with asyncio.timeout(5):
            while await stage.rows(STATE) != ["claimed"]:
                await asyncio.sleep(0.01)
    stage.faults()
    await stage.fetch()
    assert await stage.rows(STATE) == ["claimed"]

    await stage.time_passes()
    await stage.fetch()

    assert (await stage.media())["state"] == "ready"
    assert await stage.rows("SELECT attempts FROM media") == [2]


async def test_a_lease_is_kept_while_somebody_fetches(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    lease = claims.LEASE / 200
    monkeypatch.setattr(claims, "LEASE", lease)
    monkeypatch.setattr(fetcher, "LEASE", lease)
    await stage.guest_sends("image")
    stage.faults(media_slow_ms=1_200)

    async with (
        open_fetcher(stage.office, stage.settings, attachments.settle) as slow,
        open_fetcher(stage.office, stage.settings, attachments.settle) as other,
    ):
        await slow.sweep()
        for _ in range(6):
            await asyncio.sleep(0.15)
            await other.sweep()
        await slow.idle()

    assert await stage.rows("SELECT state, attempts FROM media") == [("ready", 1)]


async def test_who_comes_back_too_late_changes_nothing(stage: Stage) -> None:
    await stage.guest_sends("image")
    async with stage.office.for_tenant(stage.channel.tenant_id) as work:
        late = await claims.claim(work)
    assert late is not None
    await stage.time_passes()
    await stage.fetch()
    ready = await stage.media()

    async with stage.office.for_tenant(stage.channel.tenant_id) as work:
        await attachments.settle(work, late, Lost(MediaFault.CORRUPT))

    assert await stage.media() == ready
    assert ready["state"] == "ready"


async def test_two_workers_fetch_each_file_once(stage: Stage) -> None:
    for _ in range(12):
        await stage.guest_sends("sticker")

    async with (
        open_fetcher(stage.office, stage.settings, attachments.settle) as one,
        open_fetcher(stage.office, stage.settings, attachments.settle) as two,
    ):
        await asyncio.gather(*(fetch_with(each) for each in (one, two)))

    assert await stage.rows("SELECT state, attempts, count(*) FROM media GROUP BY 1, 2") == [("ready", 1, 12)]
    assert len(await stage.updates(12)) == 12


async def test_a_strange_fault_of_ours_costs_only_this_file(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_told: Any, **_named: Any) -> None:
        raise RuntimeError

    await stage.guest_sends("image")
    with monkeypatch.context() as patched:
        patched.setattr("app.media.fetching.look_at", breaks)
        await stage.fetch()

    assert await stage.rows("SELECT state, attempts, due_at > now() FROM media") == [("due", 1, True)]


async def test_the_job_wakes_the_worker(stage: Stage) -> None:
    await stage.guest_sends("image")
    async with open_fetcher(stage.office, stage.settings, attachments.settle) as woken:
        woken.wake(UUID(str(stage.channel.tenant_id)))
        await woken.idle()

    assert (await stage.media())["state"] == "ready"
