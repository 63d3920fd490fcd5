"""Every interactive message that WhatsApp knows and a hotel can send, by its `type`."""

from app.whatsapp.outgoing.carousel import CarouselMessage
from app.whatsapp.outgoing.commerce import CatalogMessage, ProductListMessage, ProductMessage
from app.whatsapp.outgoing.requests import AddressMessage, CallMessage, CallPermission, ContactRequest, FlowMessage, LocationRequest
from app.whatsapp.outgoing.taps import ButtonMessage, LinkMessage, ListMessage

InteractiveContent = (
    ButtonMessage
    | ListMessage
    | LinkMessage
    | LocationRequest
    | ContactRequest
    | AddressMessage
    | FlowMessage
    | ProductMessage
    | ProductListMessage
    | CatalogMessage
    | CarouselMessage
    | CallPermission
    | CallMessage
)
