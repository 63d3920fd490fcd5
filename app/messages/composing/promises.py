"""Idempotency: a client's promise that two requests are one."""

from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from app.core.clock import now
from app.core.errors import IdempotencyMismatchError
from app.core.work import TenantWork
from app.messages.composing import drafts
from app.messages.composing.drafts import Draft
from app.messages.models import IdempotencyKey, Message

KEY_KEPT: Final = timedelta(days=30)

# Two requests with one key at the same moment: the second waits here for the first one's commit.
_ONE_AT_A_TIME = text("""
SELECT pg_advisory_xact_lock(hashtextextended('idempotency:' || cast(:actor_id AS text) || ':' || cast(:key AS text), 0))
""")


class Promise(msgspec.Struct, frozen=True):
    """A key, and the hash of what it stands for."""

    key: str
    fingerprint: bytes


def of(idempotency_key: str | None, draft: Draft, address: str) -> Promise | None:
    """None without a key. Raises `ValidationFailedError` for one that is too long."""
    key = drafts.checked_key(idempotency_key)
    return Promise(key, draft.fingerprint(address)) if key else None


async def said_before(work: TenantWork, promise: Promise | None) -> Message | None:
    """The message of the request that came first with this key. Raises `IdempotencyMismatchError` if it said something else."""
    if promise is None:
        return None
    await work.session.execute(_ONE_AT_A_TIME, {"actor_id": str(work.actor.user_id), "key": promise.key})
    asked = (
        select(IdempotencyKey.body_hash, Message)
        .join(Message, (Message.tenant_id == IdempotencyKey.tenant_id) & (Message.id == IdempotencyKey.message_id))
        .where(IdempotencyKey.actor_id == work.actor.user_id, IdempotencyKey.key == promise.key)
        .where(IdempotencyKey.created_at > now() - KEY_KEPT)
    )
    found = (await work.session.execute(asked)).one_or_none()
    if found is None:
        return None
    if found.body_hash != promise.fingerprint:
        raise IdempotencyMismatchError
    message: Message = found.Message
    return message


async def keep(work: TenantWork, promise: Promise, message: Message) -> None:
    """A key that is older than it is kept for starts anew."""
    row = {"body_hash": promise.fingerprint, "message_id": message.id, "created_at": message.said_at}
    named = {"tenant_id": work.tenant_id, "actor_id": work.actor.user_id, "key": promise.key}
    said = insert(IdempotencyKey).values(**named, **row)
    await work.session.execute(said.on_conflict_do_update(index_elements=list(named), set_=row))
