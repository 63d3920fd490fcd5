"""One message of every kind as the API's pages show it. A test sends each of them; files and messages stand by made-up ids there."""

from typing import Any, Final

from app.core.clock import now

FILE: Final = "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"
MESSAGE: Final = "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e60"
TEMPLATE: Final = {"name": "confirmacao_de_reserva", "language": "pt_BR"}
_ROOM: Final = "https://fotos.hotel-ipanema.com.br/quarto.jpg"


def _interactive(**content: Any) -> dict[str, Any]:
    return {"type": "interactive", "content": content}


def _card(text: str, url: str) -> dict[str, Any]:
    return {
        "header": {"type": "image", "image": {"link": _ROOM}},
        "body": {"text": text},
        "action": {"name": "cta_url", "parameters": {"display_text": "Ver quarto", "url": url}},
    }


_PLAIN: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "text", "content": {"text": "Veja o cardápio: https://hotel-ipanema.com.br/cardapio", "preview_url": True}},
    "text, its words alone": {"type": "text", "content": "Seu quarto está pronto."},
    "reply": {"type": "text", "content": {"text": "Sim, até as 15h."}, "reply_to": MESSAGE},
    "image": {"type": "image", "content": {"media_id": FILE, "caption": "A vista do seu quarto"}},
    "image by link": {"type": "image", "content": {"link": _ROOM, "caption": "A vista do seu quarto"}},
    "video": {"type": "video", "content": {"link": "https://fotos.hotel-ipanema.com.br/piscina.mp4", "caption": "A piscina"}},
    "audio": {"type": "audio", "content": {"link": "https://fotos.hotel-ipanema.com.br/boas-vindas.mp3"}},
    "document": {
        "type": "document",
        "content": {"link": "https://fotos.hotel-ipanema.com.br/reserva.pdf", "filename": "Reserva.pdf", "caption": "Sua reserva"},
    },
    "sticker": {"type": "sticker", "content": {"link": "https://fotos.hotel-ipanema.com.br/oi.webp"}},
    "location": {
        "type": "location",
        "content": {"latitude": -22.9868, "longitude": -43.205, "name": "Hotel Ipanema", "address": "Rua Visconde de Pirajá, 100"},
    },
    "contacts": {
        "type": "contacts",
        "content": {
            "contacts": [
                {
                    "name": "Recepção Hotel Ipanema",
                    "phones": [{"phone": "+55 21 3333-0001", "type": "WORK"}],
                    "emails": [{"email": "recepcao@hotel-ipanema.com.br"}],
                    "company": "Hotel Ipanema",
                }
            ]
        },
    },
    "reaction": {"type": "reaction", "content": {"message_id": MESSAGE, "emoji": "👍"}},
    "reaction taken back": {"type": "reaction", "content": {"message_id": MESSAGE, "emoji": ""}},
}

_TAPPED: Final[dict[str, dict[str, Any]]] = {
    "interactive: button": _interactive(
        type="button",
        body={"text": "Deseja o café da manhã no quarto?"},
        footer={"text": "Hotel Ipanema"},
        action={"buttons": [{"reply": {"id": "yes", "title": "Sim, por favor"}}, {"reply": {"id": "no", "title": "Não, obrigado"}}]},
    ),
    "interactive: list": _interactive(
        type="list",
        header={"type": "text", "text": "Recepção"},
        body={"text": "O que deseja?"},
        action={
            "button": "Ver opções",
            "sections": [
                {"rows": [{"id": "late", "title": "Saída mais tarde", "description": "Até as 15h"}, {"id": "taxi", "title": "Um táxi"}]}
            ],
        },
    ),
    "interactive: cta_url": _interactive(
        type="cta_url",
        body={"text": "Reserve a sua mesa:"},
        action={"parameters": {"display_text": "Reservar", "url": "https://hotel-ipanema.com.br/mesa"}},
    ),
    "interactive: location_request_message": _interactive(type="location_request_message", body={"text": "Onde podemos buscar você?"}),
    "interactive: request_contact_info": _interactive(type="request_contact_info", body={"text": "Qual é o seu telefone?"}),
    "interactive: flow": _interactive(
        type="flow",
        body={"text": "Adiante o seu check-in:"},
        action={
            "parameters": {
                "flow_id": "1234567890123456",
                "flow_cta": "Fazer check-in",
                "flow_token": "reserva-4711",
                "flow_action": "navigate",
                "flow_action_payload": {"screen": "CHECK_IN", "data": {"guest": "Ana"}},
            }
        },
    ),
    "interactive: product": _interactive(
        type="product", body={"text": "Nossa cesta:"}, action={"catalog_id": "194836987003835", "product_retailer_id": "cesta"}
    ),
    "interactive: product_list": _interactive(
        type="product_list",
        header={"type": "text", "text": "Frigobar"},
        body={"text": "Escolha o que quiser:"},
        action={
            "catalog_id": "194836987003835",
            "sections": [{"title": "Bebidas", "product_items": [{"product_retailer_id": "agua"}, {"product_retailer_id": "suco"}]}],
        },
    ),
    "interactive: catalog_message": _interactive(
        type="catalog_message",
        body={"text": "Veja o nosso catálogo."},
        action={"parameters": {"thumbnail_product_retailer_id": "cesta"}},
    ),
    "interactive: address_message": _interactive(
        type="address_message",
        body={"text": "Where shall we send it?"},
        action={"parameters": {"country": "IN", "values": {"name": "Asha"}}},
    ),
    "interactive: carousel": _interactive(
        type="carousel",
        body={"text": "Dois quartos livres neste fim de semana:"},
        action={
            "cards": [
                _card("Vista para o mar", "https://hotel-ipanema.com.br/mar"),
                _card("Vista para o jardim", "https://hotel-ipanema.com.br/jardim"),
            ]
        },
    ),
    "interactive: call_permission_request": _interactive(type="call_permission_request", body={"text": "Podemos ligar para você?"}),
    "interactive: voice_call": _interactive(
        type="voice_call", body={"text": "Fale com a recepção:"}, action={"parameters": {"display_text": "Ligar", "ttl_minutes": 60}}
    ),
}

_TEMPLATES: Final[dict[str, dict[str, Any]]] = {
    "template": {
        "type": "template",
        "content": {**TEMPLATE, "body": {"guest": {"from": "contact.first_name", "fallback": "hóspede"}, "date": "12 de dezembro"}},
    },
    "template in Meta's words": {
        "type": "template",
        "content": {
            **TEMPLATE,
            "components": [
                {
                    "type": "body",
                    "parameters": [
                        {"type": "text", "parameter_name": "guest", "text": "Ana"},
                        {"type": "text", "parameter_name": "date", "text": "12 de dezembro"},
                    ],
                }
            ],
        },
    },
}

# Next year's, whenever somebody reads it: what is past is refused.
MORNING: Final = {"at": f"{now().year + 1}-06-01T09:30", "timezone": "America/Sao_Paulo"}
_LATER: Final[dict[str, dict[str, Any]]] = {
    "at a time": {"type": "text", "content": "Bom dia! O café da manhã vai até as 10h.", "schedule": MORNING},
    "when the guest writes": {"type": "text", "content": "Bem-vindo de volta!", "schedule": {"when": "guest_writes"}},
}

SAYINGS: Final[dict[str, dict[str, Any]]] = _PLAIN | _TAPPED | _TEMPLATES | _LATER
"""Bodies of `POST /api/conversations/{id}/messages`; with a `to` also of `POST /api/messages/send`."""
