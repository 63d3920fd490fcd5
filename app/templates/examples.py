"""Templates as the API's pages show them: one handed in, one changed, ours taken. A test has them checked."""

from typing import Any, Final

_BODY: Final = {
    "type": "BODY",
    "text": "Olá, {{guest}}! Sua reserva para {{date}} está confirmada. Até breve!",
    "example": {"body_text_named_params": [{"param_name": "guest", "example": "Ana"}, {"param_name": "date", "example": "12 de dezembro"}]},
}
CHANGE: Final[dict[str, Any]] = {
    "category": "UTILITY",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Reserva confirmada"},
        _BODY,
        {"type": "FOOTER", "text": "Hotel Ipanema"},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Está tudo certo"}]},
    ],
    "sources": {"body.guest": {"from": "contact.first_name", "fallback": "hóspede"}},
}
PROPOSAL: Final[dict[str, Any]] = {"name": "confirmacao_de_reserva", "language": "pt_BR", **CHANGE}
TAKEN: Final[dict[str, Any]] = {"languages": ["pt_BR", "en"]}
