"""What must still hold when a scheduled message's time has come; what does not is a code of the table of refusals."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from app.channels.models import Channel, ChannelStatus
from app.conversations.models import Conversation
from app.core.clock import now
from app.core.sending_errors import WindowClosedError
from app.core.work import TenantWork
from app.messages.arriving.unwanted import STOPPED
from app.messages.composing import permitting, speaking
from app.messages.models import Message
from app.templates.models import Template
from app.templates.schemas import USABLE
from app.tenants.models import Tenant, TenantStatus
from app.whatsapp.refusal_table import HOTEL_CLOSED, NUMBER_AWAY

WINDOW_CLOSED = 131047
_GONE, _PAUSED, _DISABLED, _NEEDS_PHONE = 132001, 132015, 132016, 131062


class Ground(msgspec.Struct, frozen=True):
    """What holds for all of a hotel's messages that fire together; `heard` is filled as conversations are asked for."""

    is_served: bool
    connected: frozenset[UUID]
    heard: dict[UUID, datetime | None] = {}


async def ground(work: TenantWork) -> Ground:
    hotel = (await work.session.execute(select(Tenant.status, Tenant.trial_ends_at).where(Tenant.id == work.tenant_id))).one()
    connected = await work.session.scalars(select(Channel.id).where(Channel.status == ChannelStatus.CONNECTED.value))
    return Ground(_is_served(hotel.status, hotel.trial_ends_at), frozenset(connected))


async def why_not(work: TenantWork, under: Ground, conversation: Conversation, message: Message) -> int | None:
    """The code of what forbids it; None when it may be said now."""
    if not under.is_served:
        return HOTEL_CLOSED
    if conversation.channel_id not in under.connected:
        return NUMBER_AWAY
    if message.message_type == "template":
        return await _template_flaw(work, conversation, message.content.get("template") or {})
    return await _window_flaw(work, under, conversation)


async def _window_flaw(work: TenantWork, under: Ground, conversation: Conversation) -> int | None:
    if conversation.id not in under.heard:
        under.heard[conversation.id] = await speaking.last_inbound_at(work, conversation)
    try:
        speaking.check_window(under.heard[conversation.id])
    except WindowClosedError:
        return WINDOW_CLOSED
    return None


async def _template_flaw(work: TenantWork, conversation: Conversation, said: dict[str, Any]) -> int | None:
    """As Meta judges the template by now, and as the guest wishes."""
    row = (await work.session.execute(select(Template.status, Template.category).where(Template.id == UUID(said["id"])))).one_or_none()
    if row is None or row.status not in USABLE:
        return {"PAUSED": _PAUSED, "DISABLED": _DISABLED}.get(str(row.status if row else None), _GONE)
    of_today = {"template": said | {"category": row.category or said.get("category")}}
    flaws = await permitting.flaws(work, conversation.contact_id, "template", of_today)
    return {"opted_out": STOPPED, "needs_phone": _NEEDS_PHONE}.get(flaws[0].type) if flaws else None


def _is_served(status: str, trial_ends_at: datetime | None) -> bool:
    if status == TenantStatus.SUSPENDED:
        return False
    return status != TenantStatus.TRIAL or trial_ends_at is None or trial_ends_at > now()
