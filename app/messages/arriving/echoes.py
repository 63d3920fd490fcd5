"""What staff write on the hotel's phone: it appears in the thread as sent from there, once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from app.conversations import events as conversation_events
from app.core.work import TenantWork
from app.messages import events, receipts
from app.messages.arriving import changes, elsewhere
from app.messages.arriving.changes import Change
from app.messages.arriving.elsewhere import Spoken
from app.messages.arriving.readers import EarlyLetterError
from app.messages.models import Origin
from app.messages.receipts import Receipt
from app.whatsapp.changes import CHANGES, read_change
from app.whatsapp.fields import FieldEvent
from app.whatsapp.payloads import Person
from app.whatsapp.phone_app import OnPhone, read_echoes
from app.whatsapp.reading import UnreadableLetterError
from app.whatsapp.receipts import StatusReceipt
from app.whatsapp.status import MessageStatus

# What of ours is on the wire, or may have been, with these words to this guest: Meta has it, under the name it gives here.
_OURS = text("""
SELECT messages.id
  FROM outbox JOIN messages ON messages.tenant_id = outbox.tenant_id AND messages.id = outbox.id
  JOIN conversations ON conversations.tenant_id = messages.tenant_id AND conversations.id = messages.conversation_id
 WHERE outbox.tenant_id = :tenant_id AND outbox.channel_id = :channel_id AND outbox.state IN ('calling', 'uncertain')
   AND messages.wamid IS NULL AND messages.content ->> 'text' = :words
   AND conversations.contact_id IN (SELECT contact_id FROM contact_identities
                                     WHERE tenant_id = :tenant_id AND retired_at IS NULL
                                       AND (kind, value) IN (('wa_id', cast(:wa_id AS text)), ('user_id', cast(:user_id AS text))))
 ORDER BY messages.id LIMIT 1
""")
_NOT_THEIRS: Final = "a change of somebody else's message"


async def written_on_phone(work: TenantWork, channel_id: UUID | None, event: FieldEvent) -> None:
    """`smb_message_echoes`. An echo of what was sent from here is Meta's receipt for it, and no second message."""
    if channel_id is None:
        raise UnreadableLetterError("of no number")
    echoes = read_echoes(event)
    spoken = [Spoken(one.message.said_at(event.said_at), one) for one in echoes if one.message.type not in CHANGES]
    theirs = [one for one in spoken if not await _is_ours(work, channel_id, one)]
    kept = await elsewhere.keep(work, channel_id, theirs, Origin.PHONE)
    events.said(work, kept.views)
    await conversation_events.updated(work, kept.conversation_ids)
    await _change(work, channel_id, [one for one in echoes if one.message.type in CHANGES], event.said_at)


async def _is_ours(work: TenantWork, channel_id: UUID, one: Spoken) -> bool:
    message = one.what.message
    if message.text is None or await elsewhere.here(work, channel_id, [message.wamid]):
        return False
    guest = one.what.guest
    asked = {"tenant_id": work.tenant_id, "channel_id": channel_id, "words": message.text, "wa_id": guest.wa_id, "user_id": guest.user_id}
    our_id = await work.session.scalar(_OURS, asked)
    if our_id is None:
        return False
    sent = StatusReceipt(message.wamid, MessageStatus.SENT.value, Person(), None, str(our_id), (), None, None)
    await receipts.apply(work, [Receipt(0, channel_id, one.said_at, sent)])
    return True


async def _change(work: TenantWork, channel_id: UUID, echoes: Sequence[OnPhone], received_at: datetime) -> None:
    """Edits and deletions on the phone. One whose message is not here yet waits for it with its whole letter."""
    asked = [Change(one.message.said_at(received_at), 0, channel_id, None, one.message.wamid, read_change(one.message)) for one in echoes]
    outcome = await changes.apply(work, asked)
    if outcome.early:
        raise EarlyLetterError(outcome.early[0].what.target)
    if outcome.foreign:
        raise UnreadableLetterError(_NOT_THEIRS)


READERS: Final = {"smb_message_echoes": written_on_phone}
