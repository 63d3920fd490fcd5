"""Reading a hotel's numbers."""

from collections.abc import Sequence

from sqlalchemy import and_, select

from app.channels.models import Channel, MetaApp
from app.core.work import TenantWork


async def numbers(work: TenantWork) -> Sequence[tuple[Channel, MetaApp | None]]:
    """All of the hotel's, the oldest first, each with the hotel's own Meta app that signs for it."""
    joined = select(Channel, MetaApp).outerjoin(MetaApp, and_(MetaApp.tenant_id == Channel.tenant_id, MetaApp.id == Channel.meta_app_id))
    found = await work.session.execute(joined.order_by(Channel.id))
    return [(channel, meta_app) for channel, meta_app in found]


async def find_number(work: TenantWork, phone_number_id: str) -> Channel | None:
    """The hotel's own; a neighbour's is not seen."""
    return await work.session.scalar(select(Channel).where(Channel.phone_number_id == phone_number_id).with_for_update())


async def meta_apps(work: TenantWork) -> Sequence[MetaApp]:
    return (await work.session.scalars(select(MetaApp).order_by(MetaApp.id).with_for_update())).all()
