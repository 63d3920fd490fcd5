"""Each place of a template takes the value that is named, else its own source, else its fallback; and Meta gets what Meta takes."""

from datetime import timedelta
from uuid import UUID

from app.core.clock import now
from app.core.ids import new_id
from app.templates.filling import Placed, components_for_meta, placed, rows_in
from tests.templates.conftest import Desk
from tests.templates.wording import ARRIVAL, BOOKING, CODE, OFFER, PLACE, ROOMS, SHOP, a_template

SOURCES = {
    "header.text": {"from": "tenant.name"},
    "body.guest": {"from": "contact.first_name", "fallback": "hóspede"},
    "body.date": {"fallback": "breve"},
}


async def test_named_places_are_filled_from_what_is_said_and_from_the_templates_own_sources(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "reserva", BOOKING, parameter_format="NAMED", sources=SOURCES)

    filled = await desk.fills(name="reserva", language="pt_BR", body={"date": "12/03"}, buttons=[{"index": 0, "text": "XK7"}])

    template = filled.content["template"]
    assert filled.content["text"] == "Olá, Ana! Esperamos você em 12/03. Até breve."
    assert template["components"] == [
        {"type": "header", "parameters": [{"type": "text", "text": "Hotel Ipanema", "parameter_name": "hotel"}]},
        {
            "type": "body",
            "parameters": [
                {"type": "text", "text": "Ana", "parameter_name": "guest"},
                {"type": "text", "text": "12/03", "parameter_name": "date"},
            ],
        },
        {"type": "button", "sub_type": "url", "index": 0, "parameters": [{"type": "text", "text": "XK7"}]},
    ]
    assert (template["header"], template["footer"]) == ({"type": "text", "text": "Reserva Hotel Ipanema"}, "Recepção 24 horas")
    assert template["buttons"][0] == {"type": "URL", "text": "Ver reserva", "url": "https://hotel.example/r/XK7"}
    assert template["buttons"][2]["phone_number"] == "+552133330001"


async def test_what_nobody_knows_falls_back_and_else_is_named_as_missing(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "reserva", BOOKING, sources={**SOURCES, "body.guest": {"from": "contact.username"}})

    told = await desk.is_told(name="reserva")
    filled = await desk.fills(
        name="reserva",
        body={"guest": {"from": "contact.username", "fallback": "hóspede"}},
        buttons=[{"index": 0, "text": 7}, {"index": 1, "payload": "RECEPTION"}],
    )

    assert told == {"body.content.body.guest": "missing", "body.content.buttons.0.text": "missing"}
    assert filled.content["text"] == "Olá, hóspede! Esperamos você em breve. Até breve."
    assert filled.content["template"]["components"][-1]["parameters"] == [{"type": "payload", "payload": "RECEPTION"}]


async def test_numbered_places_take_a_list_with_money_and_dates_and_a_picture_of_ours(desk: Desk) -> None:
    file_id = new_id()
    await a_template(desk.office, desk.channel, "chegada", ARRIVAL)
    money = {"currency": {"fallback_value": "R$ 50,00", "code": "BRL", "amount_1000": 50_000}}

    filled = await desk.fills(
        name="chegada",
        body=["Ana", money, {"date_time": {"fallback_value": "18h"}}],
        header={"media_id": str(file_id), "filename": "a.jpg"},
    )

    header, body = filled.content["template"]["components"]
    assert header == {"type": "header", "parameters": [{"type": "image", "image": {"media_id": str(file_id)}}]}
    assert [parameter["type"] for parameter in body["parameters"]] == ["text", "currency", "date_time"]
    assert filled.content["text"] == "Bom dia, Ana. São R$ 50,00 até 18h hoje."
    assert [(file.file_id, file.kind, file.path) for file in filled.files] == [(file_id, "image", "body.content.header.media_id")]

    row = new_id()
    content = placed(filled.content, {file_id: Placed(row, {"id": str(row), "state": "ready"})})
    assert content["template"]["header"] == {
        "type": "image",
        "media_url": f"/api/media/{row}",
        "media": {"id": str(row), "state": "ready"},
    }
    assert rows_in(content) == [row]
    assert components_for_meta(content, {row: "1037"})[0]["parameters"][0]["image"] == {"id": "1037"}


async def test_a_file_by_link_a_place_and_an_offer_that_ends_go_as_meta_writes_them(desk: Desk) -> None:
    for name, definition in (("chegada", ARRIVAL), ("mapa", PLACE), ("oferta", OFFER)):
        await a_template(desk.office, desk.channel, name, definition)
    ends = now() + timedelta(hours=3)

    link = await desk.fills(name="chegada", body=["Ana", 1.5, "x"], header={"link": "https://hotel.example/a.jpg"})
    place = await desk.fills(name="mapa", header={"location": {"latitude": "-22.98", "longitude": -43.2, "name": "Hotel"}})
    offer = await desk.fills(
        name="oferta",
        buttons=[{"index": 0, "coupon_code": "MAIS1"}],
        limited_time_offer={"expires_at": ends.isoformat()},
    )

    assert link.content["template"]["components"][0]["parameters"][0]["image"] == {"link": "https://hotel.example/a.jpg"}
    assert link.content["template"]["header"] == {"type": "image", "link": "https://hotel.example/a.jpg"}
    assert place.content["template"]["components"][0]["parameters"][0]["location"] == {
        "latitude": -22.98,
        "longitude": -43.2,
        "name": "Hotel",
    }
    assert offer.content["template"]["components"] == [
        {"type": "button", "sub_type": "copy_code", "index": 0, "parameters": [{"type": "coupon_code", "coupon_code": "MAIS1"}]},
        {"type": "button", "sub_type": "flow", "index": 1, "parameters": [{"type": "action", "action": {"flow_token": "unused"}}]},
        {
            "type": "limited_time_offer",
            "parameters": [
                {"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": int(ends.timestamp() * 1000)}},
            ],
        },
    ]


async def test_a_code_goes_into_the_text_and_into_its_button(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "codigo", CODE, category="AUTHENTICATION")

    filled = await desk.fills(name="codigo", body=["381920"])
    told = await desk.is_told(name="codigo", body=["0123456789abcdef"])

    assert filled.content["template"]["components"] == [
        {"type": "body", "parameters": [{"type": "text", "text": "381920"}]},
        {"type": "button", "sub_type": "url", "index": 0, "parameters": [{"type": "text", "text": "381920"}]},
    ]
    assert told == {"body.content.body.0": "length"}


async def test_every_card_of_a_carousel_is_filled(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "quartos", ROOMS, category="MARKETING")
    cards = [
        {"header": {"media_id": str(new_id())}, "body": [room], "buttons": [{"index": 0, "payload": room}]} for room in ("Suíte", "Mar")
    ]

    filled = await desk.fills(name="quartos", body=["Ana"], cards=cards)
    told = await desk.is_told(name="quartos", body=["Ana"], cards=cards[:1])

    carousel = filled.content["template"]["components"][1]
    assert [card["card_index"] for card in carousel["cards"]] == [0, 1]
    assert [part["type"] for part in carousel["cards"][1]["components"]] == ["header", "body", "button"]
    assert [card["text"] for card in filled.content["template"]["cards"]] == ["Suíte para dois.", "Mar para dois."]
    assert [file.path for file in filled.files] == ["body.content.cards.0.header.media_id", "body.content.cards.1.header.media_id"]
    assert told["body.content.cards"] == "length"


async def test_products_are_shown_by_catalogue_and_by_list(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "cafe", SHOP, category="MARKETING")
    sections = [{"title": "Café", "product_items": [{"product_retailer_id": "pao"}]}]

    filled = await desk.fills(name="cafe", buttons=[{"index": 1, "thumbnail_product_retailer_id": "pao", "sections": sections}])
    told = await desk.is_told(name="cafe")

    (button,) = filled.content["template"]["components"]
    assert (button["sub_type"], button["index"]) == ("mpm", 1)
    assert button["parameters"][0]["action"] == {"thumbnail_product_retailer_id": "pao", "sections": sections}
    assert set(told) == {"body.content.buttons.1.thumbnail_product_retailer_id", "body.content.buttons.1.sections"}


async def test_metas_own_components_are_sent_as_they_are_and_shown_all_the_same(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "reserva", BOOKING, sources=SOURCES)
    components = [
        {"type": "HEADER", "parameters": [{"type": "TEXT", "parameter_name": "hotel", "text": "Ipanema"}]},
        {
            "type": "body",
            "parameters": [{"type": "text", "parameter_name": name, "text": said} for name, said in (("date", "12/03"), ("guest", "Bia"))],
        },
        {"type": "button", "sub_type": "URL", "index": "0", "parameters": [{"type": "text", "text": "XK7"}]},
    ]

    filled = await desk.fills(name="reserva", language={"code": "pt_BR"}, components=components)
    too_few = await desk.is_told(name="reserva", components=components[1:2])

    assert filled.content["template"]["components"] == components
    assert filled.content["text"] == "Olá, Bia! Esperamos você em 12/03. Até breve."
    assert too_few == {"body.content.components": "missing"}


async def test_a_value_that_meta_would_refuse_is_refused_here_by_its_place(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "reserva", BOOKING, sources=SOURCES)
    await a_template(desk.office, desk.channel, "chegada", ARRIVAL)

    told = await desk.is_told(
        name="reserva",
        header={"text": "um nome de hotel comprido demais para o cabeçalho de um modelo"},
        body={"guest": "Ana\nSouza", "date": {"from": "stay.nights"}, "room": "12"},
        buttons=[{"index": 0, "text": "x"}, {"index": 1, "payload": "y" * 257}],
    )
    file = await desk.is_told(name="chegada", body=["Ana", "1", "2"], header={"link": "http://hotel.example/a.jpg"})
    house = await desk.is_told(name="chegada", body=["Ana", "1", "\u200b"], header={"link": "https://169.254.169.254/a.jpg"})
    long = await desk.is_told(name="chegada", body=["A" * 1000, "1", "2"], header={"link": "https://hotel.example/a.jpg"})

    assert told == {
        "body.content.header.text": "length",
        "body.content.body.guest": "value",
        "body.content.body.date": "value",
        "body.content.body.room": "unknown",
        "body.content.buttons.1.payload": "length",
    }
    assert file == {"body.content.header.media_id": "value"}
    assert house == {"body.content.header.media_id": "value", "body.content.body.2": "missing"}
    assert long == {"body.content.body": "length"}


async def test_metas_own_components_bring_nothing_that_meta_does_not_know(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "chegada", ARRIVAL)
    file = {"type": "header", "parameters": [{"type": "image", "image": {"media_id": str(new_id())}}]}
    body = {"type": "body", "parameters": [{"type": "text", "text": said} for said in "abc"]}
    odd = {"type": "text", "text": {"media_id": str(new_id())}}
    page = {"type": "image", "image": {"id": "1037", "media_url": "javascript:alert(1)"}}

    for components in (
        [file, body | {"parameters": [odd, *body["parameters"][1:]]}],
        [file, body | {"parameters": [{"type": "text", "text": ["a"]}, *body["parameters"][1:]]}],
        [file | {"parameters": [page]}, body],
        [file, file, body],
        [file, body, body],
    ):
        told = await desk.is_told(name="chegada", components=components)
        assert set(told) == {"body.content.components"}, components


async def test_a_form_may_be_given_something_that_is_called_as_our_files_are(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "oferta", OFFER)
    data = {"media_id": "1037", "room": {"media_id": str(new_id())}}
    ends = (now() + timedelta(hours=3)).isoformat()

    filled = await desk.fills(
        name="oferta",
        limited_time_offer={"expires_at": ends},
        buttons=[{"index": 0, "coupon_code": "MAIS1"}, {"index": 1, "flow_action_data": data}],
    )

    content = placed(filled.content, {})
    assert rows_in(content) == []
    assert components_for_meta(content, {})[1]["parameters"][0]["action"]["flow_action_data"] == data


async def test_only_what_meta_lets_this_number_send_is_taken(desk: Desk) -> None:
    paused = await a_template(desk.office, desk.channel, "pausada", PLACE, status="PAUSED")
    await a_template(desk.office, desk.channel, "mapa", PLACE)

    assert await desk.is_told(template_id=str(paused.id)) == {"body.content.template_id": "value"}
    assert await desk.is_told(name="mapa", language="en") == {"body.content.language": "value"}
    assert await desk.is_told(name="nenhuma") == {"body.content.name": "value"}
    assert await desk.is_told(template_id=str(UUID(int=7))) == {"body.content.template_id": "value"}
    assert await desk.is_told(language="pt_BR") == {"body.content.name": "missing"}


async def test_a_name_alone_means_the_language_of_the_guest(desk: Desk) -> None:
    for language in ("en_US", "es", "pt_BR"):
        await a_template(desk.office, desk.channel, "mapa", [{"type": "BODY", "text": language}], language=language)

    filled = await desk.fills(name="mapa")

    assert filled.content["text"] == "pt_BR"


async def test_offers_speak_the_guests_language_first_and_say_what_is_missing(desk: Desk) -> None:
    await a_template(desk.office, desk.channel, "booking", [{"type": "BODY", "text": "See you soon."}], language="en")
    await a_template(desk.office, desk.channel, "codigo", CODE, category="AUTHENTICATION")
    await a_template(desk.office, desk.channel, "pausada", PLACE, status="PAUSED")
    await a_template(desk.office, desk.channel, "promo", [{"type": "BODY", "text": "Promo."}], category="MARKETING")
    await a_template(desk.office, desk.channel, "reserva", BOOKING, parameter_format="NAMED", sources=SOURCES)

    offered = await desk.is_offered()

    assert offered.language == "pt_BR"
    assert [(one.name, one.fits_language, one.ready) for one in offered.data] == [
        ("reserva", True, False),
        ("promo", True, True),
        ("booking", False, True),
    ]
    booking = offered.data[0]
    assert booking.content["text"] == "Olá, Ana! Esperamos você em breve. Até breve."
    assert [one.path for one in booking.parameters if one.missing] == ["buttons.0.text"]
    places = {one.path: (one.type, one.value, one.source, one.example) for one in booking.parameters}
    assert places["body.guest"] == ("text", "Ana", "contact.first_name", "Ana")
    assert places["buttons.0.text"] == ("text", None, None, "https://hotel.example/r/ABC")
