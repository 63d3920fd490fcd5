"""The reference for storing: contact, conversation and message in sets of 500, by hand and with nothing else.

It is handed the letters and tells nobody: no inbox to take them from and tick off, no doubles looked for among what is stored,
no other spelling of a number, no unread counts, no reopening, no event log, no walls. `OWN` tables have no foreign keys; with
`OURS` it pays for our keys, checks and indexes, which is what our promises cost in PostgreSQL alone.
"""

from typing import Final, NamedTuple

import asyncpg
import msgspec

from app.core.ids import new_id

SET: Final = 500

CONTACTS = """
INSERT INTO bench_contacts (tenant_id, wa_id, id)
SELECT DISTINCT ON (wa_id) $1::uuid, wa_id, id FROM unnest($2::text[], $3::uuid[]) AS given (wa_id, id)
ON CONFLICT (tenant_id, wa_id) DO UPDATE SET seen_at = now() RETURNING wa_id, id
"""
CONVERSATIONS = """
INSERT INTO bench_conversations (tenant_id, contact_id, id) SELECT $1::uuid, * FROM unnest($2::uuid[], $3::uuid[])
ON CONFLICT (tenant_id, contact_id) DO UPDATE SET seen_at = now() RETURNING contact_id, id
"""
MESSAGES = """
INSERT INTO bench_messages (tenant_id, id, conversation_id, wamid, body)
SELECT $1::uuid, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[])
ON CONFLICT (tenant_id, wamid) DO NOTHING
"""
TABLES = """
CREATE TABLE IF NOT EXISTS bench_contacts (
    tenant_id uuid, wa_id text, id uuid, seen_at timestamptz DEFAULT now(), PRIMARY KEY (tenant_id, wa_id));
CREATE TABLE IF NOT EXISTS bench_conversations (
    tenant_id uuid, contact_id uuid, id uuid, seen_at timestamptz DEFAULT now(), PRIMARY KEY (tenant_id, contact_id));
CREATE TABLE IF NOT EXISTS bench_messages (
    tenant_id uuid, id uuid, conversation_id uuid, wamid text, body text, at timestamptz DEFAULT now(),
    PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, wamid));
CREATE INDEX IF NOT EXISTS bench_history ON bench_messages (tenant_id, conversation_id, at DESC, id DESC);
TRUNCATE bench_contacts, bench_conversations, bench_messages;
"""
OUR_CONTACTS = """
WITH given AS (SELECT DISTINCT ON (wa_id) wa_id, id FROM unnest($2::text[], $3::uuid[]) AS given (wa_id, id)),
known AS (
    SELECT given.wa_id, found.contact_id AS id FROM given CROSS JOIN LATERAL (
        SELECT contact_id FROM contact_identities WHERE tenant_id = $1::uuid AND kind = 'wa_id' AND value = given.wa_id LIMIT 1) AS found
), new AS (SELECT * FROM given WHERE wa_id NOT IN (SELECT wa_id FROM known)
), met AS (INSERT INTO contacts (tenant_id, id, created_at, updated_at) SELECT $1::uuid, id, now(), now() FROM new
), named AS (
    INSERT INTO contact_identities (tenant_id, kind, value, contact_id, created_at) SELECT $1::uuid, 'wa_id', wa_id, id, now() FROM new)
SELECT wa_id, id FROM known UNION ALL SELECT wa_id, id FROM new
"""
OUR_CONVERSATIONS = """
INSERT INTO conversations (tenant_id, channel_id, contact_id, id, status, last_activity_at, created_at, updated_at)
SELECT $1::uuid, channels.id, new.contact_id, new.id, 'open', now(), now(), now()
  FROM channels, unnest($2::uuid[], $3::uuid[]) AS new (contact_id, id) WHERE channels.tenant_id = $1::uuid
ON CONFLICT (tenant_id, channel_id, contact_id) WHERE status <> 'closed' DO UPDATE SET updated_at = now() RETURNING contact_id, id
"""
OUR_MESSAGES = """
INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, message_type, status, said_at, wamid, content)
SELECT $1::uuid, new.id, new.conversation_id, channels.id, 'inbound', 'contact', 'text', 'received', now(), new.wamid,
       jsonb_build_object('text', new.body)
  FROM channels, unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) AS new (id, conversation_id, wamid, body)
 WHERE channels.tenant_id = $1::uuid
ON CONFLICT DO NOTHING
"""


class Tables(NamedTuple):
    """Where the script writes: three statements of the same parameters."""

    contacts: str
    conversations: str
    messages: str


OWN: Final = Tables(CONTACTS, CONVERSATIONS, MESSAGES)
OURS: Final = Tables(OUR_CONTACTS, OUR_CONVERSATIONS, OUR_MESSAGES)


class Value(msgspec.Struct):
    """What the script reads of a letter: the message alone."""

    message: "Said"


class Said(msgspec.Struct):
    """A text message, as Meta names its members."""

    id: str
    sender: str = msgspec.field(name="from")
    text: dict[str, str]


async def store(connection: "asyncpg.Connection[asyncpg.Record]", tables: Tables, tenant_id: str, letters: list[bytes]) -> None:
    """Stores every letter; one commit a set, as ours."""
    reader = msgspec.json.Decoder(Value)
    for start in range(0, len(letters), SET):
        said = [reader.decode(letter).message for letter in letters[start : start + SET]]
        async with connection.transaction():
            contacts = dict(await connection.fetch(tables.contacts, tenant_id, [one.sender for one in said], [new_id() for _ in said]))
            people = list(dict.fromkeys(contacts.values()))
            conversations = dict(await connection.fetch(tables.conversations, tenant_id, people, [new_id() for _ in people]))
            threads = [conversations[contacts[one.sender]] for one in said]
            await connection.execute(
                tables.messages, tenant_id, [new_id() for _ in said], threads, [one.id for one in said], [one.text["body"] for one in said]
            )
