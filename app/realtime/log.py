"""Writing the tenant's event log, as the last statement of the commit it tells of."""

from uuid import UUID

from sqlalchemy import text

from app.core.statements import Statement
from app.core.work import Event, Office, Work

# One statement: the counter's row lock is taken as late as can be, and a whole set of events
# takes its numbers at once, so that ids have no gaps and follow the order of commits.
_RECORD = Statement("""
WITH counted AS (
    UPDATE event_counters SET last_event_id = last_event_id + cast(:many AS bigint) WHERE tenant_id = cast(:tenant_id AS uuid)
    RETURNING last_event_id - cast(:many AS bigint) AS base
), logged AS (
    INSERT INTO events (tenant_id, event_id, kind, subject_id, conversation_id, channel_id)
    SELECT cast(:tenant_id AS uuid), counted.base + event.place, event.kind, event.subject_id, event.conversation_id, event.channel_id
      FROM counted, unnest(cast(:kinds AS text[]), cast(:subjects AS uuid[]), cast(:conversations AS uuid[]), cast(:channels AS uuid[]))
           WITH ORDINALITY AS event (kind, subject_id, conversation_id, channel_id, place)
)
SELECT base FROM counted
""")


async def record(work: Work, tenant_id: UUID, events: list[Event]) -> list[int]:
    """The ids the events were given, in their order."""
    (counted,) = await work.ask(
        _RECORD,
        tenant_id=tenant_id,
        many=len(events),
        kinds=[event.kind for event in events],
        subjects=[event.subject_id for event in events],
        conversations=[event.conversation_id for event in events],
        channels=[event.channel_id for event in events],
    )
    return list(range(counted.base + 1, counted.base + 1 + len(events)))


async def rotate(office: Office) -> None:
    """Makes the partitions of the days to come, and drops those that nobody resumes from any more."""
    async with office.for_house() as work:
        await work.session.execute(text("SELECT rotate_events()"))
