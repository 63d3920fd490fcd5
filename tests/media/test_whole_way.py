"""From the webhook to the bytes: the message at once, its file when it is there, and every event between."""

import hashlib
from typing import Any

from simulator import samples
from tests.media.stage import Stage

PICTURE = samples.of("image").content


async def test_a_picture_is_announced_at_once_and_shown_when_it_is_here(stage: Stage) -> None:
    message = await stage.guest_sends("image", {"caption": "A praia"})
    media = message["content"]["media"]
    assert (media["state"], media["mime_type"]) == ("downloading", "image/jpeg")
    assert message["content"]["media_url"] == f"/api/media/{media['id']}"
    assert message["content"]["caption"] == "A praia"
    assert (await stage.address(media["id"])).json()["code"] == "MEDIA_NOT_READY"

    await stage.fetch()

    ready = await stage.media()
    assert ready["state"] == "ready"
    assert (ready["width"], ready["height"], ready["size"]) == (320, 240, len(PICTURE))
    assert ready["preview"].startswith("data:image/webp;base64,")
    assert len(ready["preview"]) < 600
    (update,) = await stage.updates(1)
    assert update["id"] == message["id"]
    assert update["content"]["media"] == ready
    assert update["content"]["caption"] == "A praia"


async def test_the_bytes_come_by_a_signed_address(stage: Stage) -> None:
    media_id = (await stage.guest_sends("image"))["content"]["media"]["id"]
    await stage.fetch()

    whole = await stage.bytes_of(media_id)
    thumbnail = await stage.bytes_of(media_id, "/thumbnail")
    redirected = await stage.client.get(f"/api/media/{media_id}", headers=stage.headers)

    assert (whole.status_code, whole.content) == (200, PICTURE)
    assert (thumbnail.headers["content-type"], thumbnail.content[8:12]) == ("image/webp", b"WEBP")
    assert redirected.status_code == 302
    assert (await stage.client.get(redirected.headers["location"])).content == PICTURE


KINDS: list[tuple[str, dict[str, object], dict[str, Any]]] = [
    ("audio", {}, {"mime_type": "audio/ogg", "duration_ms": 3000}),
    ("audio", {"voice": False}, {"mime_type": "audio/mpeg", "duration_ms": 2990}),
    ("video", {}, {"mime_type": "video/mp4", "duration_ms": 3000, "width": 48, "height": 48}),
    ("document", {}, {"mime_type": "application/pdf", "size": len(samples.of("document").content)}),
    ("sticker", {}, {"mime_type": "image/webp", "width": 512, "height": 512}),
    ("sticker", {"animated": True}, {"mime_type": "image/webp", "width": 512}),
]


async def test_every_kind_says_what_it_is(stage: Stage) -> None:
    for kind, content, _claim in KINDS:
        await stage.guest_sends(kind, content)

    await stage.fetch()

    said = await stage.rows("SELECT content -> 'media' FROM messages ORDER BY id")
    for (kind, _content, claim), told in zip(KINDS, said, strict=True):
        assert {"state": "ready"} | claim == {name: told.get(name) for name in {"state"} | claim.keys()}
        assert ("thumbnail_url" in told) == (kind == "sticker")


async def test_the_same_content_lies_in_the_store_once(stage: Stage) -> None:
    first = (await stage.guest_uploads("image", PICTURE, "image/jpeg"))["content"]["media"]["id"]
    second = (await stage.guest_uploads("image", PICTURE, "image/jpeg"))["content"]["media"]["id"]

    await stage.fetch()

    key = f"{stage.channel.tenant_id}/{hashlib.sha256(PICTURE).hexdigest()[:2]}/{hashlib.sha256(PICTURE).hexdigest()}"
    stored = sorted(path for path in (stage.settings.home / "media").rglob("*") if path.is_file())
    assert [path.relative_to(stage.settings.home / "media").as_posix() for path in stored] == [key, f"{key}.thumbnail"]
    assert await stage.rows("SELECT count(*) FROM media_files") == [1]
    assert [(await stage.bytes_of(one)).content for one in (first, second)] == [PICTURE, PICTURE]


async def test_a_webhook_twice_is_fetched_once(stage: Stage) -> None:
    told = stage.meta.files.complete("image", {})
    for _ in range(2):
        await stage.guest_sends("image", told, id="wamid.TWICE")

    await stage.fetch()

    assert await stage.rows("SELECT count(*) FROM media") == [1]
    assert len(await stage.updates(1)) == 1


async def test_who_was_away_learns_of_the_file_when_resuming(stage: Stage) -> None:
    await stage.guest_sends("image")
    await stage.fetch()

    answered = await stage.client.get("/api/events", params={"since": 0}, headers=stage.headers)

    updated = [event["data"] for event in answered.json()["events"] if event["event"] == "message:updated"]
    assert [one["content"]["media"]["state"] for one in updated] == ["ready"]


async def test_a_message_that_was_taken_back_has_no_file(stage: Stage) -> None:
    media_id = (await stage.guest_sends("image"))["content"]["media"]["id"]
    await stage.fetch()
    assert (await stage.address(media_id)).status_code == 200

    await stage.rows("UPDATE messages SET revoked_at = now()")

    assert (await stage.address(media_id)).json()["code"] == "NOT_FOUND"


async def test_nobody_gets_a_file_without_signing_in(stage: Stage) -> None:
    media_id = (await stage.guest_sends("image"))["content"]["media"]["id"]
    await stage.fetch()

    for door in ("", "/thumbnail"):
        assert (await stage.client.get(f"/api/media/{media_id}{door}")).status_code == 401
