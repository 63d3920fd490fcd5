"""Templates with all that they can hold go the whole way: by the door and the worker, and Meta finds each as it keeps it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.core.clock import now
from simulator import samples
from simulator.templates.stock import Template as AtMeta
from tests.media.desk import Desk
from tests.templates.wording import ARRIVAL, BOOKING, CODE, OFFER, PLACE, ROOMS, SHOP, Component, a_template

LINK = {"link": "https://hotel.example/a.jpg"}
MONEY = {"currency": {"fallback_value": "R$ 50", "code": "BRL", "amount_1000": 50_000}}
SECTIONS = [{"title": "Café", "product_items": [{"product_retailer_id": "pao"}]}]
SAYINGS: dict[str, tuple[list[Component], str, dict[str, Any]]] = {
    "names and buttons": (
        BOOKING,
        "UTILITY",
        {"header": {"text": "Ipanema"}, "body": {"guest": "Ana", "date": "12/03"}, "buttons": [{"index": 0, "text": "XK7"}]},
    ),
    "numbers, a picture, money and a date": (
        ARRIVAL,
        "UTILITY",
        {"header": LINK, "body": ["Ana", MONEY, {"date_time": {"fallback_value": "18h"}}]},
    ),
    "a place": (PLACE, "UTILITY", {"header": {"location": {"latitude": -22.98, "longitude": -43.2, "name": "Hotel", "address": "Rua 1"}}}),
    "an offer that ends": (OFFER, "MARKETING", {"buttons": [{"index": 0, "coupon_code": "MAIS1"}]}),
    "a code": (CODE, "AUTHENTICATION", {"body": ["381920"]}),
    "cards": (
        ROOMS,
        "MARKETING",
        {"body": ["Ana"], "cards": [{"header": LINK, "body": ["Suíte"], "buttons": [{"index": 0, "payload": "S"}]}] * 2},
    ),
    "products": (
        SHOP,
        "MARKETING",
        {"buttons": [{"index": 1, "thumbnail_product_retailer_id": "pao", "sections": SECTIONS}]},
    ),
}


async def both_know(desk: Desk, definition: list[Component], category: str, **columns: Any) -> None:
    named = {"name": "modelo", "language": "pt_BR", "category": category}
    parameter_format = "NAMED" if definition is BOOKING else "POSITIONAL"
    await a_template(desk.office, desk.channel, definition=definition, parameter_format=parameter_format, **named, **columns)
    kept = {"template_id": "1", "business_account_id": desk.channel.waba_id, "components": definition, "status": "APPROVED"}
    desk.meta.templates.add(AtMeta(parameter_format=parameter_format, **kept, **named))  # type: ignore[arg-type]


@pytest.mark.parametrize("said", SAYINGS)
async def test_meta_takes_what_the_door_took(desk: Desk, said: str) -> None:
    definition, category, content = SAYINGS[said]
    if "ends" in said:
        content = content | {"limited_time_offer": {"expires_at": (now() + timedelta(hours=3)).isoformat()}}
    await both_know(desk, definition, category)
    await desk.does("UPDATE conversations SET last_inbound_at = now() - interval '2 days'")

    answered = await desk.says("template", {"name": "modelo", **content})
    assert answered.status_code == 201, answered.text
    await desk.delivers()

    kept = await desk.message(answered.json()["id"])
    assert (kept["status"], kept["failed_at"]) == ("sent", None)
    (sent,) = desk.sent()
    assert sent["template"]["components"] == kept["content"]["template"]["components"]


async def test_the_templates_own_picture_goes_with_it_when_nobody_names_another(desk: Desk) -> None:
    await desk.uploads(samples.of("image").content, filename="vista.jpg")
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        file_id = await work.session.scalar(text("SELECT id FROM media_files"))
    await both_know(desk, ARRIVAL, "UTILITY", header_file_id=file_id, sources={"body.1": {"from": "contact.first_name"}})

    answered = await desk.says("template", {"name": "modelo", "body": {"2": "R$ 50", "3": "18h"}})
    assert answered.status_code == 201, answered.text
    await desk.works()

    shown = answered.json()["content"]
    assert shown["text"] == "Bom dia, Ana. São R$ 50 até 18h hoje."
    assert shown["template"]["header"]["media"]["mime_type"] == "image/jpeg"
    (sent,) = desk.sent()
    (media_id,) = desk.at_meta()
    assert sent["template"]["components"][0]["parameters"][0]["image"] == {"id": media_id}
