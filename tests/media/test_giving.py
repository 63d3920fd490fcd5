"""Everything that can go wrong between our store and Meta, and what becomes of the messages that wait."""

import asyncio
from datetime import datetime
from uuid import UUID

import httpx
import pytest

from app.channels import standing
from app.core.clock import now
from app.media import at_meta
from app.media.storage import open_storage
from app.media.uploader import Uploader, open_uploader
from app.messages.sending import uploads
from app.whatsapp.upload import Uploads
from simulator import samples
from tests.inbox.meta import a_body, a_change, a_status, post
from tests.inbox.rows import drain_all, settle
from tests.media.desk import Desk
from tests.simulator.hotel import TOKEN, a_number

PICTURE = samples.of("image").content
STATE = "SELECT state FROM media_at_meta"
LETTERS = "SELECT state, held_for FROM outbox ORDER BY id"


async def picture(desk: Desk) -> str:
    """A message with a picture that waits for it."""
    upload = await desk.uploads(PICTURE)
    said = await desk.says("image", {"media_id": upload["media_id"]})
    assert said.status_code == 201, said.text
    message_id: str = said.json()["id"]
    return message_id


async def test_what_passes_is_tried_again_and_the_letter_waits(desk: Desk) -> None:
    message_id = await picture(desk)
    faults: list[dict[str, object]] = [{"upload_cut": 1.0}, {"upload_errors": {131000: 1.0}}, {"upload_errors": {130429: 1.0}}]
    for fault in faults:
        desk.faults(**fault)
        await desk.time_passes()
        await desk.works()
        assert await desk.rows(STATE) == ["due"]
        assert await desk.rows(LETTERS) == [("held", "files")]

    desk.faults()
    await desk.time_passes()
    await desk.works()

    assert len(desk.sent()) == 1
    assert (await desk.message(message_id))["status"] == "sent"


async def test_what_meta_does_not_take_fails_its_message_with_metas_word(desk: Desk) -> None:
    message_id = await picture(desk)
    await desk.says("text", "Viu a foto?")
    desk.faults(upload_errors={131053: 1.0})

    await desk.works()

    failed = await desk.message(message_id)
    assert (failed["status"], failed["error"]["code"]) == ("failed", 131053)
    assert [one["type"] for one in desk.sent()] == ["text"]
    await settle(desk.listener, "message:status", 1)
    told = next(one for one in desk.listener.of("message:status") if one["message_id"] == message_id)
    assert told["status"] == "failed"
    assert told["error"]["message"]


async def test_a_file_that_never_gets_through_gives_up_and_a_person_is_told(desk: Desk) -> None:
    message_id = await picture(desk)
    desk.faults(upload_cut=1.0)

    for _ in range(len(at_meta.WAITS) + 1):
        await desk.time_passes()
        await desk.gives()

    failed = await desk.message(message_id)
    assert (failed["status"], failed["error"]["code"]) == ("failed", -1)
    desk.faults()
    again = await desk.client.post(f"/api/messages/{message_id}/retry", headers=desk.headers)
    assert again.status_code == 200, again.text
    for _ in range(2):
        await desk.delivers()
        await desk.gives()
    await desk.delivers()
    assert len(desk.sent()) == 1


async def test_a_dead_token_parks_the_file_and_a_new_one_sends_it(desk: Desk) -> None:
    message_id = await picture(desk)
    desk.meta.put_number(a_number(access_token="EAAG-another"))
    await desk.works()
    assert await desk.rows(STATE) == ["parked"]
    assert await desk.rows("SELECT status FROM channels") == ["cannot_send"]
    assert (await desk.message(message_id))["status"] == "pending"

    desk.meta.put_number(a_number(access_token=TOKEN))
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        await standing.go_on(work, [desk.channel.id])
    await desk.works()

    assert len(desk.sent()) == 1


async def test_whoever_dies_in_mid_upload_loses_nothing_but_time(desk: Desk) -> None:
    await picture(desk)
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        dead = await at_meta.claim(work)
    assert dead is not None
    await desk.works()
    assert desk.sent() == []

    await desk.time_passes()
    await desk.works()
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        await uploads.settle(work, dead, at_meta.Given("1000000000000001"))

    assert len(desk.sent()) == 1
    assert await desk.rows("SELECT meta_media_id FROM media_at_meta") == desk.at_meta()


async def test_a_lease_is_kept_while_somebody_gives(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.media.uploader.LEASE", at_meta.LEASE / 60)
    await picture(desk)
    leases: list[datetime] = []

    async def slow(request: httpx.Request) -> httpx.Response:
        await request.aread()
        for _ in range(2):
            leases.extend(await desk.rows("SELECT due_at FROM media_at_meta"))
            await asyncio.sleep(0.4)
        return httpx.Response(200, json={"id": "1000000000000001"})

    meta = Uploads("v26.0", transport=httpx.MockTransport(slow))
    uploader = Uploader(desk.office, meta, open_storage(desk.settings), uploads.settle)
    uploader.bases = {"simulator": "http://meta.test"}
    await uploader.sweep()
    await uploader.idle()

    assert leases[0] < leases[1]
    assert await desk.rows(STATE) == ["known"]


async def test_what_meta_forgot_is_given_anew_and_sent_once(desk: Desk) -> None:
    message_id = await picture(desk)
    await desk.gives()
    await desk.does("UPDATE media_at_meta SET settled_at = now() - interval '1 day'")
    for media_id in desk.at_meta():
        desk.meta.files.forget(media_id)
    await desk.says("text", "Chegou?")

    for _ in range(2):
        await desk.delivers()
        await desk.gives()
    await desk.delivers()

    assert [one["type"] for one in desk.sent()] == ["image", "text"]
    assert (await desk.message(message_id))["status"] == "sent"


async def test_what_meta_never_knows_fails_after_one_more_try(desk: Desk) -> None:
    message_id = await picture(desk)
    for _ in range(3):
        await desk.gives()
        await desk.does("UPDATE media_at_meta SET settled_at = now() - interval '1 day'")
        for media_id in desk.at_meta():
            desk.meta.files.forget(media_id)
        await desk.delivers()

    assert desk.sent() == []
    assert (await desk.message(message_id))["status"] == "failed"


async def test_a_lost_bell_is_made_up_for_by_the_sweep(desk: Desk) -> None:
    await picture(desk)
    rung = await desk.rows(STATE)

    async with open_uploader(desk.office, desk.settings, uploads.settle) as uploader:
        uploader.wake(UUID(int=1))
        await uploader.idle()
        assert await desk.rows(STATE) == rung == ["due"]
        await uploader.sweep()
        await uploader.idle()

    assert await desk.rows(STATE) == ["known"]


async def test_a_file_that_the_store_lost_fails_its_message(desk: Desk) -> None:
    message_id = await picture(desk)
    for path in (desk.settings.home / "media").rglob("*"):
        if path.is_file():
            path.unlink()

    await desk.works()

    assert (await desk.message(message_id))["status"] == "failed"
    assert desk.at_meta() == []


async def test_who_composes_while_the_file_arrives_is_not_left_waiting(desk: Desk) -> None:
    upload = await desk.uploads(PICTURE)
    await desk.says("image", {"media_id": upload["media_id"]})

    await asyncio.gather(desk.gives(), *(desk.says("image", {"media_id": upload["media_id"]}) for _ in range(6)))

    assert await desk.rows("SELECT count(*) FROM outbox WHERE state = 'held'") == [0]


async def test_a_file_that_meta_finds_wanting_later_is_given_anew_and_not_for_ever(desk: Desk) -> None:
    message_id = await picture(desk)
    await desk.works()
    for _ in range(3):
        wamid = (await desk.message(message_id))["wamid"]
        await desk.does("UPDATE media_at_meta SET settled_at = now() - interval '1 day'")
        failed = a_status(wamid, "failed", int(now().timestamp()), errors=[{"code": 131053, "title": "Media upload error"}])
        await post(desk.client, a_body(a_change(desk.channel, statuses=[failed])))
        await drain_all(desk.office)
        await desk.works()
        await desk.delivers()

    assert len(desk.sent()) == len(desk.at_meta()) == 3
    assert (await desk.message(message_id))["status"] == "failed"
