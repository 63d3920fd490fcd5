"""What became of everything that was sent: when each letter's row could be seen, what was lost, what came twice."""

from collections.abc import Sequence
from typing import Final

import asyncpg
import msgspec

from bench.openloop import Sent
from bench.traffic import Plan, Post, wamid_of

# PostgreSQL's own stamp of the commit that ticked the letter off, which is the commit of its effects. Same machine, same clock.
_HANDLED: Final = """
SELECT key, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 AS at FROM inbox
 WHERE state = 'done' AND key = ANY($1::text[])
"""
_SAID: Final = "SELECT count(*), count(DISTINCT wamid) FROM messages WHERE direction = 'inbound' AND wamid = ANY($1::text[])"
_TOLD: Final = """
SELECT count(*) FROM events JOIN messages USING (tenant_id)
 WHERE events.kind = 'message:new' AND events.subject_id = messages.id AND messages.wamid = ANY($1::text[])
"""
_READ: Final = """
SELECT count(*) FROM messages
 WHERE direction = 'outbound' AND status = 'read' AND num_nulls(sent_at, delivered_at, read_at, pricing) = 0 AND wamid = ANY($1::text[])
"""


class Outcome(msgspec.Struct):
    """Seconds from due to the row's commit; letters without their effect; messages stored or told twice."""

    rows: list[float]
    lost: int
    doubled: int


async def look(url: str, plan: Plan, posts: Sequence[Post], sent: Sent) -> Outcome:
    """`lost` counts letters that are not done, messages that are not there, and messages of ours that did not climb to `read`."""
    due = {key: sent.began + post.due for post in posts for key in post.keys}
    said = [key for key in due if " " not in key]
    read = [wamid_of(serial) for serial in range(plan.first, plan.first + plan.messages)]
    admin = await asyncpg.connect(url)
    try:
        handled = await admin.fetch(_HANDLED, list(due))
        stored, distinct = await admin.fetchrow(_SAID, said)
        told = await admin.fetchval(_TOLD, said)
        climbed = await admin.fetchval(_READ, read)
    finally:
        await admin.close()
    rows = [row["at"] - due[row["key"]] for row in handled]
    lost = (len(due) - len(handled)) + (len(said) - distinct) + (len(read) - climbed)
    return Outcome(rows, lost, (stored - distinct) + (told - distinct))
