"""Reading notices, for those who may act on them."""

from collections.abc import Collection, Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from app.core.errors import NotFoundError
from app.core.permissions import Can
from app.core.work import TenantWork, Work
from app.notices.models import HouseNotice, Notice, NoticeState, Severity

Wanted = Literal["open", "closed", "all"]
_WORST_FIRST = (Severity.CRITICAL, Severity.WARNING, Severity.INFO)


async def page(work: TenantWork, wanted: Wanted, limit: int) -> Sequence[Notice]:
    """The hotel's, the newest first."""
    work.actor.must(Can.MANAGE_CHANNELS)
    found = select(Notice).where(*_wanted(Notice, wanted)).order_by(Notice.last_at.desc(), Notice.id.desc()).limit(limit)
    return (await work.session.scalars(found)).all()


async def some(work: TenantWork, notice_ids: Collection[UUID]) -> Sequence[Notice]:
    """Those of these that the actor may see: all of the hotel's, or none."""
    if not notice_ids or not work.actor.may(Can.MANAGE_CHANNELS):
        return ()
    return (await work.session.scalars(select(Notice).where(Notice.id.in_(notice_ids), Notice.count > 0))).all()


async def get(work: TenantWork, notice_id: UUID) -> Notice:
    """Locked, to be changed; raises `NotFoundError`."""
    work.actor.must(Can.MANAGE_CHANNELS)
    found = await work.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.count > 0).with_for_update())
    if found is None:
        raise NotFoundError(notice_id)
    return found


async def open_ones(work: TenantWork) -> tuple[int, Severity | None]:
    """How many are open, and how bad the worst is."""
    return await _open_ones(work, Notice)


async def house_page(work: Work, wanted: Wanted, limit: int) -> Sequence[HouseNotice]:
    """The house's own; house work."""
    found = (
        select(HouseNotice).where(*_wanted(HouseNotice, wanted)).order_by(HouseNotice.last_at.desc(), HouseNotice.id.desc()).limit(limit)
    )
    return (await work.session.scalars(found)).all()


async def house_get(work: Work, notice_id: UUID) -> HouseNotice:
    """Locked, to be changed; house work; raises `NotFoundError`."""
    found = await work.session.scalar(select(HouseNotice).where(HouseNotice.id == notice_id, HouseNotice.count > 0).with_for_update())
    if found is None:
        raise NotFoundError(notice_id)
    return found


async def house_open_ones(work: Work) -> tuple[int, Severity | None]:
    return await _open_ones(work, HouseNotice)


def _wanted(kind: type[Notice] | type[HouseNotice], wanted: Wanted) -> list[ColumnElement[bool]]:
    is_open = kind.state == NoticeState.OPEN.value
    # A count of 0 is only the mark of an opposite event that came before its trouble.
    return {"open": [is_open], "closed": [~is_open, kind.count > 0], "all": [kind.count > 0]}[wanted]


async def _open_ones(work: Work, kind: type[Notice] | type[HouseNotice]) -> tuple[int, Severity | None]:
    counted = select(kind.severity, func.count()).where(kind.state == NoticeState.OPEN.value).group_by(kind.severity)
    many = {Severity(severity): count for severity, count in await work.session.execute(counted)}
    return sum(many.values()), next((one for one in _WORST_FIRST if one in many), None)
