"""Reading a hotel's numbers."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import and_, func, select

from app.channels.models import Channel, MetaApp
from app.core.permissions import Can
from app.core.work import TenantWork


async def numbers(work: TenantWork) -> Sequence[tuple[Channel, MetaApp | None]]:
    """All of the hotel's, the oldest first, each with the hotel's own Meta app that signs for it."""
    joined = select(Channel, MetaApp).outerjoin(MetaApp, and_(MetaApp.tenant_id == Channel.tenant_id, MetaApp.id == Channel.meta_app_id))
    found = await work.session.execute(joined.order_by(Channel.id))
    return [(channel, meta_app) for channel, meta_app in found]


async def find_number(work: TenantWork, phone_number_id: str) -> Channel | None:
    """The hotel's own; a neighbour's is not seen."""
    return await work.session.scalar(select(Channel).where(Channel.phone_number_id == phone_number_id).with_for_update())


async def of_waba(work: TenantWork, waba_id: str) -> Sequence[Channel]:
    """The hotel's numbers of this business account."""
    return (await work.session.scalars(select(Channel).where(Channel.waba_id == waba_id).order_by(Channel.id))).all()


async def named(work: TenantWork, waba_id: str, number: str | int) -> Channel | None:
    """The number of this account that people dial so: some of Meta's news name it no other way, and not always with its +."""
    digits = "".join(filter(str.isdecimal, str(number)))
    dialled = func.regexp_replace(Channel.display_phone_number, r"\D", "", "g")
    return await work.session.scalar(select(Channel).where(Channel.waba_id == waba_id, dialled == digits).limit(1))


async def dialled(work: TenantWork, channel_id: UUID) -> str | None:
    """The number as people know it."""
    return await work.session.scalar(select(Channel.display_phone_number).where(Channel.id == channel_id))


async def some(work: TenantWork, channel_ids: Collection[UUID]) -> Sequence[Channel]:
    """Those of these that the actor may see."""
    if not channel_ids or not work.actor.may(Can.READ_CONVERSATIONS):
        return ()
    return (await work.session.scalars(select(Channel).where(Channel.id.in_(channel_ids)))).all()


async def meta_apps(work: TenantWork) -> Sequence[MetaApp]:
    return (await work.session.scalars(select(MetaApp).order_by(MetaApp.id).with_for_update())).all()
