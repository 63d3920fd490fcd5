"""What else must wait besides the letter that Meta refused: a guest, a number, an account, its campaigns, a template."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import TextClause, text

from app.core.queue import Queue
from app.core.work import TenantWork
from app.outbox.service import DRAIN

_NUMBERS = text("""
SELECT id FROM channels WHERE tenant_id = :tenant_id AND id = :channel_id
 UNION SELECT other.id FROM channels AS c JOIN channels AS other ON other.tenant_id = c.tenant_id AND other.waba_id = c.waba_id
        WHERE c.tenant_id = :tenant_id AND c.id = :channel_id AND :whole_waba
""")
_HOLD = text("""
UPDATE channels SET held_until = greatest(held_until, statement_timestamp() + make_interval(secs => :wait))
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))
""")
_HOLD_CAMPAIGNS = text("""
UPDATE channels SET campaigns_held_until = greatest(campaigns_held_until, statement_timestamp() + make_interval(secs => :wait))
 WHERE tenant_id = :tenant_id AND id = ANY(cast(:ids AS uuid[]))
""")
_HOLD_GUESTS = text("""
INSERT INTO outbox_guests (tenant_id, id, opens_at)
SELECT :tenant_id, told.id, statement_timestamp() + make_interval(secs => told.wait)
  FROM unnest(cast(:ids AS uuid[]), cast(:waits AS float8[])) AS told (id, wait)
    ON CONFLICT (tenant_id, id) DO UPDATE SET opens_at = greatest(outbox_guests.opens_at, excluded.opens_at)
""")
_HOLD_TEMPLATE = text("""
UPDATE outbox SET state = 'held', held_for = 'template', due_at = statement_timestamp() + make_interval(secs => :wait)
 WHERE tenant_id = :tenant_id AND state = 'due' AND template = :template
   AND channel_id IN (SELECT id FROM channels WHERE tenant_id = :tenant_id
                         AND waba_id = (SELECT waba_id FROM channels WHERE tenant_id = :tenant_id AND id = :channel_id))
""")
_HOLD_TEMPLATES = text("""
UPDATE outbox SET state = 'held', held_for = 'payment', due_at = statement_timestamp() + make_interval(secs => :wait)
 WHERE tenant_id = :tenant_id AND state = 'due' AND template IS NOT NULL
   AND channel_id IN (SELECT id FROM channels WHERE tenant_id = :tenant_id
                         AND waba_id = (SELECT waba_id FROM channels WHERE tenant_id = :tenant_id AND id = :channel_id))
""")
_RELEASE_UNPAID = text("""
UPDATE outbox SET state = 'due', due_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND state = 'held' AND held_for = 'payment'
   AND channel_id IN (SELECT id FROM channels WHERE tenant_id = :tenant_id AND waba_id = :waba_id)
RETURNING channel_id
""")
_RELEASE_TEMPLATE = text("""
UPDATE outbox SET state = 'due', due_at = statement_timestamp()
 WHERE tenant_id = :tenant_id AND state = 'held' AND held_for = 'template' AND template = :template
   AND channel_id IN (SELECT id FROM channels WHERE tenant_id = :tenant_id AND waba_id = :waba_id)
RETURNING channel_id
""")


async def hold(work: TenantWork, channel_id: UUID, wait: float, *, whole_waba: bool = False) -> None:
    """Meta finds the number, or its whole account, too fast: nothing of it goes for `wait` seconds."""
    await _hold_numbers(work, _HOLD, _terms(work, channel_id, wait) | {"whole_waba": whole_waba})


async def hold_campaigns(work: TenantWork, channel_id: UUID, wait: float, *, whole_waba: bool = False) -> None:
    """No campaign of the number goes for `wait` seconds; people and automation still answer their guests."""
    await _hold_numbers(work, _HOLD_CAMPAIGNS, _terms(work, channel_id, wait) | {"whole_waba": whole_waba})


async def hold_guests(work: TenantWork, waits: Mapping[UUID, float]) -> None:
    """Nothing goes to the guests of these conversations for so many seconds each, and then no more than one in six."""
    ordered = sorted(waits.items())
    told = {"ids": [one for one, _wait in ordered], "waits": [wait for _one, wait in ordered]}
    await work.session.execute(_HOLD_GUESTS, told | {"tenant_id": work.tenant_id})


async def hold_template(work: TenantWork, channel_id: UUID, template: str, wait: float) -> None:
    """What waits to be sent with this template (`name/language`) by the account of this number waits on, for `wait` seconds."""
    await work.session.execute(_HOLD_TEMPLATE, _terms(work, channel_id, wait) | {"template": template})


async def hold_templates(work: TenantWork, channel_id: UUID, wait: float) -> None:
    """Meta will be paid first: no template of the account of this number goes for `wait` seconds."""
    await work.session.execute(_HOLD_TEMPLATES, _terms(work, channel_id, wait))


async def release_unpaid(work: TenantWork, waba_id: str) -> None:
    """Meta has its money: what waited for that goes now."""
    for channel_id in set(await work.session.scalars(_RELEASE_UNPAID, {"tenant_id": work.tenant_id, "waba_id": waba_id})):
        work.enqueue(Queue.OUTBOUND, DRAIN, tenant_id=work.tenant_id, channel_id=channel_id)


async def release_template(work: TenantWork, waba_id: str, template: str) -> None:
    """Meta takes the template again."""
    told = {"tenant_id": work.tenant_id, "waba_id": waba_id, "template": template}
    for channel_id in set(await work.session.scalars(_RELEASE_TEMPLATE, told)):
        work.enqueue(Queue.OUTBOUND, DRAIN, tenant_id=work.tenant_id, channel_id=channel_id)


async def _hold_numbers(work: TenantWork, statement: TextClause, terms: dict[str, object]) -> None:
    ids = sorted(await work.session.scalars(_NUMBERS, terms))
    await work.session.execute(statement, terms | {"ids": ids})


def _terms(work: TenantWork, channel_id: UUID, wait: float) -> dict[str, object]:
    return {"tenant_id": work.tenant_id, "channel_id": channel_id, "wait": wait}
