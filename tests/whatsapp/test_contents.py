"""What each kind of message says: also when half of it is missing, misshapen, or meant to deceive."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from msgspec import Raw

from app.core.money import minor_units
from app.whatsapp.contents import Content, read_content
from app.whatsapp.display import filename, page
from app.whatsapp.orders import order
from app.whatsapp.payloads import read_message
from tests.whatsapp.examples import a_message, change, only_letter, webhook


def read(kind: str, content: object, **members: object) -> Content:
    told = a_message() | {"type": kind, kind: content} | members
    if kind != "text":
        del told["text"]
    return read_content(read_message(only_letter(webhook(change(messages=[told]))).body))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text", {}),
        ("text", {"body": 7}),
        ("text", None),
        ("image", {}),
        ("image", {"id": ""}),
        ("image", "foto"),
        ("audio", []),
        ("location", {"latitude": 1}),
        ("location", {"latitude": 91, "longitude": 0}),
        ("location", {"latitude": "aqui", "longitude": "ali"}),
        ("location", {"latitude": "nan", "longitude": "inf"}),
        ("contacts", {}),
        ("contacts", []),
        ("contacts", [7, None]),
        ("interactive", {}),
        ("interactive", {"type": "hologram_reply"}),
        ("interactive", {"type": "button_reply"}),
        ("interactive", {"type": "button_reply", "button_reply": {}}),
        ("interactive", {"type": "call_permission_reply", "call_permission_reply": {"is_permanent": True}}),
        ("button", {}),
        ("button", []),
        ("order", []),
        ("system", "mudou"),
        ("poll", {"question": "Praia?"}),
        ("request_welcome", None),
    ],
)
def test_what_cannot_be_read_is_kept_whole_under_its_kind(kind: str, content: object) -> None:
    found = read(kind, content)

    assert (found.kind, found.said, found.medium) == (kind, {}, None)
    assert msgspec.json.decode(found.raw or "")["id"] == "wamid.A"


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("image", {"id": 77, "caption": ["x"], "mime_type": 3, "sha256": {}}, {}),
        ("audio", {"id": "77", "voice": "sim"}, {}),
        ("document", {"id": "77", "filename": 7, "caption": "recibo"}, {"caption": "recibo"}),
        ("location", {"latitude": "37.5", "longitude": 0, "name": 5}, {"latitude": 37.5, "longitude": 0.0}),
        ("location", {"latitude": 0, "longitude": 0, "url": "javascript:alert(1)"}, {"latitude": 0.0, "longitude": 0.0}),
        (
            "contacts",
            [7, {"name": {"first_name": "Ana", "last_name": "Sá"}, "phones": "x"}],
            {"contacts": [{"name": "Ana Sá", "first_name": "Ana", "last_name": "Sá"}]},
        ),
        (
            "contacts",
            [{"phones": [{"wa_id": 5521}, 9]}],
            {"contacts": [{"name": "+5521", "phones": [{"phone": "+5521", "wa_id": "5521"}]}]},
        ),
        ("contacts", [{}], {"contacts": [{"name": ""}]}),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": 3, "title": "Sim", "description": []}},
            {"text": "Sim", "reply": {"kind": "list_reply", "id": "3", "title": "Sim"}},
        ),
        ("button", {"payload": "P"}, {"reply": {"kind": "button", "id": "P"}}),
        ("order", {}, {"order": {"items": [], "totals": []}}),
        ("order", {"product_items": [7, {"quantity": "muito"}]}, {"order": {"items": [{}], "totals": []}}),
        ("system", {"type": 4, "body": "mudou"}, {"text": "mudou", "system": {"type": "unknown"}}),
        ("unsupported", {"type": ["x"]}, {"unsupported": {}}),
    ],
)
def test_what_is_misshapen_costs_only_itself(kind: str, content: object, said: dict[str, Any]) -> None:
    assert read(kind, content).said == said


@pytest.mark.parametrize(
    ("response", "kept"),
    [
        ('{"nome":"Ana"}', {"nome": "Ana"}),
        ("[1,2]", "[1,2]"),
        ("não é JSON", "não é JSON"),
        ('{"a":1e999}', '{"a":1e999}'),
        ('{"nome":"a\\u0000b"}', {"nome": "a␀b"}),
        ({"nome": "Ana"}, {"nome": "Ana"}),
        ("[" * 5000, "[" * 5000),
    ],
)
def test_a_forms_answers_are_an_object_or_the_text_they_came_as(response: object, kept: object) -> None:
    said = read("interactive", {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": response}}).said

    assert said["flow"] == {"name": "flow", "response": kept}


def test_a_form_may_be_empty() -> None:
    assert read("interactive", {"type": "nfm_reply", "nfm_reply": {}}).said == {"flow": {"name": "flow"}}


@pytest.mark.parametrize("kind", ["x" * 65, "quebra\nde linha", ""])
def test_a_kind_that_is_no_name_is_unknown(kind: str) -> None:
    assert read_content(read_message(only_letter(webhook(change(messages=[a_message(type=kind)]))).body)).kind == "unknown"


def test_any_kind_may_come_in_part_only() -> None:
    errors = [{"code": 131026, "title": "x"}, {"code": "y"}]

    assert read("text", {"body": "Oi"}, errors=errors[:1]).said == {"text": "Oi", "errors": [{"code": 131026, "title": "x"}]}
    assert read("text", {"body": "Oi"}, errors=errors).said == {"text": "Oi"}
    assert read("text", {"body": "Oi"}, context=7, referral=[]).said == {"text": "Oi"}


@pytest.mark.parametrize(
    ("price", "currency", "amount"),
    [
        (b"7.99", "USD", 799),
        (b"30", "brl", 3000),
        (b'"19.90"', "BRL", 1990),
        (b"0.005", "USD", 1),
        (b"1500", "JPY", 1500),
        (b"1.2345", "KWD", 1235),
        (b"1E2", "USD", 10000),
        (b"-5", "USD", -500),
    ],
)
def test_a_price_is_read_from_its_digits(price: bytes, currency: str, amount: int) -> None:
    said = order(Raw(b'{"product_items":[{"quantity":3,"item_price":%s,"currency":"%s"}]}' % (price, currency.encode())))["order"]

    assert said["items"][0]["price"] == {"amount": amount, "currency": currency.upper()}
    assert said["totals"] == [{"amount": 3 * amount, "currency": currency.upper()}]


@pytest.mark.parametrize("price", [b"null", b'"caro"', b"1e400", b"1e999999999", b'"NaN"', b'"Infinity"', b"[]", b"true"])
def test_what_is_no_price_costs_nothing(price: bytes) -> None:
    said = order(Raw(b'{"product_items":[{"product_retailer_id":"a","quantity":1,"item_price":%s,"currency":"USD"}]}' % price))["order"]

    assert said == {"items": [{"product_retailer_id": "a", "quantity": 1}], "totals": []}


def test_a_currency_that_is_none_makes_no_price() -> None:
    said = order(Raw(b'{"product_items":[{"quantity":1,"item_price":5,"currency":"%s"}]}' % (b"B" * 1000)))["order"]

    assert said == {"items": [{"quantity": 1}], "totals": []}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text", {"body": "a" * 300_001}),
        ("contacts", [{"name": {"formatted_name": "a" * 300_001}}]),
        ("image", {"id": "1", "caption": "a" * 300_001}),
    ],
)
def test_what_no_screen_could_show_is_kept_whole_and_not_shown(kind: str, content: object) -> None:
    found = read(kind, content)

    assert (found.kind, found.said, found.medium) == (kind, {}, None)
    assert len(found.raw or "") > 300_000


def test_the_longest_text_that_whatsapp_takes_is_shown() -> None:
    assert read("text", {"body": "😀" * 65_536}).said == {"text": "😀" * 65_536}


def test_what_stands_in_every_list_is_not_endless() -> None:
    letter = only_letter(webhook(change(messages=[a_message()], contacts=[{"wa_id": "5521988887777", "profile": {"name": "N" * 5000}}])))
    image = read("image", {"id": "1", "mime_type": "m" * 5000}).medium

    assert len(read_message(letter.body).sender.name or "") <= 255
    assert image is not None
    assert len(image.mime_type or "") <= 255


def test_an_amount_without_end_is_no_money() -> None:
    assert minor_units(Decimal("1e15"), "USD") is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("recibo.pdf", "recibo.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fotos\\mar.jpg", "mar.jpg"),
        ("fatura\u202egpj.exe", "faturagpj.exe"),
        ("um\nnome\tlongo.txt", "umnomelongo.txt"),
        ("  muitos   espaços .pdf ", "muitos espaços .pdf"),
        ("..", None),
        ("", None),
        (None, None),
        ("a" * 500 + ".pdf", "a" * 196 + ".pdf"),
        ("a" * 500, "a" * 200),
    ],
)
def test_a_files_name_is_one_line_without_tricks(said: str | None, shown: str | None) -> None:
    assert filename(said) == shown


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "data:text/html,x", "//praia.example", "praia", "http://[", "file:///etc/passwd", None]
)
def test_only_pages_become_links(said: str | None) -> None:
    assert page(said) is None
    assert page("https://praia.example/a?b") == "https://praia.example/a?b"
