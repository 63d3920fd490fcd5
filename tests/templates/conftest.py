"""A hotel with a number and a guest, before any template."""

from dataclasses import dataclass
from typing import Any

import pytest

from app.channels.models import Channel
from app.conversations.models import Conversation
from app.core.errors import ValidationFailedError
from app.core.forms import filled
from app.core.permissions import Actor, Role
from app.core.work import Office
from app.templates import filling, offers
from app.templates.asking import TemplateContent
from app.templates.fields import About
from app.templates.filling import Filled
from app.templates.offers import OffersView
from tests.builders import a_channel, a_conversation, a_tenant, a_user


@dataclass
class Desk:
    """Somebody of the hotel who has a guest before them."""

    office: Office
    channel: Channel
    conversation: Conversation
    actor: Actor

    @property
    def about(self) -> About:
        return About(self.channel.id, self.conversation.contact_id, self.conversation.id)

    async def fills(self, **asked: Any) -> Filled:
        async with self.office.for_tenant(self.channel.tenant_id, self.actor) as work:
            return await filling.fill(work, filled(asked, TemplateContent, "body.content"), self.about)

    async def is_told(self, **asked: Any) -> dict[str, str]:
        """What is wrong with it: field and type."""
        with pytest.raises(ValidationFailedError) as refused:
            await self.fills(**asked)
        return {detail.field: detail.type for detail in refused.value.details}

    async def is_offered(self) -> OffersView:
        async with self.office.for_tenant(self.channel.tenant_id, self.actor) as work:
            return await offers.offers(work, self.about)


@pytest.fixture
async def desk(office: Office) -> Desk:
    tenant = await a_tenant(office, settings={"hotel": {"website": "https://hotel.example"}})
    person = await a_user(office, tenant)
    channel = await a_channel(office, tenant)
    guest = await a_conversation(office, channel, name="ANA SOUZA 💕")
    return Desk(office, channel, guest, Actor(person.id, Role(person.role), person.id))
