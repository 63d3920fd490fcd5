"""Every kind of message, the whole way: the API's own examples through the door, the tables and the worker to Meta."""

from typing import Any

import msgspec
import pytest

from app.messages.composing import examples
from simulator import samples
from simulator.templates.stock import Template
from tests.media.desk import NUMBER, Desk
from tests.templates.wording import a_template

BOOKING: list[dict[str, Any]] = [
    {
        "type": "BODY",
        "text": "Olá, {{guest}}! Esperamos você em {{date}}.",
        "example": {"body_text_named_params": [{"param_name": "guest", "example": "Ana"}, {"param_name": "date", "example": "12/03"}]},
    },
]
LATER = {"at a time", "when the guest writes"}


async def says(desk: Desk, body: object, key: str | None = None) -> dict[str, Any]:
    headers = desk.headers | ({"Idempotency-Key": key} if key else {})
    answered = await desk.client.post(f"/api/conversations/{desk.conversation.id}/messages", json=body, headers=headers)
    assert answered.status_code in {200, 201}, answered.text
    told: dict[str, Any] = answered.json()
    return told


async def knows_template(desk: Desk, category: str = "UTILITY") -> None:
    """Meta has approved it, and we know."""
    await a_template(desk.office, desk.channel, **_named(), definition=BOOKING, category=category)
    known = {"business_account_id": desk.channel.waba_id, "components": BOOKING, "parameter_format": "NAMED", "status": "APPROVED"}
    desk.meta.templates.add(Template(template_id="1", category=category, **known, **_named()))  # type: ignore[arg-type]


def _named() -> dict[str, str]:
    return {"name": examples.TEMPLATE["name"], "language": examples.TEMPLATE["language"]}


async def named_anew(desk: Desk) -> dict[str, dict[str, Any]]:
    """The examples with the ids of a file and a message that are there."""
    upload = await desk.uploads(samples.of("image").content, filename="vista.jpg")
    first = await says(desk, {"content": "Bom dia!"})
    await desk.delivers()
    written = msgspec.json.encode(examples.SAYINGS).decode()
    read: dict[str, dict[str, Any]] = msgspec.json.decode(
        written.replace(examples.FILE, upload["media_id"]).replace(examples.MESSAGE, first["id"])
    )
    return read


async def test_every_example_of_the_api_is_taken_by_the_door_and_by_meta(desk: Desk) -> None:
    await knows_template(desk)
    sayings = await named_anew(desk)

    said = {name: await says(desk, body) for name, body in sayings.items()}
    await desk.works()
    await desk.delivers()

    rows = dict(await desk.rows("SELECT id::text, status FROM messages"))
    assert {name: rows[one["id"]] for name, one in said.items() if name not in LATER} == dict.fromkeys(said.keys() - LATER, "sent")
    assert {rows[said[name]["id"]] for name in LATER} == {"scheduled"}
    sent: list[Any] = [letter.message for letter in desk.meta.letters.from_hotels(NUMBER)][1:]
    assert [(one["type"], one.get("interactive", {}).get("type")) for one in sent] == [
        (body["type"], body["content"].get("type") if body["type"] == "interactive" else None)
        for name, body in sayings.items()
        if name not in LATER
    ]


async def test_what_is_shown_is_what_was_asked_for(desk: Desk) -> None:
    await knows_template(desk)
    sayings = await named_anew(desk)

    location = await says(desk, sayings["location"])
    image = await says(desk, sayings["image"])
    buttons = await says(desk, sayings["interactive: button"])
    template = await says(desk, sayings["template"])

    assert location["content"] == sayings["location"]["content"]
    assert (image["content"]["caption"], image["content"]["media"]["state"]) == ("A vista do seu quarto", "ready")
    assert image["content"]["media_url"] == f"/api/media/{image['content']['media']['id']}"
    assert buttons["content"]["text"] == "Deseja o café da manhã no quarto?"
    assert [one["reply"]["title"] for one in buttons["content"]["interactive"]["action"]["buttons"]] == ["Sim, por favor", "Não, obrigado"]
    assert template["content"]["text"].endswith("Esperamos você em 12 de dezembro.")


async def test_the_header_of_an_interactive_message_may_be_a_file_of_ours(desk: Desk) -> None:
    upload = await desk.uploads(samples.of("image").content)
    picture = {"type": "image", "image": {"media_id": upload["media_id"]}}
    cards = [{"header": picture, "action": {"buttons": [{"quick_reply": {"id": str(place), "title": "Quero"}}]}} for place in range(3)]

    headed = {
        "type": "button",
        "header": picture,
        "body": {"text": "Gostou?"},
        "action": {"buttons": [{"reply": {"id": "1", "title": "Sim"}}]},
    }
    said = await says(desk, {"type": "interactive", "content": headed})
    await says(desk, {"type": "interactive", "content": {"type": "carousel", "body": {"text": "Escolha"}, "action": {"cards": cards}}})
    await desk.works()
    await desk.delivers()

    shown = said["content"]["interactive"]["header"]["image"]
    assert shown == {"media_url": f"/api/media/{shown['media']['id']}", "media": shown["media"]}
    one, row = (letter["interactive"] for letter in desk.sent())
    (meta_id,) = desk.at_meta()
    assert one["header"] == {"type": "image", "image": {"id": meta_id}}
    assert [(card["card_index"], card["type"], card["header"]["image"]) for card in row["action"]["cards"]] == [
        (place, "cta_url", {"id": meta_id}) for place in range(3)
    ]


async def test_a_document_is_called_as_it_was_when_it_was_uploaded(desk: Desk) -> None:
    upload = await desk.uploads(samples.of("document").content, filename="Confirmação 4711.pdf")

    said = await says(desk, {"type": "document", "content": {"media_id": upload["media_id"]}})
    other = await says(desk, {"type": "document", "content": {"media_id": upload["media_id"], "filename": "Reserva.pdf"}})
    await desk.works()
    await desk.delivers()

    assert [one["content"]["filename"] for one in (said, other)] == ["Confirmação 4711.pdf", "Reserva.pdf"]
    assert [one["document"]["filename"] for one in desk.sent()] == ["Confirmação 4711.pdf", "Reserva.pdf"]


async def test_a_number_of_ours_may_be_dialled_with_any_kind(desk: Desk) -> None:
    body = examples.SAYINGS["location"] | {"to": "(21) 98888-7777"}

    answered = await desk.client.post("/api/messages/send", json=body, headers=desk.headers)
    await desk.delivers()

    assert answered.status_code == 201, answered.text
    assert [one["location"]["name"] for one in desk.sent()] == ["Hotel Ipanema"]


async def test_the_list_shows_a_line_of_every_kind(desk: Desk) -> None:
    await knows_template(desk)
    sayings = await named_anew(desk)
    seen = {}
    for name in ("text", "image by link", "document", "location", "contacts", "interactive: list", "template", "reaction"):
        await says(desk, sayings[name])
        (shown,) = (await desk.client.get("/api/conversations", headers=desk.headers)).json()["data"]
        seen[name] = shown["last_message"]["preview"]

    assert seen == {
        "text": "Veja o cardápio: https://hotel-ipanema.com.br/cardapio",
        "image by link": "A vista do seu quarto",
        "document": "Sua reserva",
        "location": "Hotel Ipanema",
        "contacts": "Recepção Hotel Ipanema",
        "interactive: list": "O que deseja?",
        "template": seen["template"],
        "reaction": seen["template"],
    }
    assert seen["template"].endswith("Esperamos você em 12 de dezembro.")


@pytest.mark.parametrize("other", ["Boa tarde!", {"text": "Bom dia!", "preview_url": True}])
async def test_a_key_is_kept_to_its_kind_and_its_words(desk: Desk, other: object) -> None:
    path, headers = f"/api/conversations/{desk.conversation.id}/messages", desk.headers | {"Idempotency-Key": "tap-1"}
    first = await says(desk, {"type": "text", "content": "Bom dia!"}, "tap-1")

    again = await says(desk, {"content": {"text": "Bom dia!", "preview_url": False}}, "tap-1")
    another = await desk.client.post(path, json={"content": other}, headers=headers)
    kind = await desk.client.post(path, json=examples.SAYINGS["location"], headers=headers)
    later = await desk.client.post(path, json={"content": "Bom dia!", "schedule": {"when": "guest_writes"}}, headers=headers)

    assert again["id"] == first["id"]
    assert {one.json()["code"] for one in (another, kind, later)} == {"IDEMPOTENCY_MISMATCH"}
