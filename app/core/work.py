"""One piece of work: one transaction, behind one tenant's walls, and what follows its commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.core.crypto import Keyring
from app.core.permissions import Actor
from app.core.queue import Doorbell, Queue
from app.core.statements import Line, Statement

_STAND_WORDS: Final = "SELECT set_config('role', :role, true), set_config('app.tenant_id', :tenant_id, true)"
_STAND, _STEP = text(_STAND_WORDS), Statement(_STAND_WORDS)


class Stand(StrEnum):
    """Where a transaction stands: the login's own walled role, or the house's."""

    TENANT = "none"  # RESET ROLE: the login itself, which is walled
    HOUSE = "recado_house"


class Event(msgspec.Struct, frozen=True):
    """Something that clients must learn of.

    The log keeps `kind` and the ids and never the body: it is rendered again, with the reader's
    present rights, when somebody resumes. `body` is what goes out live, right after the commit.
    """

    kind: str
    subject_id: UUID
    conversation_id: UUID
    channel_id: UUID
    body: Any


class LiveLine(Protocol):
    """What `realtime` does for us; `core` lies below it and only knows this shape."""

    async def record(self, work: "Work", tenant_id: UUID, events: list[Event]) -> list[int]:
        """Writes the events as the transaction's last statement; their ids, in order."""

    def carry(self, tenant_id: UUID, events: list[Event], event_ids: list[int]) -> None:
        """Sends the hints after the commit; never raises, never waits."""


class Work:
    """The house's own work: sees house tables and, by policy, the few columns that sweeps need."""

    def __init__(self, session: AsyncSession, keyring: Keyring) -> None:
        self.session = session
        self.keyring = keyring
        self._errands: list[tuple[Queue, str, dict[str, str]]] = []
        self._events: dict[UUID, list[Event]] = {}
        self._behind: UUID | None = None
        self._line: Line | None = None

    async def ask(self, statement: Statement, **values: Any) -> list[Any]:
        """The rows of a statement that is asked very often. Objects are flushed first, and errors are the session's own."""
        await self.flush()
        if self._line is None:
            self._line = await Line.of(self.session)
        return await statement.rows(self._line, values)

    def enqueue(self, queue: Queue, job: str, **ids: UUID | str) -> None:
        """Wakes a worker after the commit. Only ids travel: arq prints arguments in its log."""
        errand = (queue, job, {name: str(value) for name, value in ids.items()})
        if errand not in self._errands:
            self._errands.append(errand)

    @asynccontextmanager
    async def as_tenant(self, tenant_id: UUID, *, stays: bool = False) -> AsyncIterator["TenantWork"]:
        """Steps behind one tenant's walls within this transaction, and back.

        With `stays` only `step_back` leads back: what is over with this tenant's commit need not go there and
        return twice.
        """
        await self._step(Stand.TENANT, tenant_id)
        inside = TenantWork(self.session, self.keyring, tenant_id, None)
        inside._errands, inside._events, inside._line = self._errands, self._events, self._line  # noqa: SLF001 - one commit
        yield inside
        await self.flush()
        if not stays:
            await self.step_back()

    async def step_back(self) -> None:
        """From behind a tenant's walls, where `as_tenant` stayed."""
        if self._behind is not None:
            await self._step(Stand.HOUSE, None)

    async def flush(self) -> None:
        """Writes what objects of the session have become; the ways that work in sets have none, and pay nothing."""
        if self.session.new or self.session.dirty or self.session.deleted:
            await self.session.flush()

    async def _step(self, stand: Stand, tenant_id: UUID | None) -> None:
        await self.ask(_STEP, role=stand.value, tenant_id=_named(tenant_id))
        self._behind = tenant_id


class TenantWork(Work):
    """Work behind one tenant's walls. `actor` is None when a worker does it on nobody's behalf."""

    def __init__(self, session: AsyncSession, keyring: Keyring, tenant_id: UUID, actor: Actor | None) -> None:
        super().__init__(session, keyring)
        self.tenant_id = tenant_id
        self._actor = actor
        self._behind = tenant_id

    @property
    def actor(self) -> Actor:
        """Raises `LookupError` when nobody is acting: a worker must not pass for a person."""
        if self._actor is None:
            raise LookupError("this work is done on nobody's behalf")
        return self._actor

    def announce(self, event: Event) -> None:
        """Puts the event in the tenant's log with this commit and on the live line after it."""
        self._events.setdefault(self.tenant_id, []).append(event)


class Office:
    """Where work is given out; one per process. Nothing below `main` can make one."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring, doorbell: Doorbell, live: LiveLine) -> None:
        self.engine = engine
        self.keyring = keyring
        self.doorbell = doorbell
        self._live = live
        self._sessions = async_sessionmaker(engine, expire_on_commit=False, autobegin=True)

    @asynccontextmanager
    async def for_tenant(self, tenant_id: UUID, actor: Actor | None = None) -> AsyncIterator[TenantWork]:
        """One transaction behind this tenant's walls; commits on leaving, then hands on."""
        async with self._sessions() as session:
            await _stand(session, Stand.TENANT, tenant_id)
            work = TenantWork(session, self.keyring, tenant_id, actor)
            yield work
            await self._finish(work)

    @asynccontextmanager
    async def for_house(self) -> AsyncIterator[Work]:
        """One transaction as the house; commits on leaving, then hands on."""
        async with self._sessions() as session:
            await _stand(session, Stand.HOUSE, None)
            work = Work(session, self.keyring)
            yield work
            await self._finish(work)

    async def ping(self) -> None:
        """Raises what the database raises when it is away."""
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def _finish(self, work: Work) -> None:
        await work.flush()
        logged = [(tenant_id, events, await self._record(work, tenant_id, events)) for tenant_id, events in work._events.items()]  # noqa: SLF001
        await work.session.commit()
        for queue, job, ids in work._errands:  # noqa: SLF001
            self.doorbell.ring(queue, job, **ids)
        for tenant_id, events, event_ids in logged:
            self._live.carry(tenant_id, events, event_ids)

    async def _record(self, work: Work, tenant_id: UUID, events: list[Event]) -> list[int]:
        if work._behind != tenant_id:  # noqa: SLF001 - the office knows where its work stands
            await work._step(Stand.TENANT, tenant_id)  # noqa: SLF001 - as above
        return await self._live.record(work, tenant_id, events)


async def _stand(session: AsyncSession, stand: Stand, tenant_id: UUID | None) -> None:
    """The first step of a transaction, which begins it."""
    await session.execute(_STAND, {"role": stand.value, "tenant_id": _named(tenant_id)})


def _named(tenant_id: UUID | None) -> str:
    return str(tenant_id) if tenant_id else ""
