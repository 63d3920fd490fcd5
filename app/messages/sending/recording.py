"""Writing down what Meta answered: letterbox, messages and live line in one commit."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from app.conversations import events as conversation_events
from app.core.work import TenantWork
from app.messages import events
from app.messages.arriving import merging, unwanted
from app.messages.arriving.unwanted import STOPPED, Unwanted
from app.messages.composing import reacting
from app.messages.schemas import Step
from app.messages.sending import metrics, stopping, uncertain, uploads
from app.messages.sending.judging import Answer, Verdict, judge
from app.messages.sending.stopping import Halt, Letter
from app.outbox import call_log
from app.outbox import service as outbox
from app.outbox.call_log import Call
from app.outbox.models import HeldFor, Lane
from app.whatsapp.outcomes import Refused
from app.whatsapp.status import MessageStatus

# Locked in the order of their ids, before the letterbox: as everybody does who touches both.
_LOCK = text("""
SELECT id, status FROM messages WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE
""")

# A receipt may have been here first: then only what it did not know is filled in. And of a try that is over already nothing is.
_WRITE = text("""
UPDATE messages m
   SET status = CASE WHEN m.status IN ('pending', 'uncertain', 'cancelled') THEN told.status ELSE m.status END,
       wamid = coalesce(m.wamid, told.wamid),
       sent_at = CASE WHEN told.status = 'sent' THEN least(m.sent_at, told.at) ELSE m.sent_at END,
       uncertain_since = CASE WHEN told.status = 'uncertain' AND m.status = 'pending' THEN told.at ELSE m.uncertain_since END,
       failed_at = CASE WHEN told.status = 'failed' AND m.status IN ('pending', 'uncertain') THEN told.at ELSE m.failed_at END,
       error = CASE WHEN told.status IN ('failed', 'pending') AND m.status IN ('pending', 'uncertain') THEN cast(told.error AS jsonb)
                    WHEN told.status = 'sent' AND m.status = 'pending' THEN NULL ELSE m.error END
  FROM unnest(cast(:ids AS uuid[]), cast(:statuses AS text[]), cast(:wamids AS text[]), cast(:errors AS text[]),
              cast(:ats AS timestamptz[])) AS told (id, status, wamid, error, at)
 WHERE m.tenant_id = :tenant_id AND m.id = told.id
   AND (m.past IS NULL OR told.wamid IS NULL OR NOT m.past @> jsonb_build_array(jsonb_build_object('wamid', told.wamid)))
RETURNING m.id, m.conversation_id, m.channel_id, m.status, m.error, m.uncertain_since, told.at
""")

# By its key: nothing finds a conversation by its last message.
_LAST_LINES = text("""
SELECT id FROM conversations
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:conversations AS uuid[])) AND last_message_id = ANY(cast(:ids AS uuid[]))
""")


async def record(work: TenantWork, channel_id: UUID, answers: Sequence[Answer]) -> list[str]:
    """Writes a set of answers; the wamids that are known now, for receipts that wait for them."""
    stopped = await unwanted.note(work, [Unwanted(channel_id, one.message_id, None, one.at) for one in answers if _is_unwanted(one)])
    ids = sorted(answer.message_id for answer in answers)
    locked = await work.session.execute(_LOCK, {"tenant_id": work.tenant_id, "ids": ids})
    before: dict[UUID, str] = {row.id: row.status for row in locked}
    refused = await stopping.letters(work, [one.message_id for one in answers if isinstance(one.outcome, Refused)])
    judged = await _judged(work, channel_id, answers, refused)
    still_open = await outbox.settle(work, [verdict.settlement for _answer, verdict in judged])
    told = [(answer, verdict) for answer, verdict in judged if verdict.wamid or (verdict.status and answer.message_id in still_open)]
    rows = await _write(work, told)
    await _announce(work, [row for row in rows if row.status != before.get(row.id) or (row.error and row.status == MessageStatus.PENDING)])
    if any(verdict.wamid and still_open.get(answer.message_id) == HeldFor.PAYMENT for answer, verdict in judged):
        await stopping.paid(work, channel_id)
    await stopping.carry_out(work, channel_id, _halts(judged, refused))
    lost = [row for row in rows if row.status == MessageStatus.FAILED != before.get(row.id)]
    await reacting.take_off(work, [row.id for row in lost])
    metrics.failed(row.error.get("code", 0) for row in lost)
    if any(before.get(row.id) == MessageStatus.UNCERTAIN != row.status for row in rows):
        await uncertain.settled(work, [channel_id])
    await merging.tell(work, stopped)
    await call_log.note(work, [Call(one.message_id, one.at, one.took_ms, one.outcome) for one in answers if one.message_id in before])
    return [verdict.wamid for _answer, verdict in judged if verdict.wamid]


async def _judged(
    work: TenantWork, channel_id: UUID, answers: Sequence[Answer], refused: Mapping[UUID, Letter]
) -> list[tuple[Answer, Verdict]]:
    """All but those whose files are given to Meta once more: they wait for that, and nothing else becomes of them."""
    of_files = [one.message_id for one in answers if isinstance(one.outcome, Refused) and one.outcome.code in uploads.RENEWABLE]
    renewed = await uploads.renew(work, channel_id, of_files) if of_files else set()
    lanes = {message_id: Lane(letter.lane) for message_id, letter in refused.items()}
    return [(one, judge(one, lanes.get(one.message_id, Lane.CHAT))) for one in answers if one.message_id not in renewed]


def _halts(judged: Sequence[tuple[Answer, Verdict]], refused: Mapping[UUID, Letter]) -> list[Halt]:
    return [
        Halt(
            refused[answer.message_id],
            answer.outcome.code,
            answer.outcome.subcode,
            rest=verdict.rest,
            parks=verdict.parks,
            seen=answer.seen,
            at=answer.at,
        )
        for answer, verdict in judged
        if isinstance(answer.outcome, Refused) and answer.message_id in refused
    ]


def _is_unwanted(answer: Answer) -> bool:
    return isinstance(answer.outcome, Refused) and answer.outcome.code == STOPPED


async def _write(work: TenantWork, told: Sequence[tuple[Answer, Verdict]]) -> Sequence[Row[Any]]:
    if not told:
        return ()
    columns = {
        "ids": [answer.message_id for answer, _verdict in told],
        "statuses": [verdict.status for _answer, verdict in told],
        "wamids": [verdict.wamid for _answer, verdict in told],
        "errors": [msgspec.json.encode(verdict.error).decode() if verdict.error else None for _answer, verdict in told],
        "ats": [answer.at for answer, _verdict in told],
    }
    found: Sequence[Row[Any]] = (await work.session.execute(_WRITE, columns | {"tenant_id": work.tenant_id})).all()
    return found


async def _announce(work: TenantWork, rows: Sequence[Row[Any]]) -> None:
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: row.id)
    events.moved(work, [_step(row) for row in ordered])
    # A list shows a conversation's last line with its ticks; a tick further up changes nothing there.
    named = {"ids": [row.id for row in ordered], "conversations": sorted({row.conversation_id for row in ordered})}
    await conversation_events.updated(work, sorted(await work.session.scalars(_LAST_LINES, named | {"tenant_id": work.tenant_id})))


def _step(row: Row[Any]) -> Step:
    since = row.uncertain_since if row.status == MessageStatus.UNCERTAIN else None
    return Step(row.id, row.conversation_id, row.channel_id, row.status, row.at, row.error, uncertain_since=since)
