"""Messages of which nobody knows whether they went: after two minutes without a word of Meta's a person is asked."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import text

from app.core.work import Office, TenantWork
from app.messages import events, queries
from app.messages.choices import ASKED_AFTER
from app.messages.schemas import MessageView
from app.notices import service as notices
from app.notices.models import Severity

log = structlog.get_logger()

NOTICE: Final = "messages-uncertain"
AT_ONCE: Final = 500

_HOTELS = text("""
SELECT DISTINCT tenant_id FROM outbox
 WHERE state = 'uncertain' AND coalesce(asked_at < calling_at, true) AND calling_at < statement_timestamp() - cast(:after AS interval)
""")
# Locked in the order of their ids, messages before letters, as everybody does.
_FIND = text("""
SELECT m.id, m.channel_id FROM messages m JOIN outbox o ON o.tenant_id = m.tenant_id AND o.id = m.id
 WHERE o.tenant_id = :tenant_id AND o.state = 'uncertain' AND coalesce(o.asked_at < o.calling_at, true) AND m.status = 'uncertain'
   AND m.uncertain_since < statement_timestamp() - cast(:after AS interval)
 ORDER BY m.id LIMIT :most FOR NO KEY UPDATE OF m
""")
_ASKED = text("""
UPDATE outbox SET asked_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[])) AND state = 'uncertain'
""")
_LEFT = text("""
SELECT c.phone_number_id, c.display_phone_number,
       (SELECT count(*) FROM outbox o
         WHERE o.tenant_id = c.tenant_id AND o.channel_id = c.id AND o.state = 'uncertain' AND o.asked_at > o.calling_at) AS messages
  FROM channels c WHERE c.tenant_id = :tenant_id AND c.id = ANY(cast(:channels AS uuid[])) ORDER BY c.id
""")


async def ask(office: Office) -> None:
    """The sweep: each message says on everybody's screen that it wants a decision, and those who run the hotel get a notice."""
    async with office.for_house() as house:
        hotels = sorted(await house.session.scalars(_HOTELS, {"after": ASKED_AFTER}))
    for tenant_id in hotels:
        async with office.for_tenant(tenant_id) as work:
            await _ask(work)


async def _ask(work: TenantWork) -> None:
    found = (await work.session.execute(_FIND, {"tenant_id": work.tenant_id, "after": ASKED_AFTER, "most": AT_ONCE})).all()
    if not found:
        return
    ids = [row.id for row in found]
    await work.session.execute(_ASKED, {"tenant_id": work.tenant_id, "ids": ids})
    events.changed(work, [MessageView.of(row) for row in await queries.named(work, ids)])
    for number in await _numbers(work, {row.channel_id for row in found}):
        details = {"number": number.display_phone_number or number.phone_number_id, "messages": number.messages}
        await notices.post(work, NOTICE, subject=number.phone_number_id, details=details, severity=Severity.WARNING)
    log.warning("messages.uncertain", messages=len(ids))


async def settled(work: TenantWork, channel_ids: Collection[UUID]) -> None:
    """Something became of an uncertain message of these numbers: once none is left, the notice goes."""
    for number in await _numbers(work, channel_ids):
        if not number.messages:
            await notices.clear(work, NOTICE, subject=number.phone_number_id)


async def _numbers(work: TenantWork, channel_ids: Collection[UUID]) -> list[Any]:
    if not channel_ids:
        return []
    return list(await work.session.execute(_LEFT, {"tenant_id": work.tenant_id, "channels": sorted(channel_ids)}))
