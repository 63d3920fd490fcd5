"""The reference for storing: contact, conversation and message in sets of 500, by hand and with nothing else."""

import asyncpg
import msgspec

from app.core.ids import new_id

SET = 500

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


class Value(msgspec.Struct):
    """What the script reads of a letter: the message alone."""

    message: "Said"


class Said(msgspec.Struct):
    """A text message, as Meta names its members."""

    id: str
    sender: str = msgspec.field(name="from")
    text: dict[str, str]


async def store(connection: "asyncpg.Connection[asyncpg.Record]", tenant_id: str, letters: list[bytes]) -> int:
    """Stores every letter; one commit a set, as ours."""
    reader = msgspec.json.Decoder(Value)
    for start in range(0, len(letters), SET):
        said = [reader.decode(letter).message for letter in letters[start : start + SET]]
        async with connection.transaction():
            contacts = dict(await connection.fetch(CONTACTS, tenant_id, [one.sender for one in said], [new_id() for _ in said]))
            people = list(dict.fromkeys(contacts.values()))
            conversations = dict(await connection.fetch(CONVERSATIONS, tenant_id, people, [new_id() for _ in people]))
            threads = [conversations[contacts[one.sender]] for one in said]
            await connection.execute(
                MESSAGES, tenant_id, [new_id() for _ in said], threads, [one.id for one in said], [one.text["body"] for one in said]
            )
    return len(letters)
