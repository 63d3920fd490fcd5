"""Every kind of message a hotel can send: taken as Meta takes it, refused in Meta's words one step beyond each limit."""

from typing import Any

import httpx
import pytest

from simulator import samples
from simulator.meta import Meta
from tests.simulator.hotel import ANA, TOKEN, Callback, a_number, guest_writes, send

LINK = "https://hotel.example/fachada.jpg"
BODY = {"text": "Escolha, por favor"}
OFFER = {"name": "cta_url", "parameters": {"display_text": "Ver", "url": "https://hotel.example"}}


def a_message(kind: str, content: object, **told: object) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "recipient_type": "individual", "to": f"+{ANA}", "type": kind, kind: content} | told


def tapped(kind: str, action: object, **told: object) -> dict[str, Any]:
    return {"type": kind, "body": BODY, "action": action} | told


def buttons(*titles: str) -> dict[str, Any]:
    return {"buttons": [{"type": "reply", "reply": {"id": f"b{place}", "title": title}} for place, title in enumerate(titles)]}


def rows(*many: int, **told: object) -> dict[str, Any]:
    """So many rows in each section."""
    sections = [
        {"title": f"S{part}", "rows": [{"id": f"{part}.{place}", "title": "Quarto", **told} for place in range(size)]}
        for part, size in enumerate(many)
    ]
    return {"button": "Abrir", "sections": sections}


def cards(many: int, **told: object) -> dict[str, Any]:
    header = {"type": "image", "image": {"link": LINK}}
    return {"cards": [{"card_index": place, "type": "cta_url", "header": header, "action": OFFER} | told for place in range(many)]}


def replies(card_index: int) -> list[dict[str, Any]]:
    """A card with an answer instead of a link."""
    action = {"buttons": [{"type": "quick_reply", "quick_reply": {"id": "q", "title": "Esse"}}]}
    return [cards(1)["cards"][0] | {"card_index": card_index, "action": action}]


def products(many: int) -> dict[str, Any]:
    items = [{"product_retailer_id": f"p{place}"} for place in range(many)]
    return {"catalog_id": "1", "sections": [{"title": "Tudo", "product_items": items}]}


FLOW = {"flow_message_version": "3", "flow_id": "1", "flow_cta": "Preencher", "flow_token": "t", "mode": "published"}
CARD = {"name": {"formatted_name": "Ana Souza", "first_name": "Ana", "last_name": None}, "phones": [{"phone": "+5511"}], "emails": None}
TAKEN = {
    "text": a_message("text", {"body": "x" * 4096, "preview_url": True}),
    "image": a_message("image", {"link": LINK, "caption": "x" * 1024}),
    "video": a_message("video", {"link": LINK}),
    "audio": a_message("audio", {"link": LINK}),
    "document": a_message("document", {"link": LINK, "filename": "conta.pdf", "caption": "A conta"}),
    "sticker": a_message("sticker", {"link": LINK}),
    "location": a_message("location", {"latitude": "-22.98", "longitude": -43.2, "name": "Hotel", "address": "Rua 1"}),
    "contacts": a_message("contacts", [CARD | {"birthday": "1990-02-03", "org": {"company": "Hotel"}}]),
    "reaction": a_message("reaction", {"message_id": "wamid.X", "emoji": "👍🏽"}),
    "reaction removed": a_message("reaction", {"message_id": "wamid.X", "emoji": ""}),
    "button": a_message("interactive", tapped("button", buttons("Sim", "Não", "x" * 20), footer={"text": "x" * 60})),
    "button with picture": a_message("interactive", tapped("button", buttons("Sim"), header={"type": "image", "image": {"link": LINK}})),
    "list": a_message("interactive", tapped("list", rows(5, 5, description="x" * 72), header={"type": "text", "text": "Quartos"})),
    "cta_url": a_message("interactive", tapped("cta_url", OFFER)),
    "location request": a_message("interactive", tapped("location_request_message", {"name": "send_location"})),
    "contact request": a_message("interactive", tapped("request_contact_info", {"name": "request_contact_info"})),
    "flow": a_message("interactive", tapped("flow", {"name": "flow", "parameters": FLOW})),
    "product": a_message("interactive", {"type": "product", "action": {"catalog_id": "1", "product_retailer_id": "2"}}),
    "products": a_message("interactive", tapped("product_list", products(30), header={"type": "text", "text": "Frigobar"})),
    "catalog": a_message("interactive", tapped("catalog_message", {"name": "catalog_message"})),
    "address": a_message("interactive", tapped("address_message", {"name": "address_message", "parameters": {"country": "IN"}})),
    "carousel": a_message("interactive", tapped("carousel", cards(10, body={"text": "x" * 160}))),
    "call permission": a_message("interactive", tapped("call_permission_request", {"name": "call_permission_request"})),
    "call": a_message("interactive", tapped("voice_call", {"name": "voice_call", "parameters": {"display_text": "Ligar"}})),
}


@pytest.mark.parametrize("name", TAKEN)
async def test_what_is_as_meta_wants_it_is_taken_and_arrives(client: httpx.AsyncClient, callback: Callback, name: str) -> None:
    await guest_writes(client)

    answer = await send(client, TAKEN[name])

    assert answer.status_code == 200, answer.text
    [row] = (await client.get("/_sim/sent")).json()["data"]
    kind = TAKEN[name]["type"]
    assert row["message"] == {"type": kind, kind: TAKEN[name][kind]}
    await callback.until(lambda: callback.statuses)
    assert callback.statuses[0]["status"] == "sent"


def interactive(kind: str, action: object, **told: object) -> dict[str, Any]:
    return a_message("interactive", tapped(kind, action, **told))


WORDED = [
    (a_message("image", {}), "The parameter image['id'] is required."),
    (a_message("image", {"id": "1", "link": LINK}), "Only one of the parameters image['id'] and image['link'] may be given."),
    (a_message("image", {"link": "fachada.jpg"}), "Param image['link'] is not a valid URI."),
    (a_message("image", {"link": LINK, "caption": "x" * 1025}), "Param image['caption'] must be at most 1024 characters long."),
    (a_message("audio", {"link": LINK, "caption": "Oi"}), 'Unexpected key "caption" on param "audio".'),
    (a_message("sticker", {"link": LINK, "filename": "a"}), 'Unexpected key "filename" on param "sticker".'),
    (a_message("image", {"id": "1"}), "Param image['id'] is not a valid whatsapp business account media attachment ID"),
    (a_message("location", {"latitude": 1}), "The parameter location['longitude'] is required."),
    (a_message("location", {"latitude": 91, "longitude": 0}), "Param location['latitude'] must be a number between -90 and 90."),
    (a_message("location", {"latitude": "norte", "longitude": 0}), "Param location['latitude'] must be a number between -90 and 90."),
    (a_message("contacts", {}), "Param contacts must be an array."),
    (a_message("contacts", [{"name": {"first_name": "Ana"}}]), "The parameter contacts[0]['name']['formatted_name'] is required."),
    (a_message("reaction", {"message_id": "wamid.X"}), "The parameter reaction['emoji'] is required."),
    (a_message("interactive", {"type": "button", "action": buttons("Sim")}), "The parameter interactive['body'] is required."),
    (a_message("interactive", {"type": "button", "body": BODY}), "The parameter interactive['action'] is required."),
    (interactive("button", {}), "The parameter interactive['action']['buttons'] is required."),
    (interactive("product_list", products(1)), "The parameter interactive['header'] is required."),
    (interactive("list", rows(1), header={"type": "text"}), "The parameter interactive['header']['text'] is required."),
    (interactive("cta_url", {"name": "cta_url", "parameters": {"display_text": "Ver", "url": "hotel"}}), "is not a valid URI."),
    (interactive("button", buttons("Sim") | {"colour": 1}), 'Unexpected key "colour" on param "interactive[\'action\']".'),
    (interactive("hologram", {}), "CATALOG_MESSAGE, CTA_URL, FLOW, LIST, LOCATION_REQUEST_MESSAGE, ORDER_DETAILS"),
]


@pytest.mark.parametrize(("body", "said"), WORDED)
async def test_a_wrong_member_is_named(client: httpx.AsyncClient, body: dict[str, Any], said: str) -> None:
    await guest_writes(client)

    error = (await send(client, body)).json()["error"]

    assert (error["code"], said in error["message"]) == (100, True), error


DETAILED = [
    (interactive("button", buttons("x" * 21)), "Button title length invalid. Min length: 1, Max length: 20"),
    (interactive("button", buttons("")), "Button title length invalid. Min length: 1, Max length: 20"),
    (interactive("button", buttons("a", "b", "c", "d")), "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3"),
    (interactive("button", buttons("Sim", "Sim")), "Duplicated button title. Button titles must be unique."),
    (interactive("button", buttons("Sim"), body={"text": "x" * 1025}), "Body text length invalid. Min length: 1, Max length: 1024"),
    (interactive("button", buttons("Sim"), footer={"text": "x" * 61}), "Footer text length invalid. Min length: 0, Max length: 60"),
    (interactive("list", rows(11)), "Total row count exceed max allowed count: 10"),
    (interactive("list", rows(1, title="x" * 25)), "Row title length invalid. Min length: 1, Max length: 24"),
    (interactive("list", rows(1, id="x" * 201)), "Row id length invalid. Min length: 1, Max length: 200"),
    (interactive("list", rows(1, description="x" * 73)), "Row description length invalid. Min length: 0, Max length: 72"),
    (interactive("list", rows(2, id="x")), "Duplicated row id. Row ids must be unique."),
    (interactive("list", rows(1) | {"button": "x" * 21}), "List button text length invalid. Min length: 1, Max length: 20"),
    (interactive("list", rows(1), body={"text": "x" * 4097}), "Body text length invalid. Min length: 1, Max length: 4096"),
    (
        interactive("list", rows(1), header={"type": "image", "image": {"link": LINK}}),
        "Header of type image is not supported for interactive type list",
    ),
    (interactive("product_list", products(31), header={"type": "text", "text": "a"}), "Invalid products count. Min allowed products: 1"),
    (interactive("carousel", cards(1)), "Invalid cards count. Min allowed cards: 2, Max allowed cards: 10"),
    (interactive("carousel", cards(11)), "Invalid cards count. Min allowed cards: 2, Max allowed cards: 10"),
    (interactive("carousel", cards(2, card_index=0)), "Card indexes must be unique and count from 0"),
    (interactive("carousel", cards(2, body={"text": "x" * 161})), "Card body text length invalid. Min length: 1, Max length: 160"),
    (interactive("carousel", cards(2, body={"text": "a\nb\nc\nd"})), "Card body text may have at most 2 line breaks"),
    (interactive("carousel", {"cards": [*cards(1)["cards"], *replies(1)]}), "All cards must have the same number of buttons"),
    (interactive("flow", {"name": "flow", "parameters": FLOW | {"flow_name": "a"}}), "Exactly one of flow_id and flow_name must be given"),
    (
        interactive("address_message", {"name": "address_message", "parameters": {"country": "BR"}}),
        "Address messages are not available in country BR",
    ),
    (a_message("contacts", [{"name": {"formatted_name": "Ana"}}]), "Contact name must have, beside formatted_name"),
    (a_message("contacts", [CARD] * 258), "Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: 257"),
    (a_message("contacts", [CARD | {"birthday": "3/2/1990"}]), "Contact birthday must be formatted as YYYY-MM-DD"),
    (a_message("reaction", {"message_id": "7", "emoji": "👍"}), "Parameter 'reaction.message_id' is not a valid message id"),
    (a_message("reaction", {"message_id": "wamid.X", "emoji": "ok"}), "Parameter 'reaction.emoji' is not an emoji"),
    (a_message("reaction", {"message_id": "wamid.X", "emoji": "👍"}, context={"message_id": "wamid.X"}), "'context' is not supported"),
]


@pytest.mark.parametrize(("body", "said"), DETAILED)
async def test_one_step_beyond_a_limit_the_details_say_so(client: httpx.AsyncClient, body: dict[str, Any], said: str) -> None:
    await guest_writes(client)

    error = (await send(client, body)).json()["error"]

    assert (error["code"], error["message"]) == (131009, "(#131009) Parameter value is not valid")
    assert said in error["error_data"]["details"]
    assert (await client.get("/_sim/sent")).json() == {"data": []}


async def put_up(
    client: httpx.AsyncClient, content: bytes, mime_type: str, *, number: str = "1055001", token: str = TOKEN, product: str = "whatsapp"
) -> httpx.Response:
    return await client.post(
        f"/v26.0/{number}/media",
        headers={"Authorization": f"Bearer {token}"},
        files={"file": ("férias.bin", content, mime_type)},
        data={"messaging_product": product, "type": mime_type},
    )


async def test_a_file_is_put_up_and_sent_by_its_id(client: httpx.AsyncClient, callback: Callback) -> None:
    picture = samples.of("image")
    await guest_writes(client)

    put = await put_up(client, picture.content, picture.mime_type)
    answer = await send(client, a_message("image", {"id": put.json()["id"], "caption": "A fachada"}))
    told = await client.get(f"/v26.0/{put.json()['id']}", headers={"Authorization": f"Bearer {TOKEN}"})

    assert (put.status_code, list(put.json()), answer.status_code) == (200, ["id"], 200)
    assert (told.json()["mime_type"], told.json()["file_size"]) == ("image/jpeg", len(picture.content))
    await callback.until(lambda: len(callback.statuses) == 2)
    assert callback.steps == ["delivered", "sent"]


async def test_an_id_belongs_to_its_number_and_dies_after_its_days(client: httpx.AsyncClient, meta: Meta) -> None:
    meta.put_number(a_number("1055002", display_phone_number="+55 21 3333-0002"))
    meta.put_number(a_number("1055003", access_token="neighbour", business_account_id="9001003"))
    await guest_writes(client)
    picture = samples.of("image")
    other = (await put_up(client, picture.content, "image/jpeg", number="1055002")).json()["id"]
    foreign = (await put_up(client, picture.content, "image/jpeg", number="1055003", token="neighbour")).json()["id"]
    own = (await put_up(client, picture.content, "image/jpeg")).json()["id"]

    answers = [await send(client, a_message("image", {"id": one})) for one in (other, foreign, own)]
    seen = await client.get(f"/v26.0/{foreign}", headers={"Authorization": f"Bearer {TOKEN}"})
    await client.put("/_sim/switches", json={"upload_life_s": 0})
    late = await send(client, a_message("image", {"id": own}))

    assert [answer.status_code for answer in answers] == [400, 400, 200]
    assert (seen.json()["error"]["code"], seen.json()["error"]["error_subcode"]) == (100, 33)
    assert late.json()["error"]["message"].endswith("is not a valid whatsapp business account media attachment ID")


@pytest.mark.parametrize(
    ("content", "mime_type", "code", "said"),
    [
        (b"PK", "application/zip", 100, "Received file of type 'application/zip'."),
        (b"\xff\xd8\xff" + bytes(5 << 20), "image/jpeg", 131053, "(#131053) Media upload error"),
        (bytes(501 << 10), "image/webp", 131053, "(#131053) Media upload error"),
        (b"", "image/png", 131053, "(#131053) Media upload error"),
    ],
)
async def test_a_file_of_another_sort_or_size_is_refused(
    client: httpx.AsyncClient, content: bytes, mime_type: str, code: int, said: str
) -> None:
    error = (await put_up(client, content, mime_type)).json()["error"]

    assert (error["code"], error["message"].endswith(said)) == (code, True)


async def test_an_upload_says_whose_product_it_is(client: httpx.AsyncClient) -> None:
    assert (await put_up(client, b"%PDF", "application/pdf", product="x")).json()["error"]["code"] == 100
    nothing = await client.post("/v26.0/1055001/media", json={}, headers={"Authorization": f"Bearer {TOKEN}"})
    assert nothing.json()["error"]["error_data"]["details"] == "The request body is not a multipart form"


@pytest.mark.parametrize(
    ("kind", "content", "mime_type", "more"),
    [
        ("image", b"PK-a-zip", "image/png", {}),
        ("video", samples.of("image").content, "image/jpeg", {}),
        ("audio", samples.of("audio").content, "audio/mpeg", {"voice": True}),
        ("sticker", b"RIFF\0\0\0\0WEBP" + bytes(101 << 10), "image/webp", {}),
    ],
)
async def test_a_file_that_is_not_what_it_says_fails_later(
    client: httpx.AsyncClient, callback: Callback, kind: str, content: bytes, mime_type: str, more: dict[str, object]
) -> None:
    await guest_writes(client)
    media_id = (await put_up(client, content, mime_type)).json()["id"]

    assert (await send(client, a_message(kind, {"id": media_id} | more))).status_code == 200

    await callback.until(lambda: callback.statuses)
    assert [(one["status"], one["errors"][0]["code"]) for one in callback.statuses] == [("failed", 131053)]


async def test_a_link_that_leads_nowhere_fails_later(client: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(client)

    assert (await send(client, a_message("image", {"link": "https://fotos.invalid/1.jpg"}))).status_code == 200

    await callback.until(lambda: callback.statuses)
    assert callback.statuses[0]["errors"][0]["code"] == 131053


async def test_a_landline_that_never_wrote_is_not_on_whatsapp(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"window": "off"})

    await send(client, a_message("text", {"body": "Oi"}, to="+552133330009"))
    await callback.until(lambda: callback.statuses)
    await guest_writes(client, guest="552133330008")
    await send(client, a_message("text", {"body": "Oi"}, to="+552133330008"))
    await callback.until(lambda: len(callback.statuses) == 3)

    assert callback.statuses[0]["errors"][0]["code"] == 131026
    assert callback.steps == ["delivered", "failed", "sent"]


async def test_a_message_for_another_identity_is_not_delivered(client: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(client, identity_key_hash="new-phone")

    await send(client, a_message("text", {"body": "Oi"}, recipient_identity_key_hash="old-phone"))

    await callback.until(lambda: callback.statuses)
    assert callback.statuses[0]["errors"][0]["code"] == 137000
