"""Files that are scheduled: they are given to Meta when their time has come, and others may take their place before."""

from datetime import timedelta
from typing import Any

from app.core.clock import now
from app.schedules.firing import Firing
from simulator import samples
from tests.media.desk import Desk

PICTURE = samples.of("image").content
IS_DUE = "UPDATE messages SET fires_at = now() - interval '1 second' WHERE fires_at IS NOT NULL"


async def schedules(desk: Desk, content: dict[str, Any]) -> dict[str, Any]:
    at = (now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%MZ")
    path = f"/api/conversations/{desk.conversation.id}/messages"
    said = await desk.client.post(path, json={"type": "image", "content": content, "schedule": {"at": at}}, headers=desk.headers)
    assert said.status_code == 201, said.text
    message: dict[str, Any] = said.json()
    return message


async def test_a_scheduled_picture_reaches_the_guest_when_its_time_has_come(desk: Desk) -> None:
    upload = await desk.uploads(PICTURE, filename="praia.jpg")
    message = await schedules(desk, {"media_id": upload["media_id"], "caption": "A praia"})
    await desk.works()
    assert (desk.sent(), desk.at_meta()) == ([], [])

    await desk.does(IS_DUE)
    await Firing(desk.office).fire()
    await desk.works()

    assert desk.sent()[0]["image"] == {"id": desk.at_meta()[0], "caption": "A praia"}
    assert (await desk.message(message["id"]))["status"] == "sent"


async def test_another_picture_takes_its_place_and_the_first_is_never_given_to_meta(desk: Desk) -> None:
    first, second = await desk.uploads(PICTURE), await desk.uploads(PICTURE + b"\0")
    message = await schedules(desk, {"media_id": first["media_id"]})

    path = f"/api/scheduled/{message['id']}"
    wrong = await desk.client.patch(path, json={"content": {"media_id": message["id"]}}, headers=desk.headers)
    changed = await desk.client.patch(path, json={"content": {"media_id": second["media_id"], "caption": "Melhor"}}, headers=desk.headers)
    await desk.does(IS_DUE)
    await Firing(desk.office).fire()
    await desk.works()

    assert (wrong.status_code, wrong.json()["details"][0]["field"]) == (422, "body.content.media_id")
    assert (changed.status_code, changed.json()["content"]["caption"]) == (200, "Melhor")
    assert [one["image"].get("caption") for one in desk.sent()] == ["Melhor"]
    assert len(desk.at_meta()) == 1
    assert len(await desk.rows("SELECT id FROM media")) == 1
