"""From the hotel's hand to the guest's phone: each file given to Meta once, and every letter in its place meanwhile."""

from simulator import samples
from tests import builders
from tests.media.desk import FACTS, Desk
from tests.media.recordings import recorded
from tests.simulator.hotel import TOKEN, a_number

PICTURE = samples.of("image").content


async def test_a_picture_waits_for_its_file_and_goes_with_metas_name_for_it(desk: Desk) -> None:
    upload = await desk.uploads(PICTURE, filename="praia.jpg")
    said = await desk.says("image", {"media_id": upload["media_id"], "caption": "A praia"})
    assert said.status_code == 201, said.text
    await desk.delivers()
    assert desk.sent() == []

    await desk.works()

    (sent,) = desk.sent()
    assert sent["image"] == {"id": desk.at_meta()[0], "caption": "A praia"}
    assert desk.meta.files._by_id[desk.at_meta()[0]].content == PICTURE
    message = said.json()
    assert message["content"]["media"]["state"] == "ready"
    assert (await desk.message(message["id"]))["status"] == "sent"
    shown = await desk.client.get(message["content"]["media_url"], headers=desk.headers, follow_redirects=True)
    assert shown.content == PICTURE


async def test_what_is_said_after_a_file_waits_behind_it(desk: Desk) -> None:
    upload = await desk.uploads(PICTURE)
    await desk.says("image", {"media_id": upload["media_id"]})
    await desk.says("text", "E esta é a vista")
    await desk.delivers()
    assert desk.sent() == []

    await desk.works()
    await desk.delivers()

    assert [one["type"] for one in desk.sent()] == ["image", "text"]


async def test_the_same_file_is_given_to_meta_once_however_often_it_is_sent(desk: Desk) -> None:
    for _ in range(2):
        upload = await desk.uploads(PICTURE)
        await desk.says("image", {"media_id": upload["media_id"]})
        await desk.says("image", {"media_id": upload["media_id"]})
        for _ in range(2):
            await desk.works()

    assert len(desk.sent()) == 4
    assert len(desk.at_meta()) == 1
    assert {one["image"]["id"] for one in desk.sent()} == set(desk.at_meta())


async def test_what_browsers_record_is_heard_as_a_voice(desk: Desk) -> None:
    for container, codec in (("webm", "libopus"), ("mp4", "aac")):
        upload = await desk.uploads(recorded(container, codec), kind="voice")
        assert (upload["mime_type"], upload["voice"]) == ("audio/ogg", True)
        assert 900 <= upload["duration_ms"] <= 1100
        said = await desk.says("audio", {"media_id": upload["media_id"], "voice": True})
        assert said.status_code == 201, said.text

    await desk.works()
    await desk.delivers()

    assert [one["audio"]["voice"] for one in desk.sent()] == [True, True]
    assert [desk.meta.files._by_id[one].content[28:36] for one in desk.at_meta()] == [b"OpusHead"] * 2


async def test_an_id_that_meta_is_about_to_forget_is_made_anew(desk: Desk) -> None:
    upload = await desk.uploads(PICTURE)
    await desk.says("image", {"media_id": upload["media_id"]})
    await desk.works()
    await desk.does("UPDATE media_at_meta SET known_until = now() + interval '1 day'")

    await desk.says("image", {"media_id": upload["media_id"]})
    await desk.works()

    assert len(desk.sent()) == len(desk.at_meta()) == 2
    assert [state for state, _id in await desk.rows(FACTS)] == ["known"]


async def test_each_number_has_a_name_of_its_own_for_a_file(desk: Desk) -> None:
    another = await builders.a_channel(desk.office, desk.hotel, "1055002", access_token=TOKEN)
    desk.meta.put_number(a_number("1055002"))
    elsewhere = await builders.a_conversation(desk.office, another, "5521977776666")
    upload = await desk.uploads(PICTURE)

    await desk.says("image", {"media_id": upload["media_id"]})
    await desk.says("image", {"media_id": upload["media_id"]}, to=elsewhere.id)
    await desk.gives()

    names = await desk.rows("SELECT meta_media_id FROM media_at_meta WHERE state = 'known'")
    assert len(set(names)) == 2
    assert await desk.rows("SELECT count(*) FROM media_files") == [1]


async def test_what_is_reworded_before_it_is_said_sends_its_new_file_alone(desk: Desk) -> None:
    first, second = await desk.uploads(PICTURE), await desk.uploads(samples.of("sticker").content, kind="image")
    asked = {"type": "image", "content": {"media_id": first["media_id"]}, "schedule": {"when": "guest_writes"}}
    path = f"/api/conversations/{desk.conversation.id}/messages"
    planned = await desk.client.post(path, json=asked, headers=desk.headers)
    assert planned.status_code == 201, planned.text

    changed = await desk.client.patch(
        f"/api/scheduled/{planned.json()['id']}", json={"content": {"media_id": second["media_id"]}}, headers=desk.headers
    )

    assert changed.status_code == 200, changed.text
    shown = changed.json()["content"]["media"]["id"]
    assert [str(one) for one in await desk.rows("SELECT id FROM media")] == [shown]
