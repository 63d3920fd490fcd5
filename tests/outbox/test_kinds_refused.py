"""What no phone could show, or Meta would refuse, is refused at the door: with its field, its limit and words for people."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.i18n import LOCALES, text
from app.core.permissions import Role
from tests.builders import a_user, signed_in
from tests.outbox.front_desk import Hotel

LINK = "https://fotos.hotel-ipanema.com.br/quarto.jpg"
PICTURE = {"type": "image", "image": {"link": LINK}}


def replies(*told: tuple[str, str]) -> dict[str, Any]:
    return {
        "type": "button",
        "body": {"text": "Café?"},
        "action": {"buttons": [{"reply": {"id": key, "title": title}} for key, title in told]},
    }


def rows(*many: int) -> dict[str, Any]:
    sections = [
        {"title": f"S{place}", "rows": [{"id": f"{place}-{line}", "title": "Linha"} for line in range(length)]}
        for place, length in enumerate(many)
    ]
    return {"type": "list", "body": {"text": "O quê?"}, "action": {"button": "Ver", "sections": sections}}


def shelves(*many: int) -> dict[str, Any]:
    sections = [{"title": f"S{place}", "product_items": [{"product_retailer_id": "agua"}] * length} for place, length in enumerate(many)]
    action = {"catalog_id": "1", "sections": sections}
    return {"type": "product_list", "header": {"type": "text", "text": "Frigobar"}, "body": {"text": "Escolha"}, "action": action}


def cards(*told: dict[str, Any]) -> dict[str, Any]:
    return {"type": "carousel", "body": {"text": "Quartos"}, "action": {"cards": list(told)}}


def card(header: object = PICTURE, **action: Any) -> dict[str, Any]:
    action = action or {"parameters": {"display_text": "Ver", "url": "https://hotel.example.com/"}}
    return {"action": action} | ({"header": header} if header else {})


def linked(url: object) -> dict[str, Any]:
    return {"type": "cta_url", "body": {"text": "Aqui"}, "action": {"parameters": {"display_text": "Abrir", "url": url}}}


VIDEO = {"type": "video", "video": {"link": LINK}}
ACTION = "body.content.action"
INTERACTIVE = [
    (replies(*((str(one), f"B{one}") for one in range(4))), f"{ACTION}.buttons", "too_many"),
    (replies(), f"{ACTION}.buttons", "too_few"),
    (replies(("1", "Sim"), ("2", "Sim")), f"{ACTION}.buttons.1.reply.title", "duplicate"),
    (replies(("1", "Sim"), ("1", "Não")), f"{ACTION}.buttons.1.reply.id", "duplicate"),
    (replies(("1", "a" * 21)), f"{ACTION}.buttons.0.reply.title", "length"),
    (replies(("i" * 257, "Sim")), f"{ACTION}.buttons.0.reply.id", "length"),
    (replies(("1", " ")), f"{ACTION}.buttons.0.reply.title", "length"),
    (replies(("1", "\u200b")), f"{ACTION}.buttons.0.reply.title", "length"),
    (replies(("1", "Sim")) | {"body": {"text": "a" * 1025}}, "body.content.body.text", "length"),
    (replies(("1", "Sim")) | {"footer": {"text": "a" * 61}}, "body.content.footer.text", "length"),
    (replies(("1", "Sim")) | {"header": {"type": "text", "text": "a" * 61}}, "body.content.header.text", "length"),
    (replies(("1", "Sim")) | {"header": {"type": "audio"}}, "body.content.header.type", "value"),
    (replies(("1", "Sim")) | {"header": {"type": "image", "image": {}}}, "body.content.header.image.media_id", "missing"),
    (replies(("1", "Sim")) | {"colour": "red"}, "body.content.colour", "unknown"),
    (rows(11), f"{ACTION}.sections", "too_many"),
    (rows(*[1] * 11), f"{ACTION}.sections", "too_many"),
    (rows(6, 5), f"{ACTION}.sections", "too_many"),
    (rows(0), f"{ACTION}.sections.0.rows", "too_few"),
    (rows(1) | {"header": PICTURE}, "body.content.header.type", "value"),
    (shelves(16, 15), f"{ACTION}.sections", "too_many"),
    (cards(card()), f"{ACTION}.cards", "too_few"),
    (cards(*[card()] * 11), f"{ACTION}.cards", "too_many"),
    (cards(card(), card(VIDEO)), f"{ACTION}.cards.1.header.type", "value"),
    (cards(card(), card(None)), f"{ACTION}.cards.1.header", "missing"),
    (cards(card(), card(catalog_id="1", product_retailer_id="a")), f"{ACTION}.cards.1.header", "value"),
    (cards(card(), card() | {"card_index": 0}), f"{ACTION}.cards.1.card_index", "value"),
    (cards(card(), card() | {"body": {"text": "a" * 161}}), f"{ACTION}.cards.1.body.text", "length"),
    (cards(card(), card() | {"body": {"text": "a\nb\nc\nd"}}), f"{ACTION}.cards.1.body.text", "value"),
    (linked("javascript:alert(1)"), f"{ACTION}.parameters.url", "value"),
    (linked("http://192.168.0.1/"), f"{ACTION}.parameters.url", "value"),
    (linked("https://user:pass@hotel.example.com/"), f"{ACTION}.parameters.url", "value"),
    (linked("https://hotel.example.com/" + "a" * 2000), f"{ACTION}.parameters.url", "length"),
    (linked(None), f"{ACTION}.parameters.url", "missing"),
    ({"type": "poll"}, "body.content.type", "value"),
    ({}, "body.content.type", "missing"),
    ([], "body.content", "type"),
]
PLAIN = [
    ("text", "a" * 4097, "body.content", "length"),
    ("text", {"text": "🏖" * 4097}, "body.content.text", "length"),
    ("text", {"text": "a\0b"}, "body.content.text", "value"),
    ("text", {"text": 7}, "body.content.text", "type"),
    ("text", "\u200b \u2800\ufeff\u3164\n", "body.content", "length"),
    ("image", {"link": "http://hotel.example.com/a.jpg"}, "body.content.link", "value"),
    ("image", {"link": "https://127.0.0.1/a.jpg"}, "body.content.link", "value"),
    ("image", {"link": "https://0x7f000001/a.jpg"}, "body.content.link", "value"),
    ("image", {"link": "https://[::ffff:10.0.0.1]/a.jpg"}, "body.content.link", "value"),
    ("image", {"link": "https://camera.local/a.jpg"}, "body.content.link", "value"),
    ("image", {"link": "https://hotel.example.com/\u202egpj.exe"}, "body.content.link", "value"),
    ("image", {"link": LINK, "media_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"}, "body.content.link", "value"),
    ("image", {"media_id": "7"}, "body.content.media_id", "value"),
    ("image", {"media_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"}, "body.content.media_id", "value"),
    ("image", {"link": LINK, "caption": "a" * 1025}, "body.content.caption", "length"),
    ("audio", {"link": LINK, "caption": "Ouça"}, "body.content.caption", "unknown"),
    ("document", {"link": LINK, "filename": "a" * 200_000}, "body.content.filename", "length"),
    ("location", {"latitude": 91, "longitude": 0}, "body.content.latitude", "value"),
    ("location", {"latitude": "NaN", "longitude": 0}, "body.content.latitude", "value"),
    ("location", {"latitude": 0, "longitude": "-Infinity"}, "body.content.longitude", "value"),
    ("location", {"latitude": True, "longitude": 0}, "body.content.latitude", "type"),
    ("location", {"latitude": 0, "longitude": 0, "name": "a" * 200_000}, "body.content.name", "length"),
    ("contacts", {"contacts": []}, "body.content.contacts", "too_few"),
    ("contacts", {"contacts": [{"name": "Ana"}] * 258}, "body.content.contacts", "too_many"),
    ("contacts", {"contacts": [{"name": "a" * 200_000}]}, "body.content.contacts.0.name", "length"),
    ("contacts", {"contacts": [{"name": "Ana", "birthday": "2026-02-30"}]}, "body.content.contacts.0.birthday", "value"),
    ("contacts", {"contacts": [{"name": "Ana", "urls": [{"url": "javascript:1"}]}]}, "body.content.contacts.0.urls.0.url", "value"),
    ("reaction", {"message_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f", "emoji": "ok"}, "body.content.emoji", "value"),
    ("reaction", {"message_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f", "emoji": "👍👍"}, "body.content.emoji", "value"),
    ("reaction", {"message_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f", "emoji": "👍"}, "body.content.message_id", "value"),
    ("template", {"name": "nobody_knows_it", "language": "pt_BR"}, "body.content.name", "value"),
]
FLOW = (
    b'{"type": "interactive", "content": {"type": "flow", "body": {"text": "a"}, "action": {"parameters": '
    b'{"flow_id": "1", "flow_cta": "b", "flow_action_payload": {"screen": "A", "data": DATA}}}}}'
)


@pytest.fixture
async def headers(hotel: Hotel, client: httpx.AsyncClient) -> dict[str, str]:
    return await signed_in(client, await a_user(hotel.office, hotel.tenant, Role.MANAGER))


async def test_what_cannot_be_sent_is_refused_with_its_field(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    path = f"/api/conversations/{await hotel.has_guest()}/messages"

    for kind, content, field, sort in [*PLAIN, *(("interactive", *case) for case in INTERACTIVE)]:
        answered = await client.post(path, json={"type": kind, "content": content}, headers=headers)
        told = [(one["field"], one["type"]) for one in answered.json().get("details", [])]
        assert (answered.status_code, told[:1]) == (422, [(field, sort)]), (kind, str(content)[:200], answered.text[:500])
        assert not answered.json()["details"][0]["message"].startswith("detail-")
    assert await hotel.rows("SELECT 1 FROM messages") == []


async def test_everything_that_is_wrong_is_told_at_once(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    content = replies(("1", "a" * 21), ("2", "b" * 30)) | {"footer": {"text": "c" * 61}}

    answered = await client.post(
        f"/api/conversations/{await hotel.has_guest()}/messages",
        json={"type": "interactive", "content": content},
        headers=headers | {"Accept-Language": "en"},
    )

    assert {one["field"]: one["message"] for one in answered.json()["details"]} == {
        "body.content.footer.text": "at most 60 characters; there are 61",
        "body.content.action.buttons.0.reply.title": "at most 20 characters; there are 21",
        "body.content.action.buttons.1.reply.title": "at most 20 characters; there are 30",
    }


@pytest.mark.parametrize(
    "body",
    [
        rb'{"content": "\ud800"}',
        rb'{"content": {"text": "a\udc00b"}}',
        b'{"type": "location", "content": {"latitude": NaN, "longitude": 0}}',
        b'{"type": "location", "content": {"latitude": 1e999, "longitude": 0}}',
        b'{"type": "location", "content": {"latitude": Infinity, "longitude": 0}}',
        b'{"content": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"content": "\xff"}',
        FLOW.replace(b"DATA", b'{"a":' * 40 + b"1" + b"}" * 40),
        FLOW.replace(b"DATA", b'{"a":' * 900 + b"1" + b"}" * 900),
        FLOW.replace(b"DATA", rb'{"a": "\u0000"}'),
    ],
    ids=[
        *("half a character", "another half", "NaN", "too large", "Infinity", "a deep list", "no UTF-8", "a deep form"),
        *("a bottomless form", "NUL in a form"),
    ],
)
async def test_what_is_no_message_at_all_is_refused(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str], body: bytes) -> None:
    path = f"/api/conversations/{await hotel.has_guest()}/messages"

    answered = await client.post(path, content=body, headers=headers | {"Content-Type": "application/json"})

    assert (answered.status_code, answered.json()["code"]) == (422, "VALIDATION_ERROR"), answered.text
    if body.startswith(FLOW[:40]):
        assert answered.json()["details"][0]["field"] == f"{ACTION}.parameters.flow_action_payload.data"
    assert await hotel.rows("SELECT 1 FROM messages") == []


async def test_a_reaction_is_no_answer_and_not_for_later(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    path = f"/api/conversations/{await hotel.has_guest()}/messages"
    reaction = {"type": "reaction", "content": {"message_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f", "emoji": "👍"}}

    for beside in ({"reply_to": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"}, {"schedule": {"when": "guest_writes"}}):
        answered = await client.post(path, json=reaction | beside, headers=headers)
        assert [one["field"] for one in answered.json()["details"]] == [f"body.{name}" for name in beside]


async def test_every_kind_but_a_template_needs_the_window(hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    path = f"/api/conversations/{await hotel.has_guest(wrote=timedelta(days=2))}/messages"

    for kind, content in [("image", {"link": LINK}), ("location", {"latitude": 0, "longitude": 0}), ("interactive", rows(1))]:
        answered = await client.post(path, json={"type": kind, "content": content}, headers=headers)
        assert (answered.status_code, answered.json()["code"]) == (409, "WINDOW_CLOSED")
    asked = {"type": "template", "content": {"name": "nobody_knows_it"}}
    assert (await client.post(path, json=asked, headers=headers)).status_code == 422


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_about_a_limit_is_there_in_every_language(locale: str) -> None:
    keys = ["longest", "shortest", "empty", "characters", "too-many", "too-few", "duplicate", "range", "number", "choice", "public-link"]
    keys += ["https", "web-link", "file-or-link", "emoji", "too-many-rows", "too-many-products", "section-title", "flow-named", "phone"]
    keys += ["card-action", "card-product", "card-header", "card-alike", "card-index", "line-breaks", "landline", "own-number"]
    keys += ["ambiguous-phone", "reply-foreign", "reaction-target", "no-reply-to", "opted-out", "needs-phone", "flow-payload"]

    told = [text(locale, f"detail-{key}", most=1, many=2, least=1, choices="a") for key in keys]

    assert [key for key, said in zip(keys, told, strict=True) if said.startswith("detail-") or "{" in said] == []
