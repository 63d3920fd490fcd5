"""The door to how far the past of each number is imported."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from sqlalchemy import select

from app.core.permissions import Can
from app.core.work import TenantWork
from app.messages.models import HistoryImport


class HistoryImportView(msgspec.Struct, frozen=True):
    """How far a number's earlier conversations are here. `progress` is Meta's, in percent; `declined_at`: the hotel kept them."""

    channel_id: UUID
    phase: int | None
    progress: Annotated[int, msgspec.Meta(ge=0, le=100)]
    messages: int
    declined_at: datetime | None
    started_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: HistoryImport) -> "HistoryImportView":
        return cls(row.id, row.phase, row.progress, row.messages, row.declined_at, row.started_at, row.updated_at)


class HistoryImportsView(msgspec.Struct, frozen=True):
    """One for each number whose past was shared, or asked for."""

    data: list[HistoryImportView]


@get("/api/history-imports", tags=["WhatsApp numbers"], summary="Imports of earlier conversations")
async def list_history_imports(work: NamedDependency[TenantWork]) -> HistoryImportsView:
    """Of numbers that live in the WhatsApp Business app too (coexistence)."""
    work.actor.must(Can.READ_CONVERSATIONS)
    found = await work.session.scalars(select(HistoryImport).order_by(HistoryImport.id))
    return HistoryImportsView([HistoryImportView.of(row) for row in found])


routes: list[Any] = [list_history_imports]
