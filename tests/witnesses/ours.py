"""Our own requests for the messages that the witnesses send: composed from what a client of our API asks for."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec

from app.messages.composing import drafts
from app.messages.composing.drafts import SendMessage
from app.whatsapp import compose
from app.whatsapp.outgoing import bodies
from app.whatsapp.template_parameters import components_of
from app.whatsapp.template_shapes import definition_of
from tests.simulator.hotel import ANA
from tests.witnesses.recorded import LINK, NAMES, TEMPLATE

FILE = UUID("019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f")
_WORDS = {"text": "Escolha, por favor"}


def _tapped(kind: str, action: object = None, **told: object) -> tuple[str, dict[str, Any]]:
    return "interactive", {"type": kind, "body": _WORDS} | ({} if action is None else {"action": action}) | told


def _card(view: str) -> dict[str, Any]:
    action = {"name": "cta_url", "parameters": {"display_text": "Ver", "url": f"https://hotel.example/{view}"}}
    return {"header": {"type": "image", "image": {"link": f"{LINK}.jpg"}}, "body": {"text": f"Vista para o {view}"}, "action": action}


_FLOW = {"flow_id": "123", "flow_cta": "Check-in", "flow_token": "r1", "flow_action": "navigate"}
_PHONE = {"phone": "+5511900000001", "type": "CELL"}
SAID: dict[str, tuple[str, Any]] = {
    "text": ("text", {"text": "Bom dia https://hotel.example", "preview_url": True}),
    "reply": ("text", "Sim, temos."),
    "image": ("image", {"link": f"{LINK}.jpg", "caption": "O quarto"}),
    "image by id": ("image", {"media_id": str(FILE), "caption": "O quarto"}),
    "video": ("video", {"link": f"{LINK}.mp4", "caption": "A piscina"}),
    "audio": ("audio", {"link": f"{LINK}.mp3"}),
    "voice": ("audio", {"media_id": str(FILE), "voice": True}),
    "document": ("document", {"link": f"{LINK}.pdf", "filename": "Reserva.pdf", "caption": "Sua reserva"}),
    "sticker": ("sticker", {"link": f"{LINK}.webp"}),
    "location": ("location", {"latitude": -22.9868, "longitude": -43.205, "name": "Hotel", "address": "Rua 1"}),
    "contacts": (
        "contacts",
        {"contacts": [{"name": "Ana Souza", "first_name": "Ana", "last_name": "Souza", "phones": [_PHONE], "company": "Hotel"}]},
    ),
    "button": _tapped(
        "button",
        {"buttons": [{"reply": {"id": "yes", "title": "Sim"}}, {"reply": {"id": "no", "title": "Não"}}]},
        header={"type": "image", "image": {"link": f"{LINK}.jpg"}},
        footer={"text": "Hotel"},
    ),
    "list": _tapped(
        "list",
        {
            "button": "Abrir",
            "sections": [
                {"title": "Quartos", "rows": [{"id": "1", "title": "Duplo", "description": "Vista"}, {"id": "2", "title": "Suíte"}]}
            ],
        },
        header={"type": "text", "text": "Recepção"},
    ),
    "cta_url": _tapped("cta_url", {"parameters": {"display_text": "Reservar", "url": "https://hotel.example/mesa"}}),
    "location_request_message": _tapped("location_request_message"),
    "request_contact_info": _tapped("request_contact_info"),
    "flow": _tapped(
        "flow", {"parameters": _FLOW | {"mode": "published", "flow_action_payload": {"screen": "CHECK_IN", "data": {"guest": "Ana"}}}}
    ),
    "product": _tapped("product", {"catalog_id": "1", "product_retailer_id": "cesta"}),
    "product_list": _tapped(
        "product_list",
        {"catalog_id": "1", "sections": [{"title": "Bebidas", "product_items": [{"product_retailer_id": "agua"}]}]},
        header={"type": "text", "text": "Frigobar"},
    ),
    "catalog_message": _tapped("catalog_message", {"parameters": {"thumbnail_product_retailer_id": "cesta"}}),
    "address_message": _tapped("address_message", {"parameters": {"country": "IN", "values": {"name": "Asha"}}}),
    "carousel": _tapped("carousel", {"cards": [_card("mar"), _card("jardim")]}),
    "call_permission_request": _tapped("call_permission_request"),
    "voice_call": _tapped("voice_call", {"parameters": {"display_text": "Ligar", "ttl_minutes": 60}}),
}
OTHERS = ("template", "reaction", "reaction taken back")


def request(name: str, *, said: str, media_id: str = "") -> dict[str, Any]:
    """`said`: the guest's message that is answered or reacted to."""
    to = compose.Recipient(wa_id=ANA)
    if name == "template":
        return _as_sent(compose.payload(to, "template", _template()))
    if name.startswith("reaction"):
        return _as_sent(compose.payload(to, "reaction", {"message_id": said, "emoji": "👍" if name == "reaction" else ""}))
    kind, content = SAID[name]
    draft = drafts.checked(msgspec.convert({"type": kind, "content": content}, SendMessage))
    body = bodies.body(kind, _kept(draft.content), {FILE: media_id})
    return _as_sent(compose.payload(to, kind, body, reply_to=said if name == "reply" else None))


def fields(body: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its path; what is empty or null says nothing, and is left out."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield from fields(value, f"{at}.{key}".removeprefix("."))
    elif isinstance(body, list):
        for place, value in enumerate(body):
            yield from fields(value, f"{at}.{place}")
    elif body not in (None, ""):
        yield at, body


def _template() -> dict[str, Any]:
    definition = definition_of(TEMPLATE["components"], category="UTILITY", parameter_format="NAMED")  # type: ignore[arg-type]
    values = {f"body.{name}": value for name, value in NAMES} | {"buttons.1.text": "r7"}
    return {"name": "check_in", "language": {"code": "pt_BR"}, "components": components_of(definition, values)}


def _kept(content: dict[str, Any]) -> dict[str, Any]:
    """As a message keeps it once its file is a row of ours."""
    return content if content.pop("media_id", None) is None else content | {"media": {"id": str(FILE)}}


def _as_sent(payload: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(payload))
    return sent
