"""Years of a house, filled in bulk: twenty hotels, the first with half of everything, threads of every length."""

from collections.abc import Sequence
from typing import Final

import asyncpg

from bench.house import Number

HOTELS: Final = 20
A_THREAD: Final = 40
"""Messages of a thread on average. A quarter of all are in a tenth of the threads, and one in a hundred is in the first thread."""
KEPT: Final = 10
"""One in so many is younger than nine days, and so still in the inbox and in the event log."""

_SCENE: Final = (
    """CREATE TABLE IF NOT EXISTS bench_hotels (place int PRIMARY KEY, tenant_id uuid, channel_id uuid, phone_number_id text)""",
    """INSERT INTO bench_hotels SELECT place - 1, tenant_id, channel_id, number
         FROM unnest($1::text[]::uuid[], $2::text[]::uuid[], $3::text[]) WITH ORDINALITY AS given (tenant_id, channel_id, number, place)
       ON CONFLICT DO NOTHING""",
    """CREATE TABLE IF NOT EXISTS bench_threads (place int PRIMARY KEY, tenant_id uuid, channel_id uuid, contact_id uuid, id uuid)""",
)
_THREADS: Final = (
    """INSERT INTO bench_threads SELECT nth, tenant_id, channel_id, uuidv7(), uuidv7()
         FROM generate_series($1::int, $2::int - 1) AS nth
         JOIN bench_hotels ON bench_hotels.place = CASE WHEN nth % 2 = 0 THEN 0 ELSE 1 + nth / 2 % 19 END ORDER BY nth""",
    """INSERT INTO contacts (tenant_id, id, profile_name, phone, created_at, updated_at)
       SELECT tenant_id, contact_id, 'Hóspede ' || place, '+55219' || 80000000 + place, now(), now()
         FROM bench_threads WHERE place >= $1 AND place < $2 ORDER BY place""",
    """INSERT INTO contact_identities (tenant_id, kind, value, contact_id, created_at)
       SELECT tenant_id, kind, CASE kind WHEN 'wa_id' THEN '55219' || 80000000 + place ELSE 'BR.' || 13491208655302741000 + place END,
              contact_id, now()
         FROM bench_threads, unnest(ARRAY['wa_id', 'user_id']) AS kind WHERE place >= $1 AND place < $2 ORDER BY place""",
    """INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, unread_count, last_activity_at, created_at, updated_at)
       SELECT tenant_id, id, channel_id, contact_id, 'open', (place / 2 % 2 = 0)::int,
              now() - interval '400 days' + place * interval '1 second', now(), now()
         FROM bench_threads WHERE place >= $1 AND place < $2 ORDER BY place""",
)
_MESSAGES: Final = """
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, sender_id, message_type, content, status, wamid,
                      said_at)
SELECT tenant_id, uuidv7(), threads.id, channel_id, way, CASE way WHEN 'inbound' THEN 'contact' ELSE 'agent' END,
       CASE way WHEN 'inbound' THEN contact_id END, 'text', jsonb_build_object('text', 'Bom dia! O café é até as dez. ' || serial),
       CASE way WHEN 'inbound' THEN 'received' ELSE 'sent' END,
       'wamid.HBgNNTUyMTk4NzY1NDMyMRUCABOL' || lpad(serial::text, 12, '0') || 'AA==',
       now() - interval '400 days' + serial * interval '1 second'
  FROM (SELECT serial, CASE WHEN serial % 2 = 0 THEN 'inbound' ELSE 'outbound' END AS way,
               CASE WHEN serial % 100 = 0 THEN 0
                    ELSE (hashint8(serial) & 2147483647) % CASE WHEN serial % 4 = 1 THEN greatest($3::int / 10, 1) ELSE $3::int END
                END AS place
          FROM generate_series($1::bigint, $2::bigint - 1) AS serial) AS said
  JOIN bench_threads AS threads USING (place)
"""
_LAST: Final = """
UPDATE conversations SET last_message_id = last.id, last_activity_at = last.said_at, last_inbound_at = last.said_at
  FROM (SELECT DISTINCT ON (tenant_id, conversation_id) tenant_id, conversation_id, id, said_at FROM messages
         WHERE said_at >= now() - interval '400 days' + greatest($1::bigint, $2::bigint - 2000000) * interval '1 second'
         ORDER BY tenant_id, conversation_id, said_at DESC, id DESC) AS last
 WHERE conversations.tenant_id = last.tenant_id AND conversations.id = last.conversation_id
"""
_HANDLED: Final = """
INSERT INTO inbox (source_id, kind, key, body, state, received_at, handled_at)
SELECT phone_number_id, 'message', wamid, convert_to(repeat('x', 500), 'UTF8'), 'done', now(), now()
  FROM messages JOIN bench_hotels USING (tenant_id)
 WHERE wamid = ANY(SELECT 'wamid.HBgNNTUyMTk4NzY1NDMyMRUCABOL' || lpad(serial::text, 12, '0') || 'AA=='
                     FROM generate_series($1::bigint, $2::bigint - 1, $3::bigint) AS serial)
"""
_LOGGED: Final = """
WITH logged AS (
    INSERT INTO events (tenant_id, event_id, kind, subject_id, conversation_id, channel_id)
    SELECT tenant_id, last_event_id + row_number() OVER (PARTITION BY tenant_id), 'message:new', id, conversation_id, channel_id
      FROM (SELECT tenant_id, id, conversation_id, channel_id FROM messages ORDER BY id DESC LIMIT ($2::bigint - $1::bigint) / $3::bigint)
           AS said JOIN event_counters USING (tenant_id)
    RETURNING tenant_id, event_id)
UPDATE event_counters SET last_event_id = greatest(last_event_id, most)
  FROM (SELECT tenant_id, max(event_id) AS most FROM logged GROUP BY tenant_id) AS found WHERE event_counters.tenant_id = found.tenant_id
"""


async def grow(url: str, numbers: Sequence[Number], before: int, after: int) -> None:
    """From so many messages to so many. Without triggers, which only check keys that are right, and without waiting for the disk."""
    admin = await asyncpg.connect(url, command_timeout=900)
    for setting in ("session_replication_role = replica", "synchronous_commit = off", "work_mem = '256MB'", "maintenance_work_mem = '1GB'"):
        await admin.execute(f"SET {setting}")
    await admin.execute(_SCENE[0])
    ids = ([one.tenant_id for one in numbers], [one.channel_id for one in numbers], [one.phone_number_id for one in numbers])
    await admin.execute(_SCENE[1], *ids)
    await admin.execute(_SCENE[2])
    for statement in _THREADS:
        await admin.execute(statement, before // A_THREAD, after // A_THREAD)
    await admin.execute("ANALYZE bench_threads")
    await admin.execute(_MESSAGES, before, after, after // A_THREAD)
    await admin.execute("ANALYZE messages")
    await admin.execute(_LAST, before, after)
    await admin.execute(_HANDLED, before, after, KEPT)
    await admin.execute(_LOGGED, before, after, KEPT)
    await admin.execute("VACUUM (ANALYZE) messages, conversations, contacts, contact_identities, inbox, events")
    await admin.execute("CHECKPOINT")
    await admin.close()
