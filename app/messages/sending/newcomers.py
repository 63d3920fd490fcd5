"""Guests whom a hotel writes to first: templates outside the window, which Meta counts by the day and the portfolio."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from app.conversations.models import WINDOW
from app.core.work import Office, TenantWork
from app.outbox import claiming, holding, portfolios
from app.outbox.claiming import Claim, Claimed
from app.outbox.models import HeldFor, Lane
from app.outbox.queries import Number

# Who has written within the window is answered, whatever is said; Meta's window is of number and guest, over all threads.
_NEWCOMERS = text("""
SELECT c.id AS conversation_id,
       coalesce((SELECT i.value FROM contact_identities i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.contact_id
                    AND i.kind IN ('wa_id', 'user_id') AND i.retired_at IS NULL ORDER BY i.kind DESC, i.created_at DESC LIMIT 1),
                c.contact_id::text) AS guest
  FROM conversations c
 WHERE c.tenant_id = :tenant_id AND c.id = ANY(cast(:ids AS uuid[]))
   AND NOT EXISTS (SELECT FROM conversations w WHERE w.tenant_id = c.tenant_id AND w.contact_id = c.contact_id
                      AND w.channel_id = c.channel_id AND w.last_inbound_at > now() - cast(:window AS interval))
""")


def are_counted(claim: Claim) -> bool:
    """Whether anything of this claim may open a conversation that Meta counts."""
    return claim.number is not None and portfolios.limits(claim.number.tier) and any(letter.template for letter in claim.letters)


async def turned_away(office: Office, tenant_id: UUID, number: Number, letters: Sequence[Claimed]) -> list[Claimed]:
    """Those for whom the portfolio's day has no room; they are held, and the number's campaigns with them."""
    async with office.for_house() as house:
        async with house.as_tenant(tenant_id) as work:
            guests = await _newcomers(work, [letter.conversation_id for letter in letters if letter.template])
        names = {row.conversation_id: portfolios.named(number.portfolio_id, row.guest) for row in guests}
        in_turn = [one for one in letters if one.template and one.conversation_id in names]
        if not in_turn:
            return []
        admission = await portfolios.admit(house, number.portfolio_id, number.tier, [names[one.conversation_id] for one in in_turn])
        away = [one for one in in_turn if names[one.conversation_id] not in admission.guests]
        if away:
            async with house.as_tenant(tenant_id) as work:
                await claiming.hold(work, away, HeldFor.PORTFOLIO, admission.wait)
                if any(letter.lane == Lane.CAMPAIGN for letter in away):
                    await holding.hold_campaigns(work, number.id, admission.wait)
        return away


async def _newcomers(work: TenantWork, conversation_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    told = {"tenant_id": work.tenant_id, "ids": list(conversation_ids), "window": WINDOW}
    found: Sequence[Row[Any]] = (await work.session.execute(_NEWCOMERS, told)).all()
    return found
