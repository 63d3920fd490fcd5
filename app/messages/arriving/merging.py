"""When two contacts turn out to be one guest, or one has other names than before: what was said to either is one thread."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from app.contacts import following
from app.contacts import service as contacts
from app.contacts.following import Change
from app.contacts.service import Folding
from app.conversations import events as conversation_events
from app.conversations import folding
from app.core.work import TenantWork
from app.whatsapp.contents import read_content
from app.whatsapp.payloads import InboundMessage, Person

_MOVE_MESSAGES = text("UPDATE messages SET conversation_id = :kept WHERE tenant_id = :tenant_id AND conversation_id = :folded")
# By the messages, which are in the kept thread by then: what has been sent long ago is in no index by its conversation.
_MOVE_DISPATCHES = text("""
UPDATE outbox SET conversation_id = :kept
 WHERE tenant_id = :tenant_id AND conversation_id = :folded
   AND id IN (SELECT id FROM messages WHERE tenant_id = :tenant_id AND conversation_id = :kept AND direction = 'outbound')
""")
# Where the guest can have spoken: in their own threads, and in those of groups.
_SPOKEN = """
WITH threads AS (
    SELECT id FROM conversations WHERE tenant_id = :tenant_id AND contact_id = :kept
     UNION SELECT conversations.id FROM contact_identities AS named
             JOIN conversations ON conversations.tenant_id = :tenant_id AND conversations.contact_id = named.contact_id
            WHERE named.tenant_id = :tenant_id AND named.kind = 'group_id'
)
"""
_RENAME_SENDERS = text(f"""{_SPOKEN}
UPDATE messages
   SET sender_id = :kept,
       content = CASE WHEN content #>> '{{participant,contact_id}}' = cast(cast(:folded AS uuid) AS text)
                      THEN jsonb_set(content, '{{participant,contact_id}}', to_jsonb(cast(cast(:kept AS uuid) AS text))) ELSE content END
 WHERE tenant_id = :tenant_id
   AND id IN (SELECT said.id FROM threads CROSS JOIN LATERAL (
                     SELECT id FROM messages
                      WHERE tenant_id = :tenant_id AND conversation_id = threads.id AND sender_id = :folded) AS said)
""")  # noqa: S608 - our own words
# Who reacted under both names keeps the later reaction.
_RENAME_REACTIONS = text(f"""{_SPOKEN}
UPDATE messages
   SET reactions = (
       SELECT jsonb_agg(one) FROM (
              SELECT DISTINCT ON (one ->> 'sender_type', one ->> 'sender_id') one
                FROM jsonb_array_elements(cast(replace(cast(reactions AS text), cast(cast(:folded AS uuid) AS text),
                                                       cast(cast(:kept AS uuid) AS text)) AS jsonb)) AS one
               ORDER BY one ->> 'sender_type', one ->> 'sender_id', one ->> 'at' DESC) AS each)
 WHERE tenant_id = :tenant_id
   AND id IN (SELECT said.id FROM threads CROSS JOIN LATERAL (
                     SELECT id FROM messages
                      WHERE tenant_id = :tenant_id AND conversation_id = threads.id
                        AND reactions @> jsonb_build_array(jsonb_build_object('sender_id', cast(cast(:folded AS uuid) AS text)))) AS said)
""")  # noqa: S608 - our own words
_THREADS_OF = text("""
SELECT id FROM conversations
 WHERE tenant_id = :tenant_id AND contact_id = ANY(cast(:contacts AS uuid[])) AND status <> 'closed' ORDER BY id
""")

_MOVED: Final = {"user_changed_number": Change.of_number, "user_changed_user_id": Change.of_number}


async def meet(work: TenantWork, people: Sequence[Person], said_at: Sequence[datetime]) -> list[UUID]:
    """The contact of each; where two turn out to be one guest, all that was theirs is one thread."""
    met = await contacts.remember_many(work, people, said_at)
    await fold(work, met.foldings)
    return met.contact_ids


async def fold(work: TenantWork, foldings: Sequence[Folding]) -> None:
    """All that was the younger contact's becomes the elder's; of two open conversations the younger goes into the elder."""
    if not foldings:
        return
    mergers = await folding.hand_over(work, foldings)
    for merger in mergers:
        ids = merger._asdict() | {"tenant_id": work.tenant_id}
        await work.session.execute(_MOVE_MESSAGES, ids)
        await work.session.execute(_MOVE_DISPATCHES, ids)
        await folding.absorb(work, merger)
    for one in foldings:
        pair = one._asdict() | {"tenant_id": work.tenant_id}
        await work.session.execute(_RENAME_SENDERS, pair)
        await work.session.execute(_RENAME_REACTIONS, pair)
    await contacts.forget_folded(work, foldings)
    conversation_events.folded(work, mergers)
    await tell(work, {one.kept for one in foldings})


async def follow(work: TenantWork, letters: Sequence[tuple[InboundMessage, datetime]]) -> None:
    """What WhatsApp's own lines in a thread say of who the guest is: before the set they came in is stored.

    Each with Meta's time of it. Lines that say nothing of it are passed over.
    """
    changes = [change for message, at in letters if (change := _change(message, at))]
    await follow_changes(work, changes)
    for message, at in letters:
        if _system(message).get("type") == "customer_identity_changed":
            (contact_id,) = await meet(work, [message.sender], [at])
            await following.note_identity_changed(work, contact_id, at)


async def follow_changes(work: TenantWork, changes: Sequence[Change]) -> None:
    """Adds the new names, retires the old ones, and folds who turns out to be one guest."""
    if changes:
        met = await following.follow_changes(work, changes)
        await fold(work, met.foldings)
        await tell(work, set(met.contact_ids) - {one.folded for one in met.foldings})


async def tell(work: TenantWork, contact_ids: Collection[UUID]) -> None:
    """The guest looks different: in every thread of theirs that is not closed."""
    if not contact_ids:
        return
    threads = await work.session.scalars(_THREADS_OF, {"tenant_id": work.tenant_id, "contacts": sorted(contact_ids)})
    await conversation_events.updated(work, threads.all())


def _change(message: InboundMessage, at: datetime) -> Change | None:
    said = _system(message)
    make = _MOVED.get(str(said.get("type")))
    after = Person(wa_id=said.get("wa_id"), user_id=said.get("user_id"), parent_user_id=said.get("parent_user_id"))
    if make is None or not (after.wa_id or after.user_id):
        return None
    return make(message.sender, after, at)


def _system(message: InboundMessage) -> dict[str, Any]:
    said: dict[str, Any] = read_content(message).said.get("system", {}) if message.type == "system" else {}
    return said
