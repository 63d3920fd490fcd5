"""What a hotel does in these tests: it has guests, writes to them, and looks at what became of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from app.channels.models import Channel
from app.contacts.models import Contact, ContactIdentity
from app.conversations.models import Conversation
from app.core.clock import now
from app.core.ids import new_id
from app.core.permissions import Actor
from app.core.work import Office
from app.messages import service as messages
from app.messages.composing.drafts import SendMessage
from app.messages.service import Composed
from app.tenants.models import Tenant
from simulator.meta import Meta

NUMBER, WABA, TOKEN = "1055001", "9001001", "EAAG-token-of-the-hotel"
ANA, BRUNO = "5511900000001", "5511900000002"


@dataclass(frozen=True)
class Hotel:
    office: Office
    tenant: Tenant
    actor: Actor
    channel: Channel

    async def has_guest(self, wa_id: str = ANA, *, wrote: timedelta | None = timedelta(minutes=5), status: str = "open") -> UUID:
        """The conversation with a guest who wrote so long ago (None: never)."""
        moment = now()
        own = {"tenant_id": self.tenant.id, "created_at": moment}
        contact = Contact(id=new_id(), name=f"Hóspede {wa_id[-4:]}", phone=f"+{wa_id}", updated_at=moment, **own)
        conversation = Conversation(
            id=new_id(),
            channel_id=self.channel.id,
            contact_id=contact.id,
            status=status,
            last_activity_at=moment,
            last_inbound_at=None if wrote is None else moment - wrote,
            updated_at=moment,
            **own,
        )
        async with self.office.for_tenant(self.tenant.id) as work:
            work.session.add(contact)
            await work.session.flush()
            work.session.add_all([ContactIdentity(kind="wa_id", value=wa_id, contact_id=contact.id, **own), conversation])
        return conversation.id

    async def says(self, conversation_id: UUID, words: object = "Bom dia!", key: str | None = None, **asked: Any) -> Composed:
        async with self.office.for_tenant(self.tenant.id, self.actor) as work:
            return await messages.compose(work, conversation_id, SendMessage(content=words, **asked), key)

    async def rows(self, statement: str, **terms: object) -> list[Row[Any]]:
        async with self.office.for_tenant(self.tenant.id) as work:
            return list(await work.session.execute(text(statement), terms))

    async def writes(self, statement: str, **terms: object) -> None:
        async with self.office.for_tenant(self.tenant.id) as work:
            await work.session.execute(text(statement), {name: term for name, term in terms.items() if f":{name}" in statement})

    async def message(self, message_id: UUID) -> Row[Any]:
        (row,) = await self.rows("SELECT * FROM messages WHERE id = :id", id=message_id)
        return row

    async def letter(self, message_id: UUID) -> Row[Any]:
        (row,) = await self.rows("SELECT * FROM outbox WHERE id = :id", id=message_id)
        return row

    async def until_status(self, message_id: UUID, status: str, seconds: float = 5) -> None:
        async def is_there() -> bool:
            return bool((await self.message(message_id)).status == status)

        await until(is_there, seconds)


async def until(claim: Callable[[], Awaitable[bool]], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not await claim():
            await asyncio.sleep(0.01)


def reached(meta: Meta, wa_id: str | None = None) -> list[str]:
    """What guests' phones show, in the order in which Meta took it."""
    letters = meta.letters.from_hotels(NUMBER)
    return [letter.message["text"]["body"] for letter in letters if wa_id in {None, letter.guest_key}]  # type: ignore[index]
