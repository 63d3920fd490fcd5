"""The letterbox for what hotels send: putting in, taking out again, settling.

          ┌──── due_at ────┐
held ◀────┤                ▼
  ▲       └── postponed ─ due ── claim ──▶ claimed ── open_calls ──▶ calling ── settle ──▶ done | due | held | uncertain
  │                        ▲                  │ lease over             │ lease over
post(held=True)            └──────────────────┘                        └──▶ uncertain, until a receipt or a person settles it
"""

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text

from app.core.queue import Queue
from app.core.work import TenantWork
from app.outbox.models import DispatchState, HeldFor, Lane

DRAIN: Final = "drain_channel"


class Settlement(msgspec.Struct, frozen=True):
    """How a call ended, for the letterbox. `wait` seconds, why it is `held_for` so long, and `tries` only count for what is `DUE` again."""

    id: UUID
    state: DispatchState
    wait: float = 0
    tries: int = 0
    held_for: HeldFor | None = None


_POST = text("""
INSERT INTO outbox (tenant_id, id, channel_id, conversation_id, lane, template, state, held_for, due_at, created_at)
VALUES (:tenant_id, :id, :channel_id, :conversation_id, :lane, :template, :state, :held_for,
        CASE WHEN :state = 'held' THEN 'infinity' ELSE statement_timestamp() END, statement_timestamp())
""")

_RELEASE = text("""
UPDATE outbox SET state = 'due', due_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND state = 'held'
RETURNING channel_id
""")

_WITHDRAW = text("""
UPDATE outbox SET state = 'done', settled_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND state IN ('due', 'held')
RETURNING id, channel_id
""")

# What was pruned, or never had a letter (it was refused before), gets one from its message.
_REPOST = text("""
INSERT INTO outbox (tenant_id, id, channel_id, conversation_id, lane, template, state, held_for, due_at, created_at)
SELECT tenant_id, id, channel_id, conversation_id, :lane, :template, :state, :held_for,
       statement_timestamp() + make_interval(secs => :wait), statement_timestamp()
  FROM messages WHERE tenant_id = :tenant_id AND id = :id
    ON CONFLICT (tenant_id, id) DO UPDATE
   SET state = excluded.state, due_at = excluded.due_at, held_for = excluded.held_for, attempts = 0, lease_until = NULL, settled_at = NULL
 WHERE outbox.state IN ('done', 'uncertain')
RETURNING channel_id
""")

_KEEP_BACK = text("""
UPDATE outbox SET state = 'held', held_for = 'files', due_at = 'infinity', lease_until = NULL, settled_at = NULL
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND state IN ('calling', 'done', 'uncertain')
RETURNING id
""")

_SETTLE = text("""
UPDATE outbox o
   SET state = CASE WHEN told.state = 'due' AND told.wait > 0 THEN 'held' ELSE told.state END,
       lease_until = NULL, attempts = o.attempts + told.tries,
       held_for = CASE WHEN told.state = 'due' AND told.wait > 0 THEN coalesce(told.held_for, 'retry') ELSE o.held_for END,
       due_at = CASE WHEN told.state = 'due' THEN statement_timestamp() + make_interval(secs => told.wait) ELSE o.due_at END,
       settled_at = CASE WHEN told.state = 'done' THEN statement_timestamp() END
  FROM unnest(cast(:ids AS uuid[]), cast(:states AS text[]), cast(:waits AS float8[]), cast(:tries AS int[]),
              cast(:reasons AS text[])) AS told (id, state, wait, tries, held_for)
 WHERE o.tenant_id = :tenant_id AND o.id = told.id
   AND (o.state = 'calling' OR (o.state = 'uncertain' AND told.state <> 'uncertain'))
RETURNING o.id, o.held_for
""")

_SETTLE_BY_RECEIPT = text("""
UPDATE outbox SET state = 'done', lease_until = NULL, settled_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND state <> 'done'
RETURNING channel_id
""")


async def post(  # noqa: PLR0913 - each is a fact of the letter
    work: TenantWork,
    message_id: UUID,
    *,
    channel_id: UUID,
    conversation_id: UUID,
    lane: Lane = Lane.CHAT,
    held: HeldFor | bool = False,
    template: str | None = None,
) -> None:
    """Puts one message into the letterbox, and rings for it after the commit.

    `held`: it does not go before `release`, and keeps the guest's later messages back until then. `template` is
    `name/language` of what is sent as a template: it may open a conversation, which Meta counts.
    """
    ids = {"tenant_id": work.tenant_id, "channel_id": channel_id}
    state = DispatchState.HELD if held else DispatchState.DUE
    reason = None if not held else HeldFor.FILES if held is True else held
    terms = {"lane": int(lane), "template": template, "state": state.value, "held_for": reason and reason.value}
    await work.session.execute(_POST, {**ids, **terms, "id": message_id, "conversation_id": conversation_id})
    if not held:
        _ring(work, [channel_id])


async def release(work: TenantWork, message_ids: Collection[UUID]) -> None:
    """What was held may go, each in its guest's order. What is not held stays as it is."""
    found = await work.session.scalars(_RELEASE, {"tenant_id": work.tenant_id, "ids": sorted(message_ids)})
    _ring(work, found)


async def withdraw(work: TenantWork, message_ids: Collection[UUID]) -> set[UUID]:
    """Takes letters out again, and says which: those that nobody had in hand. The guest's lane goes on."""
    found = (await work.session.execute(_WITHDRAW, {"tenant_id": work.tenant_id, "ids": sorted(message_ids)})).all()
    _ring(work, (row.channel_id for row in found))
    return {row.id for row in found}


async def repost(work: TenantWork, message_id: UUID, *, lane: Lane = Lane.CHAT, template: str | None = None, wait: float = 0) -> bool:
    """Sends the message of a letter that is done or uncertain again, with all its tries anew; False: it is on its way already.

    Not before `wait` seconds are over.

    `lane` and `template` count when the letter itself has been pruned. The caller answers for it that Meta has not sent it.
    """
    state, held_for = (DispatchState.HELD.value, HeldFor.RETRY.value) if wait > 0 else (DispatchState.DUE.value, None)
    terms = {"tenant_id": work.tenant_id, "id": message_id, "lane": int(lane), "template": template, "wait": wait}
    found = (await work.session.scalars(_REPOST, terms | {"state": state, "held_for": held_for})).all()
    _ring(work, found)
    return bool(found)


async def keep_back(work: TenantWork, message_ids: Collection[UUID]) -> set[UUID]:
    """Letters that Meta refused for a file wait until it has the file, in their place before the guest's later ones."""
    return set(await work.session.scalars(_KEEP_BACK, {"tenant_id": work.tenant_id, "ids": sorted(message_ids)}))


async def settle(work: TenantWork, settlements: Collection[Settlement]) -> dict[UUID, str | None]:
    """Writes how calls ended: those that were still open, and what each was held for last. What a receipt settled meanwhile stays so."""
    told: dict[str, Any] = {
        "ids": [one.id for one in settlements],
        "states": [one.state.value for one in settlements],
        "waits": [one.wait for one in settlements],
        "tries": [one.tries for one in settlements],
        "reasons": [one.held_for for one in settlements],
    }
    found = await work.session.execute(_SETTLE, told | {"tenant_id": work.tenant_id})
    return {row.id: row.held_for for row in found}


async def settle_by_receipt(work: TenantWork, message_ids: Collection[UUID]) -> None:
    """Meta speaks of these messages, so it has them: nothing is left to send, and the guest's lane goes on."""
    if not message_ids:
        return
    told = {"tenant_id": work.tenant_id, "ids": sorted(message_ids)}
    _ring(work, await work.session.scalars(_SETTLE_BY_RECEIPT, told))


def _ring(work: TenantWork, channel_ids: Iterable[UUID]) -> None:
    for channel_id in set(channel_ids):
        work.enqueue(Queue.OUTBOUND, DRAIN, tenant_id=work.tenant_id, channel_id=channel_id)
