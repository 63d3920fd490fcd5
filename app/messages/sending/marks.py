"""Telling Meta that guests were read, and that somebody is typing: beside the messages, and never in their way."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import structlog
from cryptography.fernet import InvalidToken
from prometheus_client import Counter
from sqlalchemy import Row, text

from app.channels.models import Graph
from app.core.crypto import WrongPurposeError
from app.core.flaws import AWAY
from app.core.work import Office
from app.settings import Settings
from app.whatsapp.client import GraphClient, Line, Patience
from app.whatsapp.outcomes import Done, Refused, Unknown

log = structlog.get_logger()

PLACES: Final = 8
"""Calls that one process makes for this at a time, on connections of their own."""

MOST_WAITING: Final = 64
"""Who types while so many are being told of is not told of: that somebody is typing is worth nothing later."""

SET_SIZE: Final = 50
MOST_ATTEMPTS: Final = 5
TOLD: Final = Counter("recado_read_marks", "Calls that told Meta that a guest was read, or that somebody is typing.", ["what", "outcome"])

_WAITING = text("SELECT DISTINCT tenant_id FROM read_marks WHERE due_at <= statement_timestamp()")
# After a day the blue ticks tell the guest nothing any more.
_FORGET = text("""
UPDATE read_marks SET due_at = NULL
 WHERE tenant_id = :tenant_id AND due_at <= statement_timestamp() AND asked_at < statement_timestamp() - interval '1 day'
""")
_MAY_BE_CALLED = """
number.status = 'connected' AND (number.held_until IS NULL OR number.held_until <= statement_timestamp()) AND hotel.status <> 'SUSPENDED'
"""
_LINE = "number.id AS channel_id, number.phone_number_id, number.graph, number.access_token"
# The due time is the lease, too: of a worker that dies somebody else makes the call. To be read twice looks like once.
_CLAIM = text(f"""
WITH due AS (
    SELECT mark.id, {_LINE}
      FROM read_marks AS mark
      JOIN channels AS number ON number.tenant_id = mark.tenant_id AND number.id = mark.channel_id
      JOIN tenants AS hotel ON hotel.id = mark.tenant_id
     WHERE mark.tenant_id = :tenant_id AND mark.due_at <= statement_timestamp() AND {_MAY_BE_CALLED}
     ORDER BY mark.due_at LIMIT :most FOR UPDATE OF mark SKIP LOCKED
)
UPDATE read_marks SET due_at = statement_timestamp() + interval '1 minute', attempts = attempts + 1
  FROM due WHERE read_marks.tenant_id = :tenant_id AND read_marks.id = due.id
RETURNING due.*, read_marks.wamid, read_marks.attempts
""")  # noqa: S608 - our own words
# Only for a guest who waits for an answer, and not again while they still see it: Meta shows it for 25 seconds.
_TYPE = text(f"""
WITH turn AS (
    SELECT thread.tenant_id, thread.id, last.wamid, {_LINE}
      FROM conversations AS thread
      JOIN channels AS number ON number.tenant_id = thread.tenant_id AND number.id = thread.channel_id
      JOIN tenants AS hotel ON hotel.id = thread.tenant_id
     CROSS JOIN LATERAL (
           SELECT wamid, direction, origin, said_at FROM messages
            WHERE tenant_id = thread.tenant_id AND conversation_id = thread.id AND message_type NOT IN ('system', 'call', 'reaction')
              AND (schedule IS NULL OR jsonb_exists(schedule, 'fired_at'))
            ORDER BY said_at DESC, id DESC LIMIT 1) AS last
     WHERE thread.tenant_id = :tenant_id AND thread.id = :id AND last.direction = 'inbound' AND last.wamid IS NOT NULL
       AND last.origin IS NULL AND last.said_at > statement_timestamp() - interval '1 day' AND {_MAY_BE_CALLED}
), shown AS (
    INSERT INTO read_marks AS mark (tenant_id, id, channel_id, wamid, due_at, attempts, asked_at, typing_at)
    SELECT tenant_id, id, channel_id, wamid, statement_timestamp() + interval '1 minute', 1, statement_timestamp(), statement_timestamp()
      FROM turn
        ON CONFLICT (tenant_id, id) DO UPDATE
       SET wamid = excluded.wamid, due_at = excluded.due_at, attempts = 1, asked_at = excluded.asked_at, typing_at = excluded.typing_at
     WHERE mark.typing_at IS NULL OR mark.typing_at <= statement_timestamp() - interval '20 seconds' OR mark.wamid <> excluded.wamid
    RETURNING mark.id
)
SELECT turn.*, 1 AS attempts FROM turn JOIN shown ON shown.id = turn.id
""")  # noqa: S608 - our own words
_SETTLE = text("""
UPDATE read_marks
   SET due_at = CASE WHEN cast(:wait AS float8) IS NOT NULL THEN statement_timestamp() + make_interval(secs => cast(:wait AS float8)) END,
       marked_at = CASE WHEN :is_done THEN statement_timestamp() ELSE marked_at END
 WHERE tenant_id = :tenant_id AND id = :id AND wamid = :wamid
""")


class Marks:
    """One per worker process. The rows are the truth; of what somebody types nothing is kept but when it was shown."""

    def __init__(self, office: Office, client: GraphClient, bases: Mapping[str, str]) -> None:
        self._office = office
        self._client = client
        self._bases = bases
        self._places = asyncio.Semaphore(PLACES)
        self._again: dict[UUID, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def mark(self, tenant_id: str) -> None:
        """The job: returns at once, so that no drain waits behind it."""
        self._wake(UUID(tenant_id))

    async def show_typing(self, tenant_id: str, conversation_id: str) -> None:
        """The job: as `mark`."""
        if len(self._tasks) < MOST_WAITING:
            self._begin(self._type(UUID(tenant_id), UUID(conversation_id)))

    async def sweep(self) -> None:
        async with self._office.for_house() as work:
            found = list(await work.session.scalars(_WAITING))
        for tenant_id in found:
            self._wake(tenant_id)

    async def close(self) -> None:
        """What is under way is brought home; what is not comes back by its due time."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)
        for task in self._tasks:
            task.cancel()

    def _wake(self, tenant_id: UUID) -> None:
        if tenant_id in self._again:
            self._again[tenant_id] = True
        else:
            self._again[tenant_id] = False
            self._begin(self._mark_all(tenant_id))

    async def _mark_all(self, tenant_id: UUID) -> None:
        try:
            is_more = True
            while is_more:
                self._again[tenant_id] = False
                async with self._office.for_tenant(tenant_id) as work:
                    await work.session.execute(_FORGET, {"tenant_id": tenant_id})
                    claimed = (await work.session.execute(_CLAIM, {"tenant_id": tenant_id, "most": SET_SIZE})).all()
                await asyncio.gather(*(self._tell(tenant_id, row) for row in claimed))
                is_more = self._again[tenant_id] or len(claimed) == SET_SIZE
        finally:
            del self._again[tenant_id]

    async def _type(self, tenant_id: UUID, conversation_id: UUID) -> None:
        async with self._office.for_tenant(tenant_id) as work:
            row = (await work.session.execute(_TYPE, {"tenant_id": tenant_id, "id": conversation_id})).one_or_none()
        if row is not None:
            await self._tell(tenant_id, row, typing=True)

    async def _tell(self, tenant_id: UUID, row: Row[Any], *, typing: bool = False) -> None:
        async with self._places:
            outcome = await self._call(tenant_id, row, typing=typing)
        TOLD.labels("typing" if typing else "read", type(outcome).__name__.lower()).inc()
        settled = {"tenant_id": tenant_id, "id": row.id, "wamid": row.wamid}
        settled |= {"is_done": isinstance(outcome, Done), "wait": _wait(outcome, row.attempts)}
        async with self._office.for_tenant(tenant_id) as work:
            await work.session.execute(_SETTLE, settled)

    async def _call(self, tenant_id: UUID, row: Row[Any], *, typing: bool) -> Done | Refused | Unknown:
        base = self._bases.get(row.graph)
        try:
            token = self._office.keyring.open(row.access_token, purpose=f"channel:{tenant_id}:access_token")
        except (InvalidToken, WrongPurposeError):
            return Refused(190, title="the stored token cannot be used")
        if base is None:
            return Refused(190, title="a number of no Graph that is known here")
        return await self._client.mark_read(Line(row.phone_number_id, token, base), row.wamid, typing=typing)

    def _begin(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(errand)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (flaw := task.exception()):
            if isinstance(flaw, AWAY):
                log.warning("marks.postponed", error=type(flaw).__name__)
            else:
                log.error("marks.failed", exc_info=flaw)


@asynccontextmanager
async def open_marks(office: Office, settings: Settings) -> AsyncIterator[Marks]:
    """Marks with connections of their own: those that carry messages are not waited for, nor kept waiting."""
    bases = {Graph.META.value: settings.graph_url}
    if settings.simulator_url:
        bases[Graph.SIMULATOR.value] = settings.simulator_url
    client = GraphClient(settings.whatsapp_api_version, connections=PLACES, patience=Patience(connection=5, read=10, call=15))
    marks = Marks(office, client, bases)
    try:
        yield marks
    finally:
        await marks.close()
        await client.aclose()


def _wait(outcome: Done | Refused | Unknown, attempts: int) -> float | None:
    """Seconds until it is tried again; None when it is done or given up. To say it twice does no harm."""
    passes = isinstance(outcome, Unknown) or (isinstance(outcome, Refused) and outcome.passing)
    return 5.0 * 4 ** (attempts - 1) if passes and attempts < MOST_ATTEMPTS else None
