"""Links that guests tapped in marketing messages: kept with the message, where Meta lets us know which it was."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.core.ids import new_id
from app.core.work import TenantWork
from app.whatsapp.taps import Tap

# The last template that the guest had from this number: Meta tells of taps for seven days.
_KEEP = text("""
INSERT INTO message_taps (tenant_id, id, channel_id, message_id, action, at, component, click_id, tracking_token, product_id)
SELECT :tenant_id, told.id, told.channel_id, offered.id, told.action, told.at, told.component, told.click_id, told.token, told.product_id
  FROM unnest(cast(:ids AS uuid[]), cast(:channels AS uuid[]), cast(:wa_ids AS text[]), cast(:user_ids AS text[]), cast(:actions AS text[]),
              cast(:ats AS timestamptz[]), cast(:components AS text[]), cast(:clicks AS text[]), cast(:tokens AS text[]),
              cast(:products AS text[]))
       AS told (id, channel_id, wa_id, user_id, action, at, component, click_id, token, product_id)
  LEFT JOIN LATERAL (
       SELECT messages.id
         FROM contact_identities AS named
         JOIN conversations ON conversations.tenant_id = :tenant_id AND conversations.contact_id = named.contact_id
          AND conversations.channel_id = told.channel_id
        CROSS JOIN LATERAL (
              SELECT id, said_at FROM messages
               WHERE tenant_id = :tenant_id AND conversation_id = conversations.id
                 AND said_at BETWEEN told.at - interval '7 days' AND told.at AND direction = 'outbound' AND message_type = 'template'
               ORDER BY said_at DESC, id DESC LIMIT 1) AS messages
        WHERE named.tenant_id = :tenant_id AND named.retired_at IS NULL
          AND (named.kind, named.value) IN (('wa_id', told.wa_id), ('user_id', told.user_id))
        ORDER BY messages.said_at DESC LIMIT 1) AS offered ON true
    ON CONFLICT DO NOTHING
""")


class Tapped(NamedTuple):
    """A tap, and the number whose message it was."""

    channel_id: UUID
    tap: Tap


async def keep(work: TenantWork, tapped: Sequence[Tapped]) -> None:
    """Writes each once; what was tapped in an unknown message is the number's."""
    if not tapped:
        return
    taps = [one.tap for one in tapped]
    columns = {
        "ids": [new_id() for _ in taps],
        "channels": [one.channel_id for one in tapped],
        "wa_ids": [tap.who.wa_id if tap.who else None for tap in taps],
        "user_ids": [tap.who.user_id if tap.who else None for tap in taps],
        "actions": [tap.action for tap in taps],
        "ats": [tap.at for tap in taps],
        "components": [tap.component for tap in taps],
        "clicks": [tap.click_id for tap in taps],
        "tokens": [tap.tracking_token for tap in taps],
        "products": [tap.product_id for tap in taps],
    }
    await work.session.execute(_KEEP, columns | {"tenant_id": work.tenant_id})
