"""Meta's word on what we sent: a whole set of receipts climbs the ladder at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import structlog

from app.conversations import events as conversation_events
from app.conversations import service as conversations
from app.core.statements import Statement
from app.core.work import TenantWork
from app.messages import events
from app.messages.arriving import aftermath, merging, unwanted
from app.messages.arriving.ledger import TIMES, Ledger
from app.messages.arriving.unwanted import STOPPED, Unwanted
from app.messages.sending import tries, uncertain
from app.outbox import service as outbox
from app.whatsapp.receipts import StatusReceipt
from app.whatsapp.status import MessageStatus, receipt_status

log = structlog.get_logger()

# Locked in the order of their ids, as everybody does.
_FIND = Statement("""
SELECT id, conversation_id, channel_id, status, wamid, error, pricing, origin, past, sent_at, delivered_at, read_at, played_at, failed_at
  FROM messages
 WHERE tenant_id = cast(:tenant_id AS uuid) AND direction = 'outbound'
   AND id IN (SELECT named.id FROM unnest(cast(:channels AS uuid[]), cast(:wamids AS text[])) AS told (channel_id, wamid)
               CROSS JOIN LATERAL (
                     SELECT id FROM messages
                      WHERE tenant_id = cast(:tenant_id AS uuid) AND channel_id = told.channel_id AND wamid = told.wamid LIMIT 1) AS named
               UNION ALL SELECT unnest(cast(:ids AS uuid[])))
 ORDER BY id FOR NO KEY UPDATE
""")
_WRITE = Statement("""
UPDATE messages
   SET status = told.status, wamid = told.wamid, error = cast(told.error AS jsonb), pricing = cast(told.pricing AS jsonb),
       sent_at = told.sent_at, delivered_at = told.delivered_at, read_at = told.read_at, played_at = told.played_at,
       failed_at = told.failed_at
  FROM unnest(cast(:ids AS uuid[]), cast(:status AS text[]), cast(:wamid AS text[]), cast(:error AS text[]), cast(:pricing AS text[]),
              cast(:sent_at AS timestamptz[]), cast(:delivered_at AS timestamptz[]), cast(:read_at AS timestamptz[]),
              cast(:played_at AS timestamptz[]), cast(:failed_at AS timestamptz[]))
       AS told (id, status, wamid, error, pricing, sent_at, delivered_at, read_at, played_at, failed_at)
 WHERE messages.tenant_id = cast(:tenant_id AS uuid) AND messages.id = told.id
""")


class Receipt(NamedTuple):
    """One status letter: which number's it is, when Meta wrote it, and what it says."""

    item_id: int
    channel_id: UUID
    said_at: datetime
    said: StatusReceipt


async def apply(work: TenantWork, receipts: Sequence[Receipt]) -> list[Receipt]:
    """Writes what these receipts prove, and announces each message's last step; those that match no message come back.

    A message is known by its wamid within the number, else by our own id, which travelled along. Words of Meta's
    that are no step are done with. In a group each participant's phone has its own receipt: the first of them counts.
    """
    known = [(receipt, status) for receipt in receipts if (status := receipt_status(receipt.said.status))]
    if not known:
        return []
    stopped = await unwanted.note(work, [_unwanted(receipt) for receipt, _status in known if _is_unwanted(receipt)])
    by_wamid, by_id = await _ledgers(work, [receipt for receipt, _status in known])
    unmatched = []
    for receipt, status in sorted(known, key=lambda pair: (pair[0].said_at, pair[0].item_id)):
        ledger = by_wamid.get((receipt.channel_id, receipt.said.wamid)) or _by_our_id(by_id, receipt)
        if ledger is None:
            unmatched.append(receipt)
        else:
            ledger.note(receipt.said, status, receipt.said_at)
    await _write(work, [ledger for ledger in by_id.values() if ledger.has_changed])
    if settled := [ledger.id for ledger in by_id.values() if ledger.settles]:
        await outbox.settle_by_receipt(work, settled)
    again = {step.message_id: step for step in await aftermath.follow(work, [ledger for ledger in by_id.values() if ledger.fails])}
    events.moved(work, [again.get(ledger.id, ledger.step) for ledger in by_id.values() if ledger.step])
    if decided := {ledger.channel_id for ledger in by_id.values() if ledger.settles and ledger.was is MessageStatus.UNCERTAIN}:
        await uncertain.settled(work, decided)
    await _note_free_entries(work, list(by_id.values()))
    await merging.tell(work, stopped)
    return unmatched


async def _ledgers(work: TenantWork, receipts: Sequence[Receipt]) -> tuple[dict[tuple[UUID, str], Ledger], dict[UUID, Ledger]]:
    named = {(receipt.channel_id, receipt.said.wamid) for receipt in receipts}
    rows = await work.ask(
        _FIND,
        tenant_id=work.tenant_id,
        channels=[channel_id for channel_id, _wamid in named],
        wamids=[wamid for _channel_id, wamid in named],
        ids=list({our_id for receipt in receipts if (our_id := _our_id(receipt.said))}),
    )
    ledgers = [Ledger(row) for row in rows]
    by_wamid = {(ledger.channel_id, ledger.wamid): ledger for ledger in ledgers if ledger.wamid}
    return by_wamid, {ledger.id: ledger for ledger in ledgers}


def _by_our_id(by_id: Mapping[UUID, Ledger], receipt: Receipt) -> Ledger | None:
    our_id = _our_id(receipt.said)
    ledger = by_id.get(our_id) if our_id else None
    if ledger is None or ledger.channel_id != receipt.channel_id:
        return None
    over = tries.earlier(ledger.past, receipt.said.wamid, receipt.said.opaque)
    if over is None and ledger.wamid not in {None, receipt.said.wamid}:
        log.warning("messages.sent_twice", message_id=str(ledger.id))
    return ledger


def _is_unwanted(receipt: Receipt) -> bool:
    return any(error.code == STOPPED for error in receipt.said.errors)


def _unwanted(receipt: Receipt) -> Unwanted:
    return Unwanted(receipt.channel_id, _our_id(receipt.said), receipt.said.wamid, receipt.said_at)


def _our_id(said: StatusReceipt) -> UUID | None:
    mark = tries.read(said.opaque)
    return mark.message_id if mark else None


async def _write(work: TenantWork, ledgers: Sequence[Ledger]) -> None:
    if not ledgers:
        return
    await work.ask(
        _WRITE,
        tenant_id=work.tenant_id,
        ids=[ledger.id for ledger in ledgers],
        status=[ledger.status.value for ledger in ledgers],
        wamid=[ledger.wamid for ledger in ledgers],
        error=[_json(ledger.error) for ledger in ledgers],
        pricing=[_json(ledger.pricing) for ledger in ledgers],
        **{name: [ledger.times[place] for ledger in ledgers] for place, name in enumerate(TIMES.values())},
    )


def _json(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


async def _note_free_entries(work: TenantWork, ledgers: Sequence[Ledger]) -> None:
    free = {ledger.conversation_id: ledger.free_until for ledger in ledgers if ledger.free_until}
    if free:
        await conversation_events.updated(work, await conversations.free_until(work, free))
