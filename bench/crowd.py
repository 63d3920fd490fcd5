"""Hotels that have guests and have written to them: what statuses can be about, filled in bulk."""

from collections.abc import Sequence
from typing import Final

import asyncpg

from bench.house import Number
from bench.traffic import Plan, guests_of

_GUESTS: Final = (
    """CREATE TEMP TABLE hotels (place int, tenant_id uuid, channel_id uuid)""",
    """INSERT INTO hotels SELECT place - 1, tenant_id, channel_id
         FROM unnest($1::text[]::uuid[], $2::text[]::uuid[]) WITH ORDINALITY AS given (tenant_id, channel_id, place)""",
    """CREATE TEMP TABLE threads AS
       SELECT place, tenant_id, channel_id, guest, gen_random_uuid() AS contact_id, gen_random_uuid() AS id
         FROM hotels, generate_series(0, $1 - 1) AS guest""",
    """INSERT INTO contacts (tenant_id, id, profile_name, phone, created_at, updated_at)
       SELECT tenant_id, contact_id, 'Hóspede ' || guest, '+55219' || 80000000 + guest, now(), now() FROM threads""",
    """INSERT INTO contact_identities (tenant_id, kind, value, contact_id, created_at)
       SELECT tenant_id, 'wa_id', '55219' || 80000000 + guest, contact_id, now() FROM threads
       UNION ALL SELECT tenant_id, 'user_id', 'BR.' || 13491208655302741000 + guest, contact_id, now() FROM threads""",
    """INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, last_activity_at, created_at, updated_at)
       SELECT tenant_id, id, channel_id, contact_id, 'open', now(), now(), now() FROM threads""",
)
# The same arithmetic as `traffic.guest_of`.
_SAID: Final = """
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, message_type, content, status,
                      wamid, said_at, sent_at)
SELECT threads.tenant_id, gen_random_uuid(), threads.id, threads.channel_id, 'outbound', 'agent', 'text',
       jsonb_build_object('text', 'Bom dia! O café é até as dez. ' || serial), 'sent',
       'wamid.HBgNNTUyMTk4NzY1NDMyMRUCABEY' || lpad(serial::text, 12, '0') || 'AA==', now(), now()
  FROM generate_series($1, $2 - 1) AS serial
  JOIN threads ON threads.place = serial % $3 AND threads.guest = serial / $3 * 7 % $4
"""


async def fill(url: str, numbers: Sequence[Number], plan: Plan) -> None:
    """Guests, if there are none yet, and every message of the hotels that the plan's statuses speak of."""
    admin = await asyncpg.connect(url)
    await admin.execute(_GUESTS[0])
    await admin.execute(_GUESTS[1], [one.tenant_id for one in numbers], [one.channel_id for one in numbers])
    if not await admin.fetchval("SELECT EXISTS (SELECT FROM contacts)"):
        await admin.execute(_GUESTS[2], guests_of(len(numbers)))
        for statement in _GUESTS[3:]:
            await admin.execute(statement)
    else:
        await admin.execute(_THREADS)
    await admin.execute("CREATE INDEX ON threads (place, guest)")
    await admin.execute("ANALYZE threads")
    await admin.execute(_SAID, plan.serials.start, plan.serials.stop, len(numbers), guests_of(len(numbers)))
    # A house that has so much has been looked at by autovacuum.
    await admin.execute("ANALYZE contacts, contact_identities, conversations, messages, inbox")
    await admin.execute("CHECKPOINT")
    await admin.close()


_THREADS: Final = """
CREATE TEMP TABLE threads AS
SELECT hotels.place, hotels.tenant_id, hotels.channel_id, substr(wa.value, 6)::int - 80000000 AS guest, wa.contact_id, conversations.id
  FROM hotels
  JOIN contact_identities wa ON wa.tenant_id = hotels.tenant_id AND wa.kind = 'wa_id'
  JOIN conversations ON conversations.tenant_id = wa.tenant_id AND conversations.contact_id = wa.contact_id
"""
