"""Templates as Meta lists them, one for each thing that a template can do."""

from typing import Any

from app.channels.models import Channel
from app.core.clock import now
from app.core.ids import new_id
from app.core.work import Office
from app.templates.models import Template

Component = dict[str, Any]

BOOKING: list[Component] = [
    {
        "type": "HEADER",
        "format": "TEXT",
        "text": "Reserva {{hotel}}",
        "example": {"header_text_named_params": [{"param_name": "hotel", "example": "Ipanema"}]},
    },
    {
        "type": "BODY",
        "text": "Olá, {{guest}}! Esperamos você em {{date}}. Até breve.",
        "example": {"body_text_named_params": [{"param_name": "guest", "example": "Ana"}, {"param_name": "date", "example": "12/03"}]},
    },
    {"type": "FOOTER", "text": "Recepção 24 horas"},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "URL", "text": "Ver reserva", "url": "https://hotel.example/r/{{1}}", "example": ["https://hotel.example/r/ABC"]},
            {"type": "QUICK_REPLY", "text": "Falar com a recepção"},
            {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+552133330001"},
        ],
    },
]
ARRIVAL: list[Component] = [
    {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://scontent.example/1.jpg"]}},
    {"type": "BODY", "text": "Bom dia, {{1}}. São {{2}} até {{3}} hoje.", "example": {"body_text": [["Ana", "R$ 50", "18h"]]}},
]
PLACE: list[Component] = [{"type": "HEADER", "format": "LOCATION"}, {"type": "BODY", "text": "Estamos aqui."}]
OFFER: list[Component] = [
    {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Só hoje", "has_expiration": True}},
    {"type": "BODY", "text": "Uma noite a mais por nossa conta."},
    {
        "type": "BUTTONS",
        "buttons": [{"type": "COPY_CODE", "text": "Copiar", "example": ["MAIS1"]}, {"type": "FLOW", "text": "Pedir", "flow_id": "1"}],
    },
]
CODE: list[Component] = [
    {"type": "BODY", "text": "*{{1}}* é seu código de verificação.", "add_security_recommendation": True},
    {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Copiar código", "url": "https://www.whatsapp.com/otp/code/?code=otp{{1}}"}]},
]
_CARD: list[Component] = [
    {"type": "HEADER", "format": "IMAGE"},
    {"type": "BODY", "text": "{{1}} para dois."},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Quero"}]},
]
ROOMS: list[Component] = [
    {"type": "BODY", "text": "Nossos quartos, {{1}}:"},
    {"type": "CAROUSEL", "cards": [{"components": _CARD}, {"components": _CARD}]},
]
SHOP: list[Component] = [
    {"type": "BODY", "text": "Nosso café da manhã."},
    {"type": "BUTTONS", "buttons": [{"type": "CATALOG", "text": "Ver"}, {"type": "MPM", "text": "Itens"}]},
]


async def a_template(office: Office, channel: Channel, name: str, definition: list[Component], **columns: Any) -> Template:
    """One that Meta has approved, unless `columns` say otherwise."""
    moment = now()
    wanted: dict[str, Any] = {
        "tenant_id": channel.tenant_id,
        "id": new_id(),
        "waba_id": channel.waba_id,
        "meta_template_id": str(new_id().int)[:16],
        "name": name,
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "UTILITY",
        "definition": definition,
        "created_at": moment,
        "updated_at": moment,
    }
    row = Template(**(wanted | columns))
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(row)
    return row
